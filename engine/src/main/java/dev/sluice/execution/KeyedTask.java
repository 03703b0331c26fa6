package dev.sluice.execution;

import dev.sluice.execution.ledger.RowFates;
import java.util.List;

/** The half of a keyed operator that runs inside a task: takes rows, and divides what comes of them by key. */
interface KeyedTask extends Output {
    /** What the task has for each partition, in the order of its rows. Ends the task. */
    List<SplitRows> finish();

    /**
     * The fates of the rows that were taken. Those that passed went to a partition as they were; where rows are folded, what
     * was made of them did.
     */
    RowFates fates();
}
