package dev.sluice.execution;

import org.jspecify.annotations.Nullable;

/** Where one task gets its rows; pushed into its pipeline until there are no more or nobody wants them. */
@FunctionalInterface
interface StageInput {
    /** @param demand asked between batches; when it says no, the rest is left unread */
    void pushAll(TaskContext context, TaskOutput output, Demand demand);

    /** What errors call that which it reads; null where it is the result of other tasks. */
    default @Nullable String description() {
        return null;
    }

    /** What errors call the row at a position in it. */
    default String place(long position) {
        return "row " + position;
    }

    /** At most so many rows come; {@link Long#MAX_VALUE} where that is not known beforehand. */
    default long mostRows() {
        return Long.MAX_VALUE;
    }

    /** Whether its rows are made even if nobody wants them, because making them changes state. */
    default boolean hasToBeMade() {
        return false;
    }

    /** Whether more rows are wanted. */
    @FunctionalInterface
    interface Demand {
        boolean wantsMore();
    }
}
