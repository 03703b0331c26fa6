package dev.sluice.spi.function;

import dev.sluice.spi.BadRecords;
import org.jspecify.annotations.Nullable;

/** What kernels may know of the task that they work in: enough to give the same values when a batch is run again. For one thread. */
public final class TaskFacts {
    private final int split;
    private final long timestampMicros;
    private final @Nullable BadRecords badRecords;
    private int callCount;

    /**
     * @param split the number of the part of the input that the task reads, from 0
     * @param timestampMicros the timestamp of the batch
     */
    public TaskFacts(int split, long timestampMicros) {
        this(split, timestampMicros, null);
    }

    /** @param badRecords keeps what a kernel cannot parse; null where nothing is kept */
    public TaskFacts(int split, long timestampMicros, @Nullable BadRecords badRecords) {
        this.split = split;
        this.timestampMicros = timestampMicros;
        this.badRecords = badRecords;
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

    /** Another number for each kernel that asks, in the order in which the plan makes them. */
    public int nextCall() {
        return callCount++;
    }
}
