package dev.sluice.execution.join;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.MemoryHold;
import dev.sluice.state.GroupTable;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * The rows of one side of a join in columns, and for each key the rows that have it, one after the other:
 *
 * <pre>
 * key -> group g -> rows[starts[g]], ..., rows[starts[g + 1] - 1] -> places in the columns
 * </pre>
 *
 * Built by one thread; then any number of threads look up.
 */
public final class JoinTable implements AutoCloseable {
    /** The group of a row that has no partner whatever the others are. */
    private static final int NO_GROUP = -1;

    private final JoinSpec spec;
    private final MemoryHold hold;
    private final GroupTable groups;
    private final MutableVector[] leaves;
    private int[] groupOfRow = new int[Batch.DEFAULT_ROWS];
    private int rowCount;

    private Vector[] columns = new Vector[0];
    private int[] starts = new int[0];
    private int[] rows = new int[0];
    private long[] found = new long[0];

    private JoinTable(JoinSpec spec, MemoryHold hold) {
        this.spec = spec;
        this.hold = hold;
        this.groups = GroupTable.inOneSegment(Leaves.of(spec.keySchema()), new StructType(), KeyHash::hash);
        StructType held = Leaves.of(spec.held());
        this.leaves = new MutableVector[held.size()];
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            leaves[leaf] = MutableVector.of(held.type(leaf), 0);
        }
    }

    /**
     * Makes a table of these rows.
     *
     * @param hold counts it; closed with the table
     * @throws dev.sluice.error.SluiceException {@code MEMORY_LIMIT_EXCEEDED} if there is no room for it
     */
    public static JoinTable of(JoinSpec spec, BatchSequence rows, long timestampMicros, MemoryHold hold) {
        JoinTable table = new JoinTable(spec, hold);
        try {
            JoinKeyColumns keys =
                    new JoinKeyColumns(spec.heldKeys(), spec.keys().nullsMatch(), timestampMicros);
            rows.forEach(batch -> table.add(batch, keys));
            table.order();
            return table;
        } catch (RuntimeException failed) {
            table.close();
            throw failed;
        }
    }

    private void add(Batch batch, JoinKeyColumns keys) {
        int count = batch.rowCount();
        int end = Math.addExact(rowCount, count);
        hold.resize(sizeInBytes() + batch.sizeInBytes());
        Vector[] added = Leaves.split(batch.vectors(), count);
        int[] all = numbers(count);
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            leaves[leaf].ensureCapacity(end);
            leaves[leaf].setAll(rowCount, added[leaf], all, count);
        }
        if (groupOfRow.length < end) {
            groupOfRow = Arrays.copyOf(groupOfRow, Math.max(end, groupOfRow.length + (groupOfRow.length >> 1)));
        }
        keys.compute(batch);
        if (keys.areAllComplete()) {
            int[] found = new int[count];
            groups.findOrCreate(keys.leaves(), keys.hashes(), count, found);
            System.arraycopy(found, 0, groupOfRow, rowCount, count);
        } else {
            addComplete(keys, count);
        }
        rowCount = end;
        hold.resize(sizeInBytes());
    }

    /** Finds groups for those rows alone that may have a partner. */
    private void addComplete(JoinKeyColumns keys, int count) {
        int[] complete = new int[count];
        int completeCount = 0;
        for (int row = 0; row < count; row++) {
            groupOfRow[rowCount + row] = NO_GROUP;
            complete[completeCount] = row;
            completeCount += keys.isComplete(row) ? 1 : 0;
        }
        int[] kept = Arrays.copyOf(complete, completeCount);
        int[] found = new int[completeCount];
        groups.findOrCreate(Gather.of(keys.leaves(), kept), Gather.of(keys.hashes(), kept), completeCount, found);
        for (int index = 0; index < completeCount; index++) {
            groupOfRow[rowCount + kept[index]] = found[index];
        }
    }

    private static int[] numbers(int count) {
        int[] numbers = new int[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = index;
        }
        return numbers;
    }

    /** Puts the rows in the order of their groups, those of one group in their own order. */
    private void order() {
        int groupCount = groups.groupCount();
        hold.resize(sizeInBytes() + 4L * (groupCount + 1L + rowCount));
        starts = new int[groupCount + 1];
        for (int row = 0; row < rowCount; row++) {
            if (groupOfRow[row] != NO_GROUP) {
                starts[groupOfRow[row] + 1]++;
            }
        }
        for (int group = 0; group < groupCount; group++) {
            starts[group + 1] += starts[group];
        }
        rows = new int[starts[groupCount]];
        int[] next = Arrays.copyOf(starts, groupCount);
        for (int row = 0; row < rowCount; row++) {
            if (groupOfRow[row] != NO_GROUP) {
                rows[next[groupOfRow[row]]++] = row;
            }
        }
        groupOfRow = new int[0];
        Vector[] views = new Vector[leaves.length];
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            views[leaf] = leaves[leaf].view(rowCount);
        }
        columns = Leaves.join(spec.held(), views, rowCount);
        if (spec.emitsLonelyHeld()) {
            found = new long[(rowCount + 63) >>> 6];
        }
        hold.resize(sizeInBytes());
    }

    private long sizeInBytes() {
        long bytes = groups.sizeInBytes() + 4L * (groupOfRow.length + starts.length + rows.length) + 8L * found.length;
        for (MutableVector leaf : leaves) {
            bytes += leaf.sizeInBytes();
        }
        return bytes;
    }

    int rowCount() {
        return rowCount;
    }

    /**
     * Looks up the keys of a batch.
     *
     * @param probes filled with the numbers of the rows that have a partner by their keys, ascending
     * @param found filled with the groups of those rows
     * @return how many those are
     */
    int find(JoinKeyColumns keys, int count, int[] probes, int[] found) {
        return groups.find(keys.leaves(), keys.hashes(), 0, count, probes, found);
    }

    /** Where the rows of a group begin; they end where those of the next begin. */
    int[] starts() {
        return starts;
    }

    /** The places of all rows, group by group. */
    int[] rows() {
        return rows;
    }

    /** The columns of these rows. */
    Vector[] gather(int[] places, int count) {
        Vector[] gathered = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            gathered[column] = columns[column].gather(places, count);
        }
        return gathered;
    }

    /** Says that these rows have a partner. */
    synchronized void addFound(long[] marks) {
        for (int word = 0; word < marks.length; word++) {
            found[word] |= marks[word];
        }
    }

    /** Whether the row has a partner, once all have looked up. */
    synchronized boolean isFound(int row) {
        return (found[row >>> 6] & 1L << row) != 0;
    }

    @Override
    public void close() {
        hold.close();
    }
}
