package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableBooleanVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of both sides of a join of streams, in one partition of its state. Not thread-safe.
 *
 * <p>A row is a group under its key and a number, whose lowest bit is its side. Numbers are given out in ascending order, so
 * no two rows of a key have the same, however often the number of partitions has changed. An index, made from the groups
 * when it is needed, has for each key a list of the rows of either side, the latest first:
 *
 * <pre>
 * key -> heads[side][key] -> next[row] -> next[row] ...
 *                         <- previous[row] <- ...
 * </pre>
 *
 * A row that goes leaves its list. Keys without rows leave the index when they are most of it, so the cost of
 * forgetting follows what is forgotten.
 */
public final class JoinState implements PartitionState {
    /** No row. */
    public static final int NONE = -1;

    private static final int SIDES = 2;

    /** So many keys without rows are always kept. */
    private static final int KEPT_KEYS = 1 << 10;

    private final StructType keyLeaves;
    private final HeldRows rows;
    private long nextNumber;

    private @Nullable GroupTable keys;
    private int[][] heads = new int[SIDES][0];
    private int[] next = new int[0];

    /** The row before, or for the first of a list {@code ~(SIDES * key + side)}. */
    private int[] previous = new int[0];

    /** For looking up keys. */
    private int[] firstRows = new int[0];

    JoinState(StateLayout layout) {
        this.keyLeaves = new StructType(
                layout.keyLeaves().fields().subList(0, layout.keyLeaves().size() - 1));
        this.rows = new HeldRows(layout);
    }

    private GroupTable index() {
        GroupTable known = keys;
        if (known == null) {
            known = GroupTable.inSegments(keyLeaves, new StructType(), KeyHash::hash);
            keys = known;
            heads = new int[SIDES][0];
            int first = 0;
            for (GroupSegment segment : rows.segments()) {
                indexAll(segment, first);
                first += segment.groupCount();
            }
            orderLists();
        }
        return known;
    }

    private void indexAll(GroupSegment segment, int first) {
        int[] held = ExpiryNotes.held(segment);
        Vector[] columns = segment.keys(held, held.length);
        Vector[] ofKeys = Arrays.copyOf(columns, columns.length - 1);
        long[] numbers = ((LongVector) columns[columns.length - 1]).values();
        long[] hashes = new long[held.length];
        KeyHash.hash(ofKeys, held.length, hashes);
        int[] found = keyNumbers(ofKeys, hashes, held.length);
        for (int row = 0; row < held.length; row++) {
            link(sideOf(numbers[row]), found[row], first + held[row]);
        }
    }

    /** Has rows paired in the same order as before, whatever the places they were given. */
    private void orderLists() {
        for (int side = 0; side < SIDES; side++) {
            for (int key = 0; key < heads[side].length; key++) {
                int count = 0;
                boolean isOrdered = true;
                for (int row = heads[side][key]; row != NONE; row = next[row]) {
                    count++;
                    isOrdered &= next[row] == NONE || rows.number(row) > rows.number(next[row]);
                }
                if (!isOrdered) {
                    order(side, key, count);
                }
            }
        }
    }

    private void order(int side, int key, int count) {
        int[] found = new int[count];
        long[] numbers = new long[count];
        int row = heads[side][key];
        for (int index = 0; index < count; index++, row = next[row]) {
            found[index] = row;
            numbers[index] = rows.number(row);
        }
        long[] ascending = numbers.clone();
        Arrays.sort(ascending);
        int[] ordered = new int[count];
        for (int index = 0; index < count; index++) {
            ordered[Arrays.binarySearch(ascending, numbers[index])] = found[index];
        }
        heads[side][key] = NONE;
        for (int each : ordered) {
            link(side, key, each);
        }
    }

    /** The side of a row by its number, which is the last of its key columns. */
    public static int sideOf(long number) {
        return (int) number & 1;
    }

    /**
     * A number for the key of each row, valid until rows are forgotten.
     *
     * @param keyColumns flat leaf columns in normal form
     */
    public int[] keyNumbers(Vector[] keyColumns, long[] hashes, int rowCount) {
        GroupTable known = index();
        int[] numbers = new int[rowCount];
        if (firstRows.length < rowCount) {
            firstRows = new int[Batch.roomFor(rowCount)];
        }
        known.lookUp(keyColumns, hashes, rowCount, numbers, firstRows);
        int before = heads[0].length;
        if (known.groupCount() > before) {
            for (int side = 0; side < SIDES; side++) {
                heads[side] = Arrays.copyOf(heads[side], Math.max(known.groupCount(), 2 * before));
                Arrays.fill(heads[side], before, heads[side].length, NONE);
            }
        }
        return numbers;
    }

    private void link(int side, int key, int row) {
        if (row >= next.length) {
            int capacity = Math.max(row + 1, next.length + (next.length >> 1));
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
        }
        int following = heads[side][key];
        next[row] = following;
        previous[row] = ~(SIDES * key + side);
        heads[side][key] = row;
        if (following != NONE) {
            previous[following] = row;
        }
    }

    /** What the row points to stays, for one who walks the list. */
    private void unlink(int row) {
        int following = next[row];
        int before = previous[row];
        if (before >= 0) {
            next[before] = following;
        } else {
            heads[~before % SIDES][~before / SIDES] = following;
        }
        if (following != NONE) {
            previous[following] = before;
        }
    }

    private void unlinkAll(int[] gone) {
        if (keys != null) {
            for (int row : gone) {
                unlink(row);
            }
        }
    }

    /** The first row of a side that has this key; {@link #NONE} if there is none. */
    public int first(int side, int key) {
        return heads[side][key];
    }

