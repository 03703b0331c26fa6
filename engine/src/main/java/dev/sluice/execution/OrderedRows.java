package dev.sluice.execution;

/** Keeps the rows of all tasks of a stage and hands them on as one input, sorted or cut. */
sealed interface OrderedRows extends StageEnd permits SortedRows, FirstRows {
    /** Whether tasks before this one, all of them ended, already hold as many rows as are handed on. */
    boolean isFilledBefore(int task);

    /** Hands on what was kept, once, after all tasks have ended, and forgets it. */
    void emit(Output output, StageInput.Demand demand);
}
