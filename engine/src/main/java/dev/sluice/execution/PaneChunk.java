package dev.sluice.execution;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.state.Panes;
import dev.sluice.types.AtomicType;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Some windows that are to be merged together: those wanted of some cells. Each has a slot; slots are ordered by the index
 * of the window in its block, then by cell.
 */
final class PaneChunk {
    private final Vector[] keys;
    private final long[] blocks;
    private final long[] keyHashes;
    private final int[] firsts;
    private final int[] lasts;

    /** Where the cells of each block begin, and the end of the last. */
    private final int[] runStarts;

    private final int[] runFirsts;
    private final int[] runLasts;
    private final int lowest;
    private final int highest;
    private final int[] slotStarts;
    private final int[] cellOfSlot;
    private final long[] windowOfSlot;

    /**
     * @param keys of the cells, all with wanted windows, ordered by their last column, the block
     * @param heads how many windows from the first of the block on are wanted, as far as they lie in the range
     * @param tails how many windows up to the last of the block are
     */
    PaneChunk(Panes panes, WindowRange range, Vector[] keys, int[] heads, int[] tails) {
        int blockColumn = keys.length - 1;
        int cellCount = heads.length;
        this.keys = keys;
        this.blocks = ((LongVector) keys[blockColumn]).values();
        this.keyHashes = new long[cellCount];
        KeyHash.hash(Arrays.copyOf(keys, blockColumn), cellCount, keyHashes);
        this.firsts = new int[cellCount];
        this.lasts = new int[cellCount];
        int windowCount = 0;
        for (int cell = 0; cell < cellCount; cell++) {
            int first = range.firstIndex(panes, blocks[cell]);
            int end = range.endIndex(panes, blocks[cell]);
            int tailStart = Math.max(heads[cell], panes.perWindow() - tails[cell]);
            firsts[cell] = first < heads[cell] ? first : Math.max(first, tailStart);
            lasts[cell] = (end > tailStart ? end : Math.min(end, heads[cell])) - 1;
            windowCount += count(panes, range, blocks[cell], heads[cell], tails[cell]);
        }
        this.runStarts = runStarts(blocks);
        this.runFirsts = ofRuns(firsts, Math::min);
        this.runLasts = ofRuns(lasts, Math::max);
        this.lowest = Arrays.stream(runFirsts).min().orElseThrow();
        this.highest = Arrays.stream(runLasts).max().orElseThrow();
        this.slotStarts = new int[highest - lowest + 2];
        this.cellOfSlot = new int[windowCount];
        this.windowOfSlot = new long[windowCount];
        assignSlots(panes, heads, tails);
    }

    private static int[] runStarts(long[] blocks) {
        int[] starts = new int[blocks.length + 1];
        int runs = 0;
        for (int cell = 0; cell < blocks.length; cell++) {
            if (cell == 0 || blocks[cell] != blocks[cell - 1]) {
                starts[runs++] = cell;
            }
        }
        starts[runs] = blocks.length;
        return Arrays.copyOf(starts, runs + 1);
    }

    private int[] ofRuns(int[] ofCells, IntBinaryOperator function) {
        int[] ofRuns = new int[runStarts.length - 1];
        for (int run = 0; run < ofRuns.length; run++) {
            ofRuns[run] = Arrays.stream(ofCells, runStarts[run], runStarts[run + 1])
                    .reduce(function)
                    .orElseThrow();
        }
        return ofRuns;
    }

    private void assignSlots(Panes panes, int[] heads, int[] tails) {
        int slot = 0;
        for (int index = lowest; index <= highest; index++) {
            slotStarts[index - lowest] = slot;
            for (int cell = 0; cell < blocks.length; cell++) {
                if (index >= firsts[cell]
                        && index <= lasts[cell]
                        && (index < heads[cell] || index >= panes.perWindow() - tails[cell])) {
                    cellOfSlot[slot] = cell;
                    windowOfSlot[slot++] = blocks[cell] + index * panes.widthMicros();
                }
            }
        }
        slotStarts[highest - lowest + 1] = slot;
    }

    /** How many windows of a cell are in a range. */
    static int count(Panes panes, WindowRange range, long block, int head, int tail) {
        int first = range.firstIndex(panes, block);
        int end = range.endIndex(panes, block);
        int tailStart = Math.max(head, panes.perWindow() - tail);
        return Math.max(0, Math.min(end, head) - first) + Math.max(0, end - Math.max(first, tailStart));
    }

    int cellCount() {
        return blocks.length;
    }

    long block(int cell) {
        return blocks[cell];
    }

    /** How many blocks there are; the cells of a block stand together and are called a run. */
    int runCount() {
        return runFirsts.length;
    }

    /** The first cell of a run in {@code [0, runCount]}. */
    int runStart(int run) {
        return runStarts[run];
    }

    /** The least index of a wanted window of a run. */
    int runFirst(int run) {
        return runFirsts[run];
    }

    /** The greatest index of a wanted window of a run. */
    int runLast(int run) {
        return runLasts[run];
    }

    /** Hashes of the keys without the block. */
    long[] keyHashes() {
        return keyHashes;
    }

    /** The key columns of the cells with other starts in place of the block. */
    Vector[] keysWith(long[] starts) {
        Vector[] columns = keys.clone();
        columns[columns.length - 1] = new LongVector(AtomicType.TIMESTAMP, starts, null);
        return columns;
    }

    /** The key columns of the windows in these slots. */
    Vector[] windowKeys(int fromSlot, int toSlot) {
        int[] cells = Arrays.copyOfRange(cellOfSlot, fromSlot, toSlot);
        Vector[] columns = new Vector[keys.length];
        for (int column = 0; column < columns.length - 1; column++) {
            columns[column] = keys[column].gather(cells, cells.length);
        }
        columns[columns.length - 1] =
                new LongVector(AtomicType.TIMESTAMP, Arrays.copyOfRange(windowOfSlot, fromSlot, toSlot), null);
        return columns;
    }

    int windowCount() {
        return cellOfSlot.length;
    }

    /** The least index in its block of a wanted window. */
    int lowest() {
        return lowest;
    }

    /** The greatest index in its block of a wanted window. */
    int highest() {
        return highest;
    }

    /** The least index of a wanted window of this cell. */
    int first(int cell) {
        return firsts[cell];
    }

    /** The greatest index of a wanted window of this cell. */
    int last(int cell) {
        return lasts[cell];
    }

    /** The first slot of the windows at an index in {@code [lowest, highest + 1]}. */
    int firstSlot(int index) {
        return slotStarts[index - lowest];
    }

    /** The cells of the windows in these slots. */
    int[] cells(int fromSlot, int toSlot) {
        return Arrays.copyOfRange(cellOfSlot, fromSlot, toSlot);
    }
}
