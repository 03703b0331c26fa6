package dev.sluice.execution.memory;

import dev.sluice.seam.Exec;
import dev.sluice.spi.MemoryHold;
import dev.sluice.types.StructType;

/** What one query keeps. Closing it gives back all that was taken through it. Thread-safe. */
public final class QueryMemory implements AutoCloseable {
    private final MemoryBudget budget;
    private final MemoryBudget.Holder holder;
    private final Scratch scratch;
    private final Exec exec;
    private final LongArrays longs = new LongArrays();

    /** @param name what errors call the query */
    public QueryMemory(String name, MemoryBudget budget, Scratch scratch, Exec exec) {
        this.budget = budget;
        this.holder = new MemoryBudget.Holder(name);
        this.scratch = scratch;
        this.exec = exec;
    }

    /** @param what is kept in memory whatever it takes, for example {@code state of operator 0} */
    public MemoryHold hold(String what) {
        return budget.hold(holder, what);
    }

    /** @param what is kept, for example {@code rows of a batch} */
    public BatchBuffer buffer(StructType schema, String what) {
        return new BatchBuffer(schema, budget, holder, what, scratch, exec, false);
    }

    /** As {@link #buffer}, for rows that have no place in memory. */
    public BatchBuffer bufferOnDisk(StructType schema, String what) {
        return new BatchBuffer(schema, budget, holder, what, scratch, exec, true);
    }

    /**
     * Counts rows that {@code owner} keeps in a form of its own.
     *
     * @param what is kept, for example {@code rows of a sort}
     */
    public MemoryBudget.SpillableHold spillable(String what, Spillable owner) {
        return budget.spillable(holder, what, owner);
    }

    /** For rows on their way from a task to a partition. */
    public LongArrays longs() {
        return longs;
    }

    /** A monitor for those who keep rows. */
    public Exec.Monitor newMonitor() {
        return exec.monitor();
    }

    @Override
    public void close() {
        budget.closeAll(holder);
    }
}
