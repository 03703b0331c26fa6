package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.RowSelector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns groups of tables into the blocks of a state file. Used by one thread.
 *
 * <p>Groups are ordered by key group, so that who wants some key groups can pass over the other blocks: those of a run, which
 * is as many as the caches hold, and not all at once, since each would then be fetched from memory alone.
 */
final class BlockWriter {
    private static final int BLOCK_ROWS = Batch.DEFAULT_ROWS;

    private static final int RUN_GROUPS = 1 << GroupTable.SEGMENT_BITS;

    private final BlockOutput pending;
    private final Drain drain;
    private final RowSelector selector;
    private final KeyGroupSorter sorter = new KeyGroupSorter();
    private int[] selected = {};
    private final MutableVector[] rows;
    private int rowCount;
    private int firstGroup;
    private int lastGroup;
    private long writtenRows;
    private int writtenBlocks;

    /** Told after each block; may take what is pending. */
    @FunctionalInterface
    interface Drain {
        void drain(BlockOutput pending) throws IOException;
    }

    /** Some groups of a segment and its columns. */
    private record Part(KeyGroupOrder groups, Vector[] columns) {}

    BlockWriter(StructType rowSchema, BlockOutput pending, Drain drain) {
        this.pending = pending;
        this.drain = drain;
        this.selector = new RowSelector(rowSchema.size());
        this.rows = new MutableVector[rowSchema.size()];
        for (int column = 0; column < rows.length; column++) {
            rows[column] = MutableVector.of(rowSchema.type(column), 0);
        }
    }

    long writtenRows() {
        return writtenRows;
    }

    int writtenBlocks() {
        return writtenBlocks;
    }

    /** Adds the changed groups of these segments, or all. */
    void add(List<GroupSegment> segments, boolean onlyChanged) throws IOException {
        List<Part> run = new ArrayList<>();
        int size = 0;
        for (GroupSegment segment : segments) {
            int count = onlyChanged ? segment.changedCount() : segment.groupCount();
            if (size + count > RUN_GROUPS) {
                addRun(run);
                run.clear();
                sorter.reuse();
                size = 0;
            }
            if (count > 0) {
                KeyGroupOrder groups = onlyChanged ? sorter.sortChanged(segment) : sorter.sort(segment, null, count);
                run.add(new Part(groups, segment.columns(count)));
                size += count;
            }
        }
        addRun(run);
    }

    private void addRun(List<Part> run) throws IOException {
        if (run.isEmpty()) {
            return;
        }
        if (run.size() == 1) {
            add(run.getFirst(), 0, run.getFirst().groups().count());
        } else {
            for (int keyGroup = 0; keyGroup < KeyHash.KEY_GROUPS; keyGroup++) {
                // Without an iterator for each of the key groups, most of which are empty in a small batch.
                for (int index = 0; index < run.size(); index++) {
                    Part part = run.get(index);
                    add(part, part.groups().start(keyGroup), part.groups().ends()[keyGroup]);
                }
            }
        }
        endBlock();
    }

    private void add(Part part, int from, int to) throws IOException {
        KeyGroupOrder groups = part.groups();
        for (int start = from; start < to; ) {
            int count = Math.min(to - start, BLOCK_ROWS - rowCount);
            if (selected.length < count) {
                selected = new int[Batch.roomFor(count)];
            }
            System.arraycopy(groups.order(), start, selected, 0, count);
            if (rowCount == 0) {
                firstGroup = groups.keyGroup(start);
            }
            lastGroup = groups.keyGroup(start + count - 1);
            Vector[] columns = selector.select(part.columns(), selected, count);
            start += count;
            if (count == BLOCK_ROWS) {
                writeBlock(columns, count);
                continue;
            }
            for (int column = 0; column < columns.length; column++) {
                append(rows[column], columns[column], count);
            }
            rowCount += count;
            if (rowCount == BLOCK_ROWS) {
                endBlock();
            }
        }
    }

    private void append(MutableVector target, Vector source, int count) {
        target.ensureCapacity(rowCount + count);
        for (int row = 0; row < count; row++) {
            target.set(rowCount + row, source, row);
        }
    }

    /** Ends the last block. */
    void endBlock() throws IOException {
        if (rowCount == 0) {
            return;
        }
        Vector[] columns = new Vector[rows.length];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = rows[column].view(rowCount);
        }
        writeBlock(columns, rowCount);
        for (MutableVector column : rows) {
            column.clear(rowCount);
        }
        rowCount = 0;
    }

    private void writeBlock(Vector[] columns, int blockRows) throws IOException {
        int start = pending.length();
        pending.putByte(StateFileFormat.BLOCK_MARKER);
        pending.putByte(firstGroup);
        pending.putByte(lastGroup);
        pending.putInt(blockRows);
        pending.putInt(0);
        BlockCodec.encode(columns, blockRows, pending);
        pending.setInt(
                start + StateFileFormat.BLOCK_START_BYTES - 4,
                pending.length() - start - StateFileFormat.BLOCK_START_BYTES);
        pending.putInt(pending.checksum(start));
        writtenRows += blockRows;
        writtenBlocks++;
        drain.drain(pending);
    }
}
