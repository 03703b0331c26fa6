package dev.sluice.execution;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.execution.join.JoinSpec;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a plan that runs without exchanging rows: tasks read an input, push its rows through stateless operators, and
 * end in a sink or in the exchange before a keyed operator. The keyed operator's results are the input of the next stage.
 *
 * <pre>
 * branch 0:  splits of source 0 -> filter -> project   \
 *                                                        > terminal
 * branch 1:  partitions of stage k -> project           /
 * </pre>
 *
 * @param branches the inputs of a union, in its order; one if there is none
 */
public record Stage(List<Branch> branches, Terminal terminal) {
    public Stage {
        branches = List.copyOf(branches);
    }

    /** An input and the stateless operators its rows pass, first to last. */
    public record Branch(Input input, List<Step> steps) {
        public Branch {
            steps = List.copyOf(steps);
        }

        Branch with(Step step) {
            List<Step> longer = new ArrayList<>(steps);
            longer.add(step);
            return new Branch(input, longer);
        }
    }

    /**
     * An operator in the plan.
     *
     * @param description how {@code explain} shows it
     * @param factory how each task makes its own
     * @param held the stage that makes the join table it looks up in, null if it is no join
     */
    public record Step(
            String description,
            OperatorFactory factory,
            @Nullable Stage held) {
        Step(String description, OperatorFactory factory) {
            this(description, factory, null);
        }

        /** A step is equal to itself alone: the same operator twice in a plan is two steps. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Where the tasks of a branch get their rows. */
    public sealed interface Input {
        /** A task for each split of a range of a source. */
        record FromSource(SourceRelation relation, StructType schema) implements Input {}

        /** A task for each large part of rows that are kept. */
        record FromRows(BatchSequence rows) implements Input {}

        /** A task for each run of numbers. */
        record FromRange(LogicalPlan.Range range) implements Input {}

        /** A task for each partition of the keyed operator that ends {@code stage}. */
        record FromStage(Stage stage) implements Input {}

        /** The rows of a join table that nobody has found, once all other inputs of the stage have been read. */
        record FromJoinTable(JoinSpec join) implements Input {}
    }

    /** What becomes of the rows of every task. */
    public sealed interface Terminal {
        /** An output partition of the sink for each task. */
        record ToSink(StructType schema) implements Terminal {}

        /** Rows or partial results go to the partition that holds their key. */
        record ToKeyed(StatefulSpec operator) implements Terminal {}

        /** All rows go, in their order, to one operator that sorts or cuts them. */
        record ToOrdered(OrderedSpec ordered) implements Terminal {}

        /** All rows are held by their keys, for the rows of the other side of a join. */
        record ToJoinTable(JoinSpec join) implements Terminal {}
    }
}
