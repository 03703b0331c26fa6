package dev.sluice.spi.function;

import dev.sluice.spi.BadRecords;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What kernels may know of the task that they work in: enough to give the same values when a batch is run again. For one thread. */
public final class TaskFacts {
    private final int split;
    private final long timestampMicros;
    private final @Nullable BadRecords badRecords;
    private final @Nullable String input;
    private final LongFunction<String> places;
    private boolean wantsPositions;
    private boolean isRepeatable = true;
    private int callCount;

    /**
     * @param split the number of the part of the input that the task reads, from 0
     * @param timestampMicros the timestamp of the batch
     */
    public TaskFacts(int split, long timestampMicros) {
        this(split, timestampMicros, null, null, position -> "row " + position);
    }

    /**
     * @param badRecords keeps what a kernel cannot parse; null where nothing is kept
     * @param input what errors call that which the task reads; null where that is the result of other tasks
     * @param places what errors call a row of it, by its position
     */
    public TaskFacts(
            int split,
            long timestampMicros,
            @Nullable BadRecords badRecords,
            @Nullable String input,
            LongFunction<String> places) {
        this.split = split;
        this.timestampMicros = timestampMicros;
        this.badRecords = badRecords;
        this.input = input;
        this.places = places;
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

    /** What errors call the row at a position in what the task reads. */
    public String place(long position) {
        return places.apply(position);
    }

    /** Asks for the positions of rows in what the task reads, before it reads. */
    public void askForPositions() {
        wantsPositions = true;
    }

    /** Whether a kernel has asked for them. */
    public boolean wantsPositions() {
        return wantsPositions;
    }

    /** Says that something in the task goes by more than the values of a row, such as chance. */
    public void noteUnrepeatable() {
        isRepeatable = false;
    }

    /** Whether a row of the task meets the same error when it is computed once more alone. */
    public boolean isRepeatable() {
        return isRepeatable;
    }

    /** Another number for each kernel that asks, in the order in which the plan makes them. */
    public int nextCall() {
        return callCount++;
    }
}
