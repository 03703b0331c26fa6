package dev.sluice.execution.sort;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.RowGatherer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges runs by a binary heap of cursors, whose root stands at the least row of all. A row costs two comparisons for each
 * level of the heap at most, and two in all where its run goes on with the next.
 */
final class RunMerge implements AutoCloseable {
    private final List<RunCursor> cursors;
    private final RunCursor[] heap;
    private final RowGatherer gatherer;
    private final List<SortBlock> sources = new ArrayList<>();
    private final int batchRows;
    private int size;
    private long left;

    /**
     * @param cursors closed with this
     * @param limit how many rows are handed on at most
     * @param batchRows how many of them at once
     */
    RunMerge(List<RunCursor> cursors, SortLayout layout, long limit, int batchRows) {
        this.cursors = List.copyOf(cursors);
        this.heap = cursors.toArray(RunCursor[]::new);
        this.gatherer = new RowGatherer(layout.leaves());
        this.batchRows = batchRows;
        this.size = heap.length;
        this.left = limit;
        for (int index = size / 2 - 1; index >= 0; index--) {
            sink(index);
        }
    }

    /** The next rows in order, in arrays that the next call uses again; null after the last. */
    @Nullable
    Batch next() {
        while (gatherer.rowCount() < batchRows && left > 0 && size > 0) {
            RunCursor least = heap[0];
            gatherer.pick(source(least.block()), least.row());
            left--;
            if (!least.advance()) {
                heap[0] = heap[--size];
            }
            sink(0);
        }
        if (gatherer.rowCount() == 0) {
            return null;
        }
        Batch built = gatherer.build();
        sources.forEach(SortBlock::forgetSource);
        sources.clear();
        return built;
    }

    private int source(SortBlock block) {
        if (!block.isSource()) {
            block.source(gatherer.source(block.rows()));
            sources.add(block);
        }
        return block.source();
    }

    /** Lets the cursor at {@code index} sink below those that stand at lesser rows. */
    private void sink(int index) {
        RunCursor sinking = heap[index];
        int at = index;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(sinking)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
    }

    @Override
    public void close() {
        cursors.forEach(RunCursor::close);
    }
}
