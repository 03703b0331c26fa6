package dev.sluice.state;

import dev.sluice.columnar.Gather;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A hash table from keys to dense group numbers, whose columns lie in segments. Not thread-safe.
 *
 * <p>Looking up a batch takes two passes: find groups by a part of the hash alone, then compare keys column by column. Two
 * keys that have this part in common and lie near each other are so rare that rows whose comparison fails are looked up
 * again one by one.
 *
 * <p>A full segment stays where it is and another is added: nothing is copied, and no array is so large that the garbage
 * collector would move it at a cost.
 */
public final class GroupTable {
    /** Groups of a segment are as many as a cache holds. */
    static final int SEGMENT_BITS = 16;

    private static final int ONE_SEGMENT_BITS = 31;

    /** Rows that are looked up at once: no more than the processor remembers pages. */
    private static final int PROBED_ROWS = 1 << 10;

    private final StructType keyLeaves;
    private final StructType bufferSchema;
    private final KeyHasher hasher;
    private final boolean tracksChanges;

    /** The number of a group is that of its segment, above so many bits, and its number there. */
    private final int segmentBits;

    private final List<GroupSegment> segments = new ArrayList<>();
    private GroupSegment tail;

    private final GroupSlots slots = new GroupSlots();

    /** For {@link #insert(Vector[], long[], int, int[])}, which a task calls for each of its batches. */
    private final LookupArrays ownArrays = new LookupArrays();

    /** Groups below this one have got their keys. */
    private int keyedCount;

    private GroupTable(
            StructType keyLeaves, StructType bufferSchema, KeyHasher hasher, boolean tracksChanges, int segmentBits) {
        this.keyLeaves = keyLeaves;
        this.bufferSchema = bufferSchema;
        this.hasher = hasher;
        this.tracksChanges = tracksChanges;
        this.segmentBits = segmentBits;
        this.tail = addSegment(0);
    }

    /**
     * A table that may grow large, and knows which groups were looked up.
     *
     * @param keyLeaves the key columns, without structs
     * @param hasher gives the hashes that rows are looked up with
     */
    public static GroupTable inSegments(StructType keyLeaves, StructType bufferSchema, KeyHasher hasher) {
        return inSegments(keyLeaves, bufferSchema, hasher, SEGMENT_BITS);
    }

    static GroupTable inSegments(StructType keyLeaves, StructType bufferSchema, KeyHasher hasher, int segmentBits) {
        return new GroupTable(keyLeaves, bufferSchema, hasher, true, segmentBits);
    }

    /**
     * A table whose groups all lie in one segment, under the same numbers.
     *
     * @param keyLeaves the key columns, without structs
     * @param hasher gives the hashes that rows are looked up with
     */
    public static GroupTable inOneSegment(StructType keyLeaves, StructType bufferSchema, KeyHasher hasher) {
        return new GroupTable(keyLeaves, bufferSchema, hasher, false, ONE_SEGMENT_BITS);
    }

    private GroupSegment addSegment(int capacity) {
        GroupSegment added = new GroupSegment(keyLeaves, bufferSchema, hasher, tracksChanges, capacity);
        segments.add(added);
        return added;
    }

    public int groupCount() {
        return slots.groupCount();
    }

    /** In the order of their groups, all but the last one full. */
    List<GroupSegment> segments() {
        return Collections.unmodifiableList(segments);
    }

    /** The only segment of a table of one. */
    public GroupSegment segment() {
        return segments.getFirst();
    }

    GroupSegment segmentOf(int group) {
        return segments.get(group >>> segmentBits);
    }

    int inSegment(int group) {
        return group & ((1 << segmentBits) - 1);
    }

    /**
     * Finds or makes the group of each row and applies the rows to them, segment by segment. New groups have zero and null
     * buffers.
     *
     * @param keyVectors flat leaf columns
     * @param values what {@code update} is given
     */
    void update(Vector[] keyVectors, long[] rowHashes, int rowCount, Vector[] values, StateTable.GroupUpdate update) {
        update(keyVectors, rowHashes, rowCount, values, update, new LookupArrays());
    }

    /** @param arrays overwritten */
    void update(
            Vector[] keyVectors,
            long[] rowHashes,
            int rowCount,
            Vector[] values,
            StateTable.GroupUpdate update,
            LookupArrays arrays) {
        arrays.ensureRows(rowCount);
        apply(
                lookUp(keyVectors, rowHashes, rowCount, arrays.groups(), arrays.firstRows(), arrays.withinSegment()),
                values,
                update);
    }

