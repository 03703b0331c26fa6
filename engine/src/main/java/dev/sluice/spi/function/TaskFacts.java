package dev.sluice.spi.function;

import dev.sluice.spi.BadRecords;
import org.jspecify.annotations.Nullable;

/** What kernels may know of the task that they work in: enough to give the same values when a batch is run again. For one thread. */
public final class TaskFacts {
    private final int split;
    private final long timestampMicros;
    private final @Nullable BadRecords badRecords;
    private final @Nullable String input;
    private boolean wantsPositions;
    private int callCount;

    /**
     * @param split the number of the part of the input that the task reads, from 0
     * @param timestampMicros the timestamp of the batch
     */
    public TaskFacts(int split, long timestampMicros) {
        this(split, timestampMicros, null, null);
    }

    /**
     * @param badRecords keeps what a kernel cannot parse; null where nothing is kept
     * @param input what errors call that which the task reads; null where that is the result of other tasks
     */
    public TaskFacts(int split, long timestampMicros, @Nullable BadRecords badRecords, @Nullable String input) {
        this.split = split;
        this.timestampMicros = timestampMicros;
        this.badRecords = badRecords;
        this.input = input;
    }

    public int split() {
        return split;
    }

    public long timestampMicros() {
        return timestampMicros;
    }

    /** Null where there is no batch that is committed, as in a query over static data. */
    public @Nullable BadRecords badRecords() {
        return badRecords;
    }

    /** What errors call that which the task reads; null where that is the result of other tasks. */
    public @Nullable String input() {
        return input;
    }

    /** Asks for the positions of rows in what the task reads, before it reads. */
    public void askForPositions() {
        wantsPositions = true;
    }

    /** Whether a kernel has asked for them. */
    public boolean wantsPositions() {
        return wantsPositions;
    }

    /** Another number for each kernel that asks, in the order in which the plan makes them. */
    public int nextCall() {
        return callCount++;
    }
}