    /**
     * The row after this one with the same side and key; {@link #NONE} if there is none. One that was removed in the meantime
     * may still be named.
     */
    public int after(int row) {
        return next[row];
    }

    /**
     * Adds rows of a side.
     *
     * @param keyColumns flat leaf columns in normal form
     * @param keyNumbers what {@link #keyNumbers} gave for them
     * @param values of the buffers
     */
    public void add(int side, Vector[] keyColumns, int[] keyNumbers, long[] expiries, Vector[] values, int rowCount) {
        long[] numbers = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = nextNumber++ * SIDES + side;
        }
        Vector[] columns = Arrays.copyOf(keyColumns, keyColumns.length + 1);
        columns[keyColumns.length] = new LongVector(AtomicType.BIGINT, numbers, null);
        int[] added = rows.add(columns, expiries, values, rowCount);
        for (int row = 0; row < rowCount; row++) {
            link(side, keyNumbers[row], added[row]);
        }
    }

    /** Notes, in the first of their buffers, that rows had a partner. */
    public void noteMatches(int[] matched, int count) {
        int[] changed = new int[count];
        int changedCount = 0;
        for (int index = 0; index < count; index++) {
            int row = matched[index];
            boolean[] flags = ((MutableBooleanVector) rows.buffer(row, 0)).values();
            int position = rows.inSegment(row);
            changed[changedCount] = row;
            changedCount += flags[position] ? 0 : 1;
            flags[position] = true;
        }
        rows.markChanged(changed, changedCount);
    }

    /**
     * Takes rows away.
     *
     * @param wereThere filled with whether each was there until then
     * @return how many were
     */
    public int remove(int[] removed, int count, boolean[] wereThere) {
        int[] changed = new int[count];
        int changedCount = 0;
        for (int index = 0; index < count; index++) {
            int row = removed[index];
            wereThere[index] = rows.expiry(row) != ExpiryNotes.GONE;
            if (wereThere[index]) {
                rows.remove(row);
                unlink(row);
                changed[changedCount++] = row;
            }
        }
        rows.markChanged(changed, changedCount);
        return changedCount;
    }

    /** Hands over held rows, some at a time, beside the numbers that stand at their places. */
    public void read(int[] numbers, int[] held, int count, StateTable.Found action) {
        rows.forEachSegment(numbers, held, count, action);
    }

    @Override
    public long groupCount() {
        return rows.count();
    }

    /** In tests the rows are counted, which takes longer the more there are: elsewhere those that are noted as gone are believed. */
    @Override
    public long heldCount() {
        return JoinState.class.desiredAssertionStatus() ? rows.counted() : rows.count();
    }

    @Override
    public EntryCounts entryCounts() {
        return rows.entryCounts();
    }

    @Override
    public long changedCount() {
        return rows.changedCount();
    }

    @Override
    public long nextExpiry() {
        return rows.nextExpiry();
    }

    @Override
    public void forEachHeld(Consumer<GroupRows> action) {
        rows.forEach(action);
    }

    @Override
    public long evict(long upToMicros, Consumer<GroupRows> action) {
        long before = rows.count();
        rows.evict(upToMicros, action, this::unlinkAll);
        return before - rows.count();
    }

    @Override
    public void restore(Batch stored, long[] hashes) {
        rows.restore(stored, hashes);
        long[] numbers = ((LongVector) stored.vector(keyLeaves.size())).values();
        for (int row = 0; row < stored.rowCount(); row++) {
            nextNumber = Math.max(nextNumber, numbers[row] / SIDES + 1);
        }
        keys = null;
    }

    @Override
    public void endBatch() {
        rows.endBatch();
        GroupTable known = keys;
        if (rows.isSparse()) {
            forgetGone();
        } else if (known != null && known.groupCount() > KEPT_KEYS && known.groupCount() > 2 * rows.count()) {
            forgetKeys(known);
        }
    }

    /** Leaves out the keys that have no rows. */
    private void forgetKeys(GroupTable all) {
        int[][] before = heads;
        keys = GroupTable.inSegments(keyLeaves, new StructType(), KeyHash::hash);
        heads = new int[SIDES][0];
        int first = 0;
        for (GroupSegment segment : all.segments()) {
            int[] used = used(before, first, segment.groupCount());
            Vector[] ofKeys = segment.keys(used, used.length);
            int[] numbers = keyNumbers(ofKeys, segment.hashes(ofKeys, used.length), used.length);
            for (int index = 0; index < used.length; index++) {
                for (int side = 0; side < SIDES; side++) {
                    int row = before[side][first + used[index]];
                    heads[side][numbers[index]] = row;
                    if (row != NONE) {
                        previous[row] = ~(SIDES * numbers[index] + side);
                    }
                }
            }
            first += segment.groupCount();
        }
    }

    /** Those of some keys that have rows, counted from the first of them. */
    private static int[] used(int[][] heads, int first, int count) {
        int[] used = new int[count];
        int found = 0;
        for (int key = 0; key < count; key++) {
            used[found] = key;
            found += heads[0][first + key] == NONE && heads[1][first + key] == NONE ? 0 : 1;
        }
        return Arrays.copyOf(used, found);
    }

    @Override
    public void forgetGone() {
        rows.compact();
        keys = null;
        next = new int[0];
        previous = new int[0];
    }

    @Override
    public long sizeInBytes() {
        long bytes = rows.sizeInBytes()
                + 4L * (next.length + previous.length + heads[0].length + heads[1].length + firstRows.length);
        GroupTable known = keys;
        return bytes + (known == null ? 0 : known.sizeInBytes());
    }

    @Override
    public List<GroupSegment> segments() {
        return rows.segments();
    }
}
