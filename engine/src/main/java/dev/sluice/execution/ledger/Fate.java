package dev.sluice.execution.ledger;

/** What becomes of a row that comes to an operator; of each row exactly one. */
public enum Fate {
    /** It was handed on: once, or as often as the operator makes of one row. */
    PASSED(0, "passed"),
    /** It did not meet a condition, has nothing that could be handed on, or is beyond a limit. */
    FILTERED(1, "filtered"),
    /** It repeats a row. */
    DUPLICATE(2, "duplicate"),
    /** It came behind the watermark. */
    LATE(3, "late"),
    /** It could not be parsed and was dropped. */
    BAD(4, "bad"),
    /** It has no time, and so is in no window. */
    NULL_TIME(5, "nullTime"),
    /** It went into the results of groups. */
    FOLDED(6, "folded"),
    /** It is kept for rows to come. */
    STORED(7, "stored");

    /** Where it is counted. */
    final int slot;

    private final String progressName;

    Fate(int slot, String progressName) {
        this.slot = slot;
        this.progressName = progressName;
    }

    /** As progress shows it. */
    public String progressName() {
        return progressName;
    }
}
