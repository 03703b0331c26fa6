package dev.sluice.spi.function;

/** What kernels may know of the task that they work in: enough to give the same values when a batch is run again. For one thread. */
public final class TaskFacts {
    private final int split;
    private final long timestampMicros;
    private int callCount;

    /**
     * @param split the number of the part of the input that the task reads, from 0
     * @param timestampMicros the timestamp of the batch
     */
    public TaskFacts(int split, long timestampMicros) {
        this.split = split;
        this.timestampMicros = timestampMicros;
    }

    public int split() {
        return split;
    }

    public long timestampMicros() {
        return timestampMicros;
    }

    /** Another number for each kernel that asks, in the order in which the plan makes them. */
    public int nextCall() {
        return callCount++;
    }
}
