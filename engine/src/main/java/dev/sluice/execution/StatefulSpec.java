package dev.sluice.execution;

import dev.sluice.state.StateLayout;
import dev.sluice.types.StructType;
import java.util.Map;

/** An operator that keeps state, as it is executed: how its state is kept and what a checkpoint is bound to. */
public sealed interface StatefulSpec permits AggregateSpec, SessionSpec, DeduplicateSpec, StreamJoinSpec, LimitSpec {
    /**
     * The number of the operator in the plan, counted from the sink, which names its state; below zero if it works on static
     * data beside a stream.
     */
    int operatorId();

    /** Whether the state is kept from one batch to the next. */
    default boolean isKept() {
        return operatorId() >= 0;
    }

    /** What progress calls the operator: Spark's name. */
    String progressName();

    /** The keys as state holds them. */
    StructType keySchema();

    /** What travels to the partition of its key beside the key, in leaf columns or not. */
    StructType carriedSchema();

    /** How state tables hold it. */
    StateLayout layout();

    /** Whether event time takes anything out of the state. */
    boolean expires();

    /** Whether a batch without data makes sense when the watermark has moved. */
    boolean followsWatermark();

    /** What is emitted when event time has passed it, and not before. */
    Waiting waiting();

    /** What must not change from one start to the next. */
    Map<String, String> identity();

    /** What errors call one of its partitions. */
    default String place(int partition) {
        return FailedRows.operator(describe()) + ", partition " + partition;
    }

    /** One line, for {@code explain}. */
    String describe();
}
