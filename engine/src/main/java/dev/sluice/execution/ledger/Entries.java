package dev.sluice.execution.ledger;

import dev.sluice.state.EntryCounts;

/**
 * The entries of the state of an operator.
 *
 * @param heldBefore when the batch began
 * @param held when it ended
 */
public record Entries(long heldBefore, EntryCounts counts, long held) {
    static final Entries NONE = new Entries(0, EntryCounts.NONE, 0);

    Entries plus(Entries other) {
        return new Entries(heldBefore + other.heldBefore, counts.plus(other.counts), held + other.held);
    }

    /** Those of a turn and of a later one. */
    Entries then(Entries later) {
        return new Entries(heldBefore, counts.plus(later.counts), later.held);
    }

    /** What should be held, if every entry came and went as it was counted. */
    long expected() {
        return heldBefore + counts.created() - counts.evicted() - counts.removed();
    }
}
