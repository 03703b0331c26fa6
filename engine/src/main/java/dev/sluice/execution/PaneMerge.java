package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.state.Panes;
import dev.sluice.state.StateTable;
import java.util.Arrays;

/**
 * Merges windows from panes, at a cost of their number together and not of their product.
 *
 * <p>A window is the end of the block it begins in and the beginning of the next. So one pass back over the panes of the
 * block and one forward over those of the next, each with a running partial result, meet every window that begins in the
 * block twice and give it its two parts: the two stacks of Tangwongsan and others, <i>General Incremental Sliding-Window
 * Aggregation</i>, turned over at fixed moments. What a window is merged from, and in which order, depends on nothing but
 * its panes, so doubles come out the same whichever windows are asked for and in whichever batch.
 *
 * <pre>
 * block            next block
 * p0 p1 p2 p3      q0 q1 q2 q3        window 2  =  (p3 + p2)  +  (q0 + q1)
 *      <------     ------>
 * </pre>
 *
 * All cells of a chunk take the same step at once, so that kernels run over many rows.
 */
final class PaneMerge {
    private final AggregateCalls aggregates;
    private final StateTable table;
    private final Panes panes;
    private final MutableVector[] running;
    private final MutableVector[] merged;

    /** Takes merged windows: their key columns, the start of the window last, and their buffers. */
    @FunctionalInterface
    interface Windows {
        void accept(Vector[] keys, Vector[] buffers, int rowCount);
    }

    PaneMerge(AggregateCalls aggregates, StateTable table, Panes panes) {
        this.aggregates = aggregates;
        this.table = table;
        this.panes = panes;
        this.running = aggregates.newBuffers(0);
        this.merged = aggregates.newBuffers(0);
    }

    void merge(PaneChunk chunk, Windows action) {
        int cellCount = chunk.cellCount();
        reserve(running, cellCount);
        reserve(merged, chunk.windowCount());
        new Pass(chunk, false).run(panes.perWindow() - 1, chunk.lowest());
        clear(running, cellCount);
        new Pass(chunk, true).run(1, chunk.highest());
        clear(running, cellCount);
        emit(chunk, action);
        clear(merged, chunk.windowCount());
    }

    private static void reserve(MutableVector[] columns, int rowCount) {
        for (MutableVector column : columns) {
            column.ensureCapacity(rowCount);
        }
    }

    private static void clear(MutableVector[] columns, int rowCount) {
        for (MutableVector column : columns) {
            column.clear(rowCount);
        }
    }

    private static Vector[] gather(MutableVector[] columns, int[] rows) {
        Vector[] gathered = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            gathered[column] = columns[column].gather(rows, rows.length);
        }
        return gathered;
    }

    private static int[] numbers(int from, int to) {
        int[] numbers = new int[to - from];
        Arrays.setAll(numbers, index -> from + index);
        return numbers;
    }

    private void emit(PaneChunk chunk, Windows action) {
        for (int from = 0; from < chunk.windowCount(); from += Batch.DEFAULT_ROWS) {
            int to = Math.min(chunk.windowCount(), from + Batch.DEFAULT_ROWS);
            action.accept(chunk.windowKeys(from, to), gather(merged, numbers(from, to)), to - from);
        }
    }

    /** One way over the panes of a block, or of the block after it: the window at an index takes what has been met by then. */
    private final class Pass {
        private final PaneChunk chunk;
        private final boolean isForward;
        private final long[] starts;
        private final long[] expiries;
        private final long[] hashes;
        private final Vector[] keys;
        private boolean hasMetPanes;

        private Pass(PaneChunk chunk, boolean isForward) {
            this.chunk = chunk;
            this.isForward = isForward;
            this.starts = new long[chunk.cellCount()];
            this.expiries = new long[chunk.cellCount()];
            this.hashes = new long[chunk.cellCount()];
            this.keys = chunk.keysWith(starts);
        }

        /** Steps from one index of a window to another; the window begins after the pane it takes last, or with it. */
        private void run(int from, int to) {
            int direction = isForward ? 1 : -1;
            for (int index = from; isForward ? index <= to : index >= to; index += direction) {
                long pane = (isForward ? panes.perWindow() - 1L + index : index) * panes.widthMicros();
                for (int run = 0; run < chunk.runCount(); run++) {
                    if (isWanted(chunk.runFirst(run), chunk.runLast(run), index)) {
                        meet(chunk.runStart(run), chunk.runStart(run + 1), pane, index);
                    }
                }
                if (hasMetPanes && index >= chunk.lowest() && index <= chunk.highest()) {
                    int fromSlot = chunk.firstSlot(index);
                    int toSlot = chunk.firstSlot(index + 1);
                    aggregates.merge(
                            numbers(fromSlot, toSlot),
                            gather(running, chunk.cells(fromSlot, toSlot)),
                            toSlot - fromSlot,
                            merged);
                }
            }
        }

        /** Whether a window is still to come to which the pane of this step belongs. */
        private boolean isWanted(int first, int last, int index) {
            return isForward ? last >= index : first <= index;
        }

        /** Adds the panes at this distance from the block of cells {@code [from, to)}, which they share. */
        private void meet(int from, int to, long distance, int index) {
            long pane = chunk.block(from) + distance;
            if (!table.mayHold(panes.expiry(pane))) {
                return;
            }
            Arrays.fill(starts, from, to, pane);
            Arrays.fill(expiries, from, to, panes.expiry(pane));
            KeyHash.hashWithinGroup(chunk.keyHashes(), starts, from, to, hashes);
            table.find(keys, hashes, expiries, from, to, (cells, found) -> add(cells, found.buffers(), index));
        }

        /** A pane that no wanted window of its cell contains could be one too many for a sum. */
        private void add(int[] cells, Vector[] buffers, int index) {
            hasMetPanes = true;
            int[] kept = new int[cells.length];
            int[] keptCells = new int[cells.length];
            int count = 0;
            for (int row = 0; row < cells.length; row++) {
                kept[count] = row;
                keptCells[count] = cells[row];
                count += isWanted(chunk.first(cells[row]), chunk.last(cells[row]), index) ? 1 : 0;
            }
            Vector[] rows = buffers;
            if (count < cells.length) {
                rows = new Vector[buffers.length];
                for (int column = 0; column < rows.length; column++) {
                    rows[column] = buffers[column].gather(kept, count);
                }
            }
            aggregates.merge(keptCells, rows, count, running);
        }
    }
}