    /** Applies rows to groups that are known by their numbers, segment by segment. */
    void apply(int[] groups, int rowCount, Vector[] values, StateTable.GroupUpdate update) {
        apply(GroupsBySegment.of(groups, rowCount, segmentBits), values, update);
    }

    private void apply(GroupsBySegment split, Vector[] values, StateTable.GroupUpdate update) {
        for (int index = 0; index < split.count(); index++) {
            GroupSegment segment = segments.get(split.segment(index));
            int[] within = split.groups(index);
            int count = split.rowCount(index);
            segment.markChanged(within, count);
            Vector[] part = split.isWhole() ? values : Gather.of(values, split.rows(index));
            update.apply(within, part, count, segment.buffers());
        }
    }

    /**
     * Finds or makes the group of each row and changes nothing of it. New groups have zero and null buffers.
     *
     * @param groups filled for rows {@code [0, rowCount)}
     * @param firstRows filled with the first row of each group that is made, in the order of the groups
     */
    GroupsBySegment lookUp(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups, int[] firstRows) {
        return lookUp(keyVectors, rowHashes, rowCount, groups, firstRows, new int[0]);
    }

    /** @param within as in {@link GroupsBySegment#of(int[], int, int, int[])} */
    private GroupsBySegment lookUp(
            Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups, int[] firstRows, int[] within) {
        int before = groupCount();
        probe(keyVectors, rowHashes, rowCount, groups, firstRows);
        GroupsBySegment split = GroupsBySegment.of(groups, rowCount, segmentBits, within);
        if (!areKeys(split, keyVectors, rowCount)) {
            resolveCollisions(keyVectors, rowHashes, rowCount, groups, before, firstRows);
            split = GroupsBySegment.of(groups, rowCount, segmentBits, within);
        }
        return split;
    }

