package dev.sluice.execution;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableIntVector;
import dev.sluice.columnar.Vector;
import dev.sluice.state.GroupRows;
import dev.sluice.state.GroupTable;
import dev.sluice.state.Panes;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The windows that contain one of some panes, as cells: a key, a block, and which of the windows that begin in the block.
 * Those with a pane of the block itself are the first ones, up to the last such pane; those with a pane of the next block
 * are the last ones, from the one after the first such pane on:
 *
 * <pre>
 * five panes a window     block          next block
 * panes                   . x . . .      . . x . .
 * windows                 h h . t t
 *                         head 2, tail 2
 * </pre>
 */
final class PaneCells {
    private static final StructType SHAPE =
            new StructType().add("head", AtomicType.INT).add("tail", AtomicType.INT);

    /** Windows that are merged at once: few enough that their buffers stay in the cache. */
    private static final int CHUNK_WINDOWS = 1 << 15;

    private final Panes panes;
    private final GroupTable cells;
    private final int blockColumn;
    private int[] groups = new int[0];

    private PaneCells(StateLayout layout, Panes panes) {
        this.panes = panes;
        this.cells = GroupTable.inOneSegment(layout.keyLeaves(), SHAPE, layout::hash);
        this.blockColumn = layout.keyLeaves().size() - 1;
    }

    /** @param layout of the state whose groups the panes are */
    static PaneCells around(List<GroupRows> paneRows, StateLayout layout, Panes panes) {
        PaneCells cells = new PaneCells(layout, panes);
        paneRows.forEach(cells::add);
        return cells;
    }

    private void add(GroupRows rows) {
        int count = rows.count();
        Vector[] keys = rows.keys();
        long[] starts = ((LongVector) keys[blockColumn]).values();
        long[] blocks = new long[count];
        int[] heads = new int[count];
        int[] tails = new int[count];
        for (int row = 0; row < count; row++) {
            int index = panes.indexInBlock(starts[row]);
            blocks[row] = starts[row] - index * panes.widthMicros();
            heads[row] = index + 1;
            tails[row] = panes.perWindow() - 1 - index;
        }
        long[] keyHashes = new long[count];
        KeyHash.hash(Arrays.copyOf(keys, blockColumn), count, keyHashes);
        if (groups.length < count) {
            groups = new int[count];
        }
        widen(0, keys, keyHashes, blocks, heads);
        for (int row = 0; row < count; row++) {
            blocks[row] -= panes.windowMicros();
        }
        widen(1, keys, keyHashes, blocks, tails);
    }

    /** Makes heads (column 0) or tails (column 1) at least as long as these. */
    private void widen(int column, Vector[] keys, long[] keyHashes, long[] blocks, int[] lengths) {
        int count = blocks.length;
        Vector[] cellKeys = keys.clone();
        cellKeys[blockColumn] = new LongVector(AtomicType.TIMESTAMP, blocks, null);
        long[] hashes = new long[count];
        KeyHash.hashWithinGroup(keyHashes, blocks, 0, count, hashes);
        cells.findOrCreate(cellKeys, hashes, count, groups);
        int[] longest = lengths(column);
        for (int row = 0; row < count; row++) {
            longest[groups[row]] = Math.max(longest[groups[row]], lengths[row]);
        }
    }

    private int[] lengths(int column) {
        return ((MutableIntVector) cells.segment().buffers()[column]).values();
    }

    private long[] blocksOf(int[] ofCells) {
        return ((LongVector) cells.segment().keys(ofCells, ofCells.length)[blockColumn]).values();
    }

    /** How many of the windows lie in a range. */
    long count(WindowRange range) {
        long[] blocks = blocksOf(cells.segment().all());
        int[] heads = lengths(0);
        int[] tails = lengths(1);
        long count = 0;
        for (int cell = 0; cell < blocks.length; cell++) {
            count += PaneChunk.count(panes, range, blocks[cell], heads[cell], tails[cell]);
        }
        return count;
    }

    /** Hands over the windows that lie in a range, block by block. */
    void forEachChunk(WindowRange range, Consumer<PaneChunk> action) {
        int[] ordered = byBlock();
        long[] blocks = blocksOf(ordered);
        int[] heads = lengths(0);
        int[] tails = lengths(1);
        int[] chunk = new int[ordered.length];
        int cellCount = 0;
        long windowCount = 0;
        for (int index = 0; index < ordered.length; index++) {
            int cell = ordered[index];
            int windows = PaneChunk.count(panes, range, blocks[index], heads[cell], tails[cell]);
            if (windows > 0) {
                chunk[cellCount++] = cell;
                windowCount += windows;
            }
            if (cellCount > 0 && (windowCount >= CHUNK_WINDOWS || index == ordered.length - 1)) {
                action.accept(chunk(Arrays.copyOf(chunk, cellCount), range));
                cellCount = 0;
                windowCount = 0;
            }
        }
    }

    private PaneChunk chunk(int[] ofCells, WindowRange range) {
        int[] heads = new int[ofCells.length];
        int[] tails = new int[ofCells.length];
        for (int index = 0; index < ofCells.length; index++) {
            heads[index] = lengths(0)[ofCells[index]];
            tails[index] = lengths(1)[ofCells[index]];
        }
        return new PaneChunk(panes, range, cells.segment().keys(ofCells, ofCells.length), heads, tails);
    }

    /** All cells, ordered by their block; those of one block in the order in which they were added. */
    private int[] byBlock() {
        long[] blocks = blocksOf(cells.segment().all());
        long[] distinct = Arrays.stream(blocks).sorted().distinct().toArray();
        int[] ranks = new int[blocks.length];
        int[] next = new int[distinct.length + 1];
        for (int cell = 0; cell < blocks.length; cell++) {
            ranks[cell] = Arrays.binarySearch(distinct, blocks[cell]);
            next[ranks[cell] + 1]++;
        }
        for (int rank = 0; rank < distinct.length; rank++) {
            next[rank + 1] += next[rank];
        }
        int[] ordered = new int[blocks.length];
        for (int cell = 0; cell < blocks.length; cell++) {
            ordered[next[ranks[cell]]++] = cell;
        }
        return ordered;
    }
}
