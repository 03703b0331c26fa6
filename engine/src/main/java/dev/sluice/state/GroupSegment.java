package dev.sluice.state;

import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * Groups of a {@link GroupTable} that were made one after the other: a column for each part of the key and of the buffer,
 * and which of them were changed. Hashes are not kept but made again from the keys. Groups are numbered from 0 in each
 * segment. Not thread-safe.
 */
public final class GroupSegment {
    private static final int SMALLEST_CAPACITY = 16;

    /** A longer list of changes is given back at the end of a batch. */
    private static final int KEPT_CHANGES = 4_096;

    private final MutableVector[] keys;
    private final MutableVector[] buffers;
    private final KeyHasher hasher;
    private final boolean tracksChanges;
    private int groupCount;
    private int capacity;
    private long[] changedFlags;

    /** Changed groups before {@link #firstNew}. */
    private int[] changed = new int[0];

    private int changedCount;

    /** Changes before this one are those of earlier turns, where a group may occur more than once. */
    private int turnStart;

    /** From here on, all groups count as changed without being listed. */
    private int firstNew;

    GroupSegment(StructType keyLeaves, StructType bufferSchema, KeyHasher hasher, boolean tracksChanges, int capacity) {
        this.capacity = Math.max(capacity, SMALLEST_CAPACITY);
        this.keys = columns(keyLeaves, this.capacity);
        this.buffers = columns(bufferSchema, this.capacity);
        this.hasher = hasher;
        this.tracksChanges = tracksChanges;
        this.changedFlags = flags();
    }

    private static MutableVector[] columns(StructType schema, int capacity) {
        MutableVector[] columns = new MutableVector[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = MutableVector.of(schema.type(index), capacity);
        }
        return columns;
    }

    private long[] flags() {
        return new long[tracksChanges ? (capacity + Long.SIZE - 1) / Long.SIZE : 0];
    }

    public int groupCount() {
        return groupCount;
    }

    int capacity() {
        return capacity;
    }

    /** A column for each part of the buffer; kernels change what lies in them. */
    public MutableVector[] buffers() {
        return buffers;
    }

    /** A column of the key, which nobody changes. */
    MutableVector key(int column) {
        return keys[column];
    }

    /** The hash of each group. */
    public long[] hashes() {
        long[] hashes = new long[groupCount];
        hash(hashes);
        return hashes;
    }

    /** Fills in the hash of each group. */
    void hash(long[] hashes) {
        hasher.hash(keyViews(groupCount), groupCount, hashes);
    }

    /**
     * The key columns of all groups; valid until the next change.
     *
     * @param wanted of how many groups the caller wants the values
     */
    Vector[] keyViews(int wanted) {
        Vector[] views = new Vector[keys.length];
        for (int column = 0; column < views.length; column++) {
            views[column] = keys[column].view(groupCount, wanted);
        }
        return views;
    }

    /** The hashes of keys that are, or could be, in this segment. */
    long[] hashes(Vector[] keyVectors, int count) {
        long[] hashes = new long[count];
        hash(keyVectors, count, hashes);
        return hashes;
    }

    /** Fills in the hashes of keys that are, or could be, in this segment. */
    void hash(Vector[] keyVectors, int count, long[] hashes) {
        hasher.hash(keyVectors, count, hashes);
    }

    /**
     * The groups that were made or looked up since {@link #clearChanges} or {@link #endTurn}, each once:
     * {@code changed()[0..changedCount())}.
     */
    int[] changed() {
        listNew();
        return turnStart == 0 ? changed : Arrays.copyOfRange(changed, turnStart, changedCount);
    }

    /** Whether the groups that {@link #changed} would list are the last ones, all of them new. */
    boolean isChangedByNewOnly() {
        return tracksChanges && changedCount == turnStart;
    }

    int changedCount() {
        return tracksChanges ? changedCount - turnStart + groupCount - firstNew : 0;
    }

    /**
     * The groups that were made or looked up in the turns that have ended since {@link #clearChanges}; some more than
     * once.
     */
    int[] changedBefore() {
        return Arrays.copyOf(changed, turnStart);
    }

    /** Makes room for one group more than there are, up to {@code most} of them. */
    void grow(int most) {
        capacity = Math.min(most, Math.max(groupCount + 1, capacity + (capacity >> 1)));
        for (MutableVector key : keys) {
            key.ensureCapacity(capacity);
        }
        for (MutableVector buffer : buffers) {
            buffer.ensureCapacity(capacity);
        }
        if (tracksChanges) {
            changedFlags = Arrays.copyOf(changedFlags, (capacity + Long.SIZE - 1) / Long.SIZE);
        }
    }

    /** Makes groups, whose keys have yet to be set and whose buffers are zero and null; there has to be room. */
    void add(int count) {
        groupCount += count;
    }

    /** Sets the keys of groups {@code [from, from + count)} to those of the rows {@code rows[start..start + count)}. */
    void setKeys(int from, Vector[] keyVectors, int[] rows, int start, int count) {
        int[] part = start == 0 ? rows : Arrays.copyOfRange(rows, start, start + count);
        for (int column = 0; column < keys.length; column++) {
            keys[column].setAll(from, keyVectors[column], part, count);
        }
    }

