package dev.sluice.execution.ledger;

import java.util.Locale;

/** The fates of the rows that came to an operator, and how many rows it made of those that passed. Not thread-safe. */
public final class RowFates {
    private static final Fate[] FATES = Fate.values();

    private final long[] counts = new long[FATES.length];
    private long given;

    /** Notes rows that were not handed on. */
    public void add(Fate fate, long rows) {
        counts[fate.slot] += rows;
    }

    /**
     * Notes rows that were handed on.
     *
     * @param made how many rows were made of them
     */
    public void pass(long rows, long made) {
        counts[Fate.PASSED.slot] += rows;
        given += made;
    }

    /** Notes that rows were made of some whose fate is noted elsewhere. */
    public void give(long made) {
        given += made;
    }

    public void add(RowFates other) {
        for (int slot = 0; slot < counts.length; slot++) {
            counts[slot] += other.counts[slot];
        }
        given += other.given;
    }

    public long count(Fate fate) {
        return counts[fate.slot];
    }

    /** Of all rows that have a fate. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** Rows that were made of those that passed. */
    public long given() {
        return given;
    }

    /** As {@code 3 passed + 1 late}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Fate fate : FATES) {
            if (count(fate) != 0) {
                text.append(text.isEmpty() ? "" : " + ")
                        .append(String.format(Locale.ROOT, "%d %s", count(fate), fate.progressName()));
            }
        }
        return text.isEmpty() ? "0" : text.toString();
    }
}