    /**
     * Makes the groups of keys that are not there; the others count as untouched.
     *
     * @param firstRows filled with the first row of each group that is made, ascending
     * @return how many those are
     */
    public int insert(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] firstRows) {
        return insert(keyVectors, rowHashes, rowCount, firstRows, ownArrays);
    }

    /** @param arrays overwritten */
    int insert(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] firstRows, LookupArrays arrays) {
        arrays.ensureRows(rowCount);
        int before = groupCount();
        lookUp(keyVectors, rowHashes, rowCount, arrays.groups(), firstRows, arrays.withinSegment());
        int created = groupCount() - before;
        // Groups of keys whose hashes collide are made after the others.
        Arrays.sort(firstRows, 0, created);
        return created;
    }

    /** Counts these groups as changed. */
    void markChanged(int[] groups, int count) {
        GroupsBySegment split = GroupsBySegment.of(groups, count, segmentBits);
        for (int index = 0; index < split.count(); index++) {
            segments.get(split.segment(index)).markChanged(split.groups(index), split.rowCount(index));
        }
    }

    private boolean areKeys(GroupsBySegment split, Vector[] keyVectors, int rowCount) {
        if (split.isWhole()) {
            return rowCount == 0 || segments.get(split.segment(0)).areKeys(split.groups(0), keyVectors, rowCount);
        }
        for (int index = 0; index < split.count(); index++) {
            GroupSegment segment = segments.get(split.segment(index));
            if (!segment.areKeys(split.groups(index), keyVectors, split.rows(index), split.rowCount(index))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The group of each row, made where there is none, in a table of one segment; new groups have zero and null buffers.
     *
     * @param keyVectors flat leaf columns
     * @param groups filled for rows {@code [0, rowCount)}
     */
    public void findOrCreate(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups) {
        if (segmentBits != ONE_SEGMENT_BITS) {
            throw new IllegalStateException("groups lie in several segments");
        }
        int before = groupCount();
        int[] firstRows = new int[rowCount];
        probe(keyVectors, rowHashes, rowCount, groups, firstRows);
        if (!tail.areKeys(groups, keyVectors, rowCount)) {
            resolveCollisions(keyVectors, rowHashes, rowCount, groups, before, firstRows);
        }
    }

    /** Finds or makes groups by hash alone, and sets the keys of those that were made. */
    private void probe(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups, int[] firstRows) {
        int before = groupCount();
        for (int from = 0; from < rowCount; from += PROBED_ROWS) {
            int to = Math.min(rowCount, from + PROBED_ROWS);
            slots.load(rowHashes, from, to, groups);
            int done = from;
            while (done < to) {
                int known = groupCount();
                done = slots.findOrMake(rowHashes, done, to, groups, firstRows, known - before, room());
                tail.add(groupCount() - known);
                if (done < to) {
                    setKeys(keyVectors, firstRows, before);
                    makeRoom();
                }
            }
        }
        setKeys(keyVectors, firstRows, before);
    }

    /**
     * Sets the keys of the groups that have none yet.
     *
     * @param firstRows the rows they are made for, of all groups from {@code before} on
     */
    private void setKeys(Vector[] keyVectors, int[] firstRows, int before) {
        while (keyedCount < groupCount()) {
            GroupSegment segment = segmentOf(keyedCount);
            int from = inSegment(keyedCount);
            int count = Math.min(groupCount() - keyedCount, segment.groupCount() - from);
            segment.setKeys(from, keyVectors, firstRows, keyedCount - before, count);
            keyedCount += count;
        }
    }

    /** How many groups fit before something has to grow. */
    private int room() {
        return Math.min(tail.capacity() - tail.groupCount(), slots.room());
    }

    /** Makes room for one more group; all have to have their keys. */
    private void makeRoom() {
        int most = segmentBits == ONE_SEGMENT_BITS ? Integer.MAX_VALUE - 8 : 1 << segmentBits;
        if (tail.groupCount() == most) {
            tail = addSegment(most);
        } else if (tail.groupCount() == tail.capacity()) {
            tail.grow(most);
        }
        if (slots.room() == 0) {
            slots.grow(segments);
        }
    }

    /** @param before the number of groups before those of these rows were made */
    private void resolveCollisions(
            Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups, int before, int[] firstRows) {
        for (int row = 0; row < rowCount; row++) {
            if (!isKey(groups[row], keyVectors, row)) {
                int known = groupCount();
                groups[row] = findOrCreateSlowly(keyVectors, rowHashes[row], row);
                if (groupCount() > known) {
                    firstRows[known - before] = row;
                }
            }
        }
    }

    private boolean isKey(int group, Vector[] keyVectors, int row) {
        return segmentOf(group).isKey(inSegment(group), keyVectors, row);
    }

    private int findOrCreateSlowly(Vector[] keyVectors, long hash, int row) {
        int known = findSlowly(keyVectors, hash, row);
        if (known >= 0) {
            return known;
        }
        if (room() == 0) {
            makeRoom();
        }
        int group = slots.make(hash);
        tail.add(1);
        setKeys(keyVectors, new int[] {row}, group);
        return group;
    }

    /** The group of a row, or -1. */
    private int findSlowly(Vector[] keyVectors, long hash, int row) {
        return slots.find(hash, group -> isKey(group, keyVectors, row));
    }

    /**
     * Looks up rows {@code [from, to)} without making groups.
     *
     * @param keyVectors flat leaf columns
     * @param rows filled with the numbers of the rows whose key is there, ascending
     * @param groups filled with the groups of those rows
     * @return how many those are
     */
    public int find(Vector[] keyVectors, long[] rowHashes, int from, int to, int[] rows, int[] groups) {
        int count = slots.find(rowHashes, from, to, rows, groups);
        if (areFound(keyVectors, rows, groups, count)) {
            return count;
        }
        count = 0;
        for (int row = from; row < to; row++) {
            int group = findSlowly(keyVectors, rowHashes[row], row);
            if (group >= 0) {
                rows[count] = row;
                groups[count++] = group;
            }
        }
        return count;
    }

    private boolean areFound(Vector[] keyVectors, int[] rows, int[] groups, int count) {
        GroupsBySegment split = GroupsBySegment.of(groups, count, segmentBits);
        for (int index = 0; index < split.count(); index++) {
            int[] part = split.isWhole() ? rows : Gather.of(rows, split.rows(index));
            if (!segments.get(split.segment(index))
                    .areKeys(split.groups(index), keyVectors, part, split.rowCount(index))) {
                return false;
            }
        }
        return true;
    }

    /** Takes apart what {@link #find} gave. */
    void forEachSegment(int[] rows, int[] groups, int count, GroupsBySegment.Action action) {
        GroupsBySegment.forEach(segments, segmentBits, rows, groups, count, action);
    }

    int changedCount() {
        int changed = 0;
        for (GroupSegment segment : segments) {
            changed += segment.changedCount();
        }
        return changed;
    }

    void endTurn() {
        segments.forEach(GroupSegment::endTurn);
    }

    void gatherTurns() {
        segments.forEach(GroupSegment::gatherTurns);
    }

    void clearChanges() {
        segments.forEach(GroupSegment::clearChanges);
    }

    /** Bytes of heap it holds. */
    public long sizeInBytes() {
        long bytes = slots.sizeInBytes();
        for (GroupSegment segment : segments) {
            bytes += segment.sizeInBytes();
        }
        return bytes;
    }
}