    /** Sets the keys and buffers of groups to those of the rows {@code [0, count)}; they count as changed. */
    void put(int[] groups, int count, Vector[] keyVectors, Vector[] bufferVectors) {
        GroupCopies.put(groups, keyVectors, count, keys);
        GroupCopies.put(groups, bufferVectors, count, buffers);
        markChanged(groups, count);
    }

    boolean isKey(int group, Vector[] keyVectors, int row) {
        for (int column = 0; column < keys.length; column++) {
            if (!keys[column].isEqual(group, keyVectors[column], row)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the key of each row {@code rows[0..count)} is that of its group. */
    boolean areKeys(int[] groups, Vector[] keyVectors, int[] rows, int count) {
        for (int column = 0; column < keys.length; column++) {
            if (!KeyComparison.areEqual(keys[column], groups, keyVectors[column], rows, count)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the key of each row {@code [0, rowCount)} is that of its group. */
    boolean areKeys(int[] groups, Vector[] keyVectors, int rowCount) {
        for (int column = 0; column < keys.length; column++) {
            if (KeyComparison.firstDifference(keys[column], groups, keyVectors[column], rowCount, 0) >= 0) {
                return false;
            }
        }
        return true;
    }

    void markChanged(int[] groups, int count) {
        if (!tracksChanges) {
            return;
        }
        int most = Math.min(changedCount + count, turnStart + firstNew);
        if (most > changed.length) {
            changed = Arrays.copyOf(changed, Math.min(turnStart + firstNew, Math.max(most, 4 * changed.length)));
        }
        changedCount = mark(groups, count, firstNew, changedFlags, changed, changedCount);
    }

    /** Lists the groups that were made, so that from here on others are new. */
    private void listNew() {
        if (tracksChanges && firstNew < groupCount) {
            changed = Arrays.copyOf(changed, changedCount + groupCount - firstNew);
            for (int group = firstNew; group < groupCount; group++) {
                changedCount = mark(group, changedFlags, changed, changedCount);
            }
            firstNew = groupCount;
        }
    }

    private static int mark(int[] groups, int count, int end, long[] flags, int[] changed, int changedCount) {
        int next = changedCount;
        for (int index = 0; index < count; index++) {
            if (groups[index] < end) {
                next = mark(groups[index], flags, changed, next);
            }
        }
        return next;
    }

    private static int mark(int group, long[] flags, int[] changed, int changedCount) {
        long word = flags[group >>> 6];
        if ((word >>> group & 1) != 0) {
            return changedCount;
        }
        flags[group >>> 6] = word | 1L << group;
        changed[changedCount] = group;
        return changedCount + 1;
    }

    /** From here on {@link #changed} begins anew, and what there was counts as changed in an earlier turn. */
    void endTurn() {
        listNew();
        clearFlags(turnStart);
        turnStart = changedCount;
        if (turnStart > 2 * groupCount) {
            gatherTurns();
            clearFlags(0);
            turnStart = changedCount;
        }
    }

    /** Has {@link #changed} be that of all turns since {@link #clearChanges}. */
    void gatherTurns() {
        if (turnStart > 0) {
            clearFlags(turnStart);
            int[] all = changed;
            int count = changedCount;
            changed = new int[Math.min(count, groupCount)];
            turnStart = 0;
            changedCount = mark(all, count, firstNew, changedFlags, changed, 0);
        }
    }

    private void clearFlags(int from) {
        for (int index = from; index < changedCount; index++) {
            changedFlags[changed[index] >>> 6] = 0;
        }
    }

    void clearChanges() {
        if (changedCount < changedFlags.length) {
            clearFlags(0);
        } else {
            Arrays.fill(changedFlags, 0);
        }
        changedCount = 0;
        turnStart = 0;
        firstNew = groupCount;
        if (changed.length > KEPT_CHANGES) {
            changed = new int[0];
        }
    }

    /** The key columns of these groups. */
    public Vector[] keys(int[] groups, int count) {
        return gather(keys, groups, count);
    }

    /** The buffer columns of these groups. */
    public Vector[] buffers(int[] groups, int count) {
        return gather(buffers, groups, count);
    }

    /**
     * The key columns and the buffer columns of all groups; valid until the next change.
     *
     * @param wanted of how many groups the caller wants the values
     */
    Vector[] columns(int wanted) {
        Vector[] columns = new Vector[keys.length + buffers.length];
        for (int index = 0; index < columns.length; index++) {
            MutableVector column = index < keys.length ? keys[index] : buffers[index - keys.length];
            columns[index] = column.view(groupCount, wanted);
        }
        return columns;
    }

    private Vector[] gather(MutableVector[] columns, int[] groups, int count) {
        Vector[] gathered = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            gathered[column] = columns[column].view(groupCount, count).gather(groups, count);
        }
        return gathered;
    }

    /** The numbers of all groups. */
    public int[] all() {
        int[] groups = new int[groupCount];
        Arrays.setAll(groups, group -> group);
        return groups;
    }

    public long sizeInBytes() {
        long bytes = 4L * changed.length + 8L * changedFlags.length;
        for (MutableVector key : keys) {
            bytes += key.sizeInBytes();
        }
        for (MutableVector buffer : buffers) {
            bytes += buffer.sizeInBytes();
        }
        return bytes;
    }
}
