package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Turns groups of tables into the blocks of a state file, in the order of their key groups. Used by one thread. */
final class BlockWriter {
    private static final int BLOCK_ROWS = Batch.DEFAULT_ROWS;

    private final BlockOutput pending;
    private final Drain drain;
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

    BlockWriter(StructType rowSchema, BlockOutput pending, Drain drain) {
        this.pending = pending;
        this.drain = drain;
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

    /** Adds the changed groups of these tables, or all. Key groups may not lie before those added already. */
    void add(List<GroupTable> tables, boolean onlyChanged) throws IOException {
        List<KeyGroupOrder> sorted = tables.stream()
                .map(table -> onlyChanged
                        ? KeyGroupOrder.of(table, table.changed(), table.changedCount())
                        : KeyGroupOrder.of(table, null, table.groupCount()))
                .filter(groups -> groups.order().length > 0)
                .toList();
        if (sorted.size() == 1) {
            add(sorted.getFirst(), 0, sorted.getFirst().order().length);
            return;
        }
        for (int keyGroup = 0; keyGroup < KeyHash.KEY_GROUPS; keyGroup++) {
            for (KeyGroupOrder groups : sorted) {
                add(groups, groups.start(keyGroup), groups.ends()[keyGroup]);
            }
        }
    }

    private void add(KeyGroupOrder groups, int from, int to) throws IOException {
        for (int start = from; start < to; ) {
            int count = Math.min(to - start, BLOCK_ROWS - rowCount);
            int[] part = Arrays.copyOfRange(groups.order(), start, start + count);
            if (rowCount == 0) {
                firstGroup = groups.keyGroup(start);
            }
            lastGroup = groups.keyGroup(start + count - 1);
            Vector[] keys = groups.table().keys(part, count);
            Vector[] buffers = groups.table().buffers(part, count);
            Vector[] columns = Arrays.copyOf(keys, keys.length + buffers.length);
            System.arraycopy(buffers, 0, columns, keys.length, buffers.length);
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
