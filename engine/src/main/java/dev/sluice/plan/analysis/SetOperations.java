package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan.SetOperation.Kind;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes of the rows that both sides have, or only one, groups in which those of each side are counted:
 *
 * <pre>
 * Intersect        Project [a]
 *    left [a]  =>    Filter l > 0 AND r > 0
 *    right [a]         Aggregate [a] [sum(l), sum(r)]
 *                        Union
 *                          Project [a, 1 as l, 0 as r]  left
 *                          Project [a, 0 as l, 1 as r]  right
 * </pre>
 *
 * Those that keep repetitions have {@code Repeat least(l, r)} or {@code Repeat l - r} for the filter. As keys of a grouping
 * nulls are equal to each other.
 */
final class SetOperations {
    private final Types types;

    SetOperations(Types types) {
        this.types = types;
    }

    /** Structs are only compared if their fields have the same names; a union does not ask for that. */
    static void requireSameStructs(LogicalPlan left, LogicalPlan right) {
        int count = Math.min(left.output().size(), right.output().size());
        for (int column = 0; column < count; column++) {
            DataType one = left.output().get(column).type();
            DataType other = right.output().get(column).type();
            boolean areStructs = one instanceof StructType && other instanceof StructType;
            if (areStructs && !one.simpleString().equalsIgnoreCase(other.simpleString())) {
                throw SluiceException.analysis(
                                ErrorCondition.INCOMPATIBLE_COLUMN_TYPE,
                                "column " + (column + 1) + " has not the same type on both sides")
                        .found(one.simpleString() + " and " + other.simpleString())
                        .mend("give the fields the same names and types")
                        .build();
            }
        }
    }

    /** @param union both sides, brought to the same types */
    LogicalPlan analyze(Kind kind, LogicalPlan union) {
        List<LogicalPlan> sides = union.children();
        if (kind == Kind.EXCEPT && !sides.getLast().isStreaming() && union.isStreaming()) {
            return withoutRowsOf(sides.getFirst(), sides.getLast(), union.output());
        }
        if (union.isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                            "intersect of streams, and except but for the rows of static data, are not supported")
                    .mend("compare what the sinks hold, or join the streams")
                    .build();
        }
        int count = union.output().size();
        LogicalPlan counted = new LogicalPlan.Union(
                List.of(marked(sides.getFirst(), 1, 0), marked(sides.getLast(), 0, 1)), withCounts(union.output()));
        Scope scope = new Scope(counted.output(), true);
        List<NamedExpression> keys = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            keys.add(new NamedExpression(
                    scope.column(column), union.output().get(column).name()));
        }
        LogicalPlan groups = new LogicalPlan.Aggregate(
                counted, keys, List.of(sum(scope, count), sum(scope, count + 1)), counted.output());
        return HiddenColumns.hide(wanted(kind, groups, count), count);
    }

    /**
     * The rows of a stream that a table has not, each once: a grouping by all columns, as in Spark, so that a row comes again
     * with every batch that has it.
     */
    private LogicalPlan withoutRowsOf(LogicalPlan stream, LogicalPlan table, List<Attribute> output) {
        int count = output.size();
        List<Attribute> both = new ArrayList<>(stream.output());
        both.addAll(table.output());
        Scope scope = new Scope(both, true);
        ExpressionResolver resolver = resolver(scope);
        List<Expression> equalities = new ArrayList<>();
        List<NamedExpression> keys = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            equalities.add(resolver.call("<=>", List.of(scope.column(column), scope.column(count + column))));
            keys.add(
                    new NamedExpression(scope.column(column), output.get(column).name()));
        }
        LogicalPlan others =
                LogicalPlan.Join.of(stream, table, JoinType.LEFT_ANTI, Expressions.conjunction(equalities));
        return new LogicalPlan.Aggregate(others, keys, List.of(), output);
    }

    private ExpressionResolver resolver(Scope scope) {
        return ExpressionResolver.withoutAggregates(
                scope, types, ErrorCondition.INTERNAL, "a comparison of two tables");
    }

    private LogicalPlan wanted(Kind kind, LogicalPlan groups, int count) {
        Scope scope = new Scope(groups.output(), true);
        ExpressionResolver resolver = resolver(scope);
        Expression left = scope.column(count);
        Expression right = scope.column(count + 1);
        Expression none = number(0);
        return switch (kind) {
            case INTERSECT ->
                new LogicalPlan.Filter(
                        groups,
                        new Expression.And(
                                resolver.call(">", List.of(left, none)), resolver.call(">", List.of(right, none))));
            case EXCEPT ->
                new LogicalPlan.Filter(
                        groups,
                        new Expression.And(
                                resolver.call(">", List.of(left, none)), resolver.call("=", List.of(right, none))));
            case INTERSECT_ALL -> new LogicalPlan.Repeat(groups, resolver.call("least", List.of(left, right)));
            case EXCEPT_ALL -> new LogicalPlan.Repeat(groups, resolver.call("-", List.of(left, right)));
        };
    }

    private static Expression number(long value) {
        return new Expression.Literal(value, AtomicType.BIGINT);
    }

    private static LogicalPlan marked(LogicalPlan side, long left, long right) {
        Scope scope = new Scope(side.output(), true);
        List<NamedExpression> columns = new ArrayList<>();
        for (int column = 0; column < side.output().size(); column++) {
            columns.add(new NamedExpression(
                    scope.column(column), side.output().get(column).name()));
        }
        columns.add(new NamedExpression(number(left), "left"));
        columns.add(new NamedExpression(number(right), "right"));
        return new LogicalPlan.Project(side, columns, withCounts(side.output()));
    }

    private static List<Attribute> withCounts(List<Attribute> columns) {
        List<Attribute> output = new ArrayList<>(columns);
        output.add(Attribute.of("left", AtomicType.BIGINT, false));
        output.add(Attribute.of("right", AtomicType.BIGINT, false));
        return output;
    }

    private AggregateCall sum(Scope scope, int column) {
        AggregateFunction function = types.functions().aggregate("sum").orElseThrow();
        AggregateFunction.Binding binding = function.bind(List.of(AtomicType.BIGINT), types.context());
        return new AggregateCall(
                "sum",
                binding.aggregate(),
                List.of(scope.column(column)),
                scope.columns().get(column).name());
    }
}
