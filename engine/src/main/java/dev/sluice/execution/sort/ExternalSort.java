package dev.sluice.execution.sort;

import dev.sluice.columnar.Batch;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.memory.BatchBuffer;
import dev.sluice.execution.memory.MemoryBudget.SpillableHold;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.execution.memory.Spillable;
import dev.sluice.plan.logical.LogicalPlan.SortOrder;
import dev.sluice.seam.Exec;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sorts rows in memory as far as the memory of the query reaches. Where it ends, all that is kept becomes a sorted run on
 * disk, and in the end the runs are merged.
 *
 * <pre>
 * add, add, ... | no more memory: sort, write run 1 | add, add, ... | run 2 | ... | sort the rest, merge all
 * </pre>
 *
 * Every row carries its place in the input, which decides between rows of equal keys. So the sort is stable although a run
 * holds rows of any tasks in any order, and neither memory nor threads make a difference to the result.
 */
public final class ExternalSort implements Spillable {
    /** How many runs are merged at once: each of them has a block in memory. */
    private static final int MOST_RUNS = 32;

    private static final long RUN_BLOCK_BYTES = 128 << 10;

    /** More are not sorted at once, so that their number stays far from the largest array. */
    private static final long MOST_KEPT_ROWS = 1L << 28;

    private static final long WAIT_NANOS = 1_000_000_000L;

    private final SortLayout layout;
    private final long limit;
    private final QueryMemory memory;
    private final SpillableHold hold;
    private final Exec.Monitor monitor;

    // Guarded by the monitor.
    private List<SortBlock> kept = new ArrayList<>();
    private long keptRows;
    private final List<BatchBuffer> runs = new ArrayList<>();
    private boolean isSpilling;
    private boolean isEmitting;

    /**
     * @param orders at least one
     * @param limit how many rows are wanted at most
     */
    public ExternalSort(
            StructType schema, List<SortOrder> orders, long timestampMicros, long limit, QueryMemory memory) {
        this.layout = new SortLayout(schema, orders, timestampMicros);
        this.limit = limit;
        this.memory = memory;
        this.monitor = memory.newMonitor();
        this.hold = memory.spillable("rows of a sort", this);
    }

    /** Where one thread adds its rows; many may do so at the same time. */
    public Input input() {
        return new Input();
    }

    /** Takes the rows of one thread. */
    public final class Input {
        private final SortLayout.Widening widening = layout.widening();

        private Input() {}

        /**
         * Keeps a copy of these rows.
         *
         * @param firstPlace the place of the first row in the input; the others follow. No place is given twice
         */
        public void add(Batch batch, long firstPlace) {
            if (batch.rowCount() > 0 && limit > 0) {
                keep(new SortBlock(widening.widen(batch, firstPlace), layout));
            }
        }
    }

    private void keep(SortBlock block) {
        boolean fits = hold.tryGrow(block.sizeInBytes());
        while (!fits && makeRoom()) {
            fits = hold.tryGrow(block.sizeInBytes());
        }
        if (!fits) {
            writeRun(List.of(block));
            return;
        }
        boolean isFull;
        try (var held = monitor.enter()) {
            kept.add(block);
            keptRows += block.rowCount();
            isFull = keptRows > MOST_KEPT_ROWS;
        }
        if (isFull) {
            makeRoom();
        }
    }

    @Override
    public void spill() {
        makeRoom();
    }

    /** Makes a run of all that is kept, or waits until another thread has; false if there is nothing to write. */
    private boolean makeRoom() {
        List<SortBlock> taken;
        try (var held = monitor.enter()) {
            if (isSpilling) {
                awaitRoom();
                return true;
            }
            if (kept.isEmpty() || isEmitting) {
                return false;
            }
            taken = kept;
            kept = new ArrayList<>();
            keptRows = 0;
            isSpilling = true;
        }
        boolean isWritten = false;
        try {
            writeRun(taken);
            hold.shrink(taken.stream().mapToLong(SortBlock::sizeInBytes).sum());
            isWritten = true;
        } finally {
            try (var held = monitor.enter()) {
                isSpilling = false;
                if (!isWritten) {
                    kept.addAll(taken);
                }
                monitor.signalAll();
            }
        }
        return true;
    }

    /** Inside the monitor. */
    private void awaitRoom() {
        try {
            while (isSpilling) {
                monitor.await(WAIT_NANOS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw SluiceException.of(ErrorCondition.INTERRUPTED, "a sort was interrupted")
                    .safe("nothing of this batch or result is visible")
                    .mend("start again")
                    .cause(interrupted)
                    .build();
        }
    }

    private void writeRun(List<SortBlock> blocks) {
        long rows = blocks.stream().mapToLong(SortBlock::rowCount).sum();
        long bytes =
                blocks.stream().mapToLong(block -> block.rows().sizeInBytes()).sum();
        RunCursor sorted = new RunCursor.InMemory(blocks, PositionSort.sort(blocks));
        writeRun(List.of(sorted), rowsOfRunBlock(bytes, rows));
    }

    private static int rowsOfRunBlock(long bytes, long rows) {
        return Math.clamp(RUN_BLOCK_BYTES * rows / Math.max(1, bytes), 1, Batch.DEFAULT_ROWS);
    }

    private void writeRun(List<RunCursor> sorted, int rowsOfBlock) {
        BatchBuffer run = memory.bufferOnDisk(layout.leaves(), "sorted runs");
        try (RunMerge merge = new RunMerge(sorted, layout, limit, rowsOfBlock)) {
            for (Batch batch = merge.next(); batch != null; batch = merge.next()) {
                run.append(batch);
            }
            run.seal();
        }
        try (var held = monitor.enter()) {
            runs.add(run);
        }
    }

    /**
     * Hands on all rows in order, once, after the last of them was added.
     *
     * @param wantsMore asked before each batch
     */
    public void emit(Consumer<Batch> output, BooleanSupplier wantsMore) {
        try (var held = monitor.enter()) {
            awaitRoom();
            isEmitting = true;
        }
        while (runs.size() > MOST_RUNS) {
            mergeOldest();
        }
        List<RunCursor> cursors = new ArrayList<>();
        if (!kept.isEmpty()) {
            cursors.add(new RunCursor.InMemory(kept, PositionSort.sort(kept)));
        }
        runs.forEach(run -> cursors.add(RunCursor.OnDisk.open(run, layout)));
        try (RunMerge merge = new RunMerge(cursors, layout, limit, Batch.DEFAULT_ROWS)) {
            Batch batch = merge.next();
            while (batch != null && wantsMore.getAsBoolean()) {
                output.accept(layout.narrow(batch));
                batch = merge.next();
            }
        }
    }

    private void mergeOldest() {
        List<BatchBuffer> merged = List.copyOf(runs.subList(0, MOST_RUNS));
        List<RunCursor> cursors = new ArrayList<>();
        int rowsOfBlock = Batch.DEFAULT_ROWS;
        for (BatchBuffer run : merged) {
            RunCursor cursor = RunCursor.OnDisk.open(run, layout);
            rowsOfBlock = Math.min(
                    rowsOfBlock,
                    rowsOfRunBlock(
                            cursor.block().rows().sizeInBytes(), cursor.block().rowCount()));
            cursors.add(cursor);
        }
        writeRun(cursors, rowsOfBlock);
        runs.subList(0, MOST_RUNS).clear();
        merged.forEach(BatchBuffer::close);
    }

    /** Forgets all rows. */
    @Override
    public void close() {
        try (var held = monitor.enter()) {
            kept.clear();
            runs.forEach(BatchBuffer::close);
            runs.clear();
        }
        hold.close();
    }
}
