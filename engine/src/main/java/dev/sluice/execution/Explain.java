package dev.sluice.execution;

import dev.sluice.execution.Stage.Branch;
import dev.sluice.execution.Stage.Input;
import dev.sluice.execution.Stage.Step;
import dev.sluice.execution.Stage.Terminal;
import dev.sluice.execution.join.JoinSpec;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code explain}: every stage of a plan, under Spark's headings. */
public final class Explain {
    private static final String INDENT = "   ";

    private Explain() {}

    /** What runs, alone. */
    public static String physical(PhysicalPlan plan) {
        StringBuilder text = new StringBuilder("== Physical Plan ==\n");
        append(plan.root(), 0, text);
        return text.toString();
    }

    /** Every stage, from what the user said to what runs. */
    public static String extended(String parsed, LogicalPlan analyzed, LogicalPlan optimized, PhysicalPlan plan) {
        return "== Parsed Logical Plan ==\n" + parsed
                + "\n== Analyzed Logical Plan ==\n" + analyzed.schema().toDDL() + "\n" + analyzed.treeString()
                + "\n== Optimized Logical Plan ==\n" + optimized.treeString()
                + "\n" + physical(plan);
    }

    private static void append(Stage stage, int depth, StringBuilder text) {
        line(describe(stage.terminal()), depth, text);
        int inner = depth + 1;
        for (Branch branch : stage.branches()) {
            int level = inner;
            List<Step> steps = branch.steps();
            for (int index = steps.size() - 1; index >= 0; index--) {
                line(steps.get(index).description(), level++, text);
                Stage held = steps.get(index).held();
                if (held != null) {
                    append(held, level, text);
                }
            }
            switch (branch.input()) {
                case Input.FromSource source ->
                    line(
                            "Scan " + source.relation().describe() + " "
                                    + String.join(", ", source.schema().fieldNames()),
                            level,
                            text);
                case Input.FromRows rows -> line(rows.rows().describe(), level, text);
                case Input.FromRange(LogicalPlan.Range range) -> line(range.describe(), level, text);
                case Input.FromStage(Stage below) -> append(below, level, text);
                case Input.FromJoinTable(JoinSpec join) ->
                    line("Rows of join " + join.table() + " without a partner", level, text);
            }
        }
    }

    static String describe(Terminal terminal) {
        return switch (terminal) {
            case Terminal.ToSink sink ->
                "Sink [" + String.join(", ", sink.schema().fieldNames()) + "]";
            case Terminal.ToKeyed(StatefulSpec spec) -> spec.describe();
            case Terminal.ToJoinTable(JoinSpec spec) -> describe(spec);
            case Terminal.ToOrdered(OrderedSpec spec) ->
                "Ordered ["
                        + spec.orders().stream().map(LogicalPlan.SortOrder::sql).collect(Collectors.joining(", "))
                        + "]" + (spec.limit() == Integer.MAX_VALUE ? "" : ", limit " + spec.limit())
                        + (spec.skip() == 0 ? "" : ", without the first " + spec.skip());
        };
    }

    private static String describe(JoinSpec spec) {
        return "Side of join " + spec.table() + ", held in memory by ["
                + spec.heldKeys().stream().map(Expression::sql).collect(Collectors.joining(", ")) + "]";
    }

    private static void line(String description, int depth, StringBuilder text) {
        text.append(depth == 0 ? "" : INDENT.repeat(depth - 1) + "+- ")
                .append(description)
                .append('\n');
    }
}
