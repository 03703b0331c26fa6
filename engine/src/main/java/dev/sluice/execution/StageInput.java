package dev.sluice.execution;

/** Where one task gets its rows; pushed into its pipeline until there are no more or nobody wants them. */
@FunctionalInterface
interface StageInput {
    /** @param demand asked between batches; when it says no, the rest is left unread */
    void pushAll(TaskContext context, Output output, Demand demand);

    /** Whether more rows are wanted. */
    @FunctionalInterface
    interface Demand {
        boolean wantsMore();
    }
}
