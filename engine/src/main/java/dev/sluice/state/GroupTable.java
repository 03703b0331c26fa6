package dev.sluice.state;

import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.StructType;
import java.util.Arrays;

/**
 * A hash table from keys to dense group numbers, and one column for each part of the key and of the buffer. Not
 * thread-safe.
 *
 * <p>Slots hold group numbers, found by open addressing; a group's full hash is kept beside it. Looking up a batch takes
 * two passes: probe by hash alone, then compare keys column by column. Two keys with one 64-bit hash are so rare that the
 * rows where the comparison fails are probed again one by one.
 */
public final class GroupTable {
    private static final int SMALLEST_SLOTS = 32;

    /** Tables of this size and more are looked up in two steps. */
    private static final int SLOTS_BEYOND_CACHE = 1 << 16;

    /** A longer list of changes is given back at the end of a batch. */
    private static final int KEPT_CHANGES = 65_536;

    private final MutableVector[] keys;
    private final MutableVector[] buffers;
    private int[] slots = new int[SMALLEST_SLOTS];
    private long[] hashes = new long[16];
    private int groupCount;
    private int capacity = 16;
    private long[] changedFlags = new long[1];
    private int[] changed = new int[16];
    private int changedCount;
    private final boolean tracksChanges;

    /**
     * @param keyLeaves the key columns, without structs
     * @param tracksChanges whether {@link #changed} is wanted
     */
    public GroupTable(StructType keyLeaves, StructType bufferSchema, boolean tracksChanges) {
        this.keys = columns(keyLeaves, capacity);
        this.buffers = columns(bufferSchema, capacity);
        this.tracksChanges = tracksChanges;
    }

    private static MutableVector[] columns(StructType schema, int capacity) {
        MutableVector[] columns = new MutableVector[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = MutableVector.of(schema.type(index), capacity);
        }
        return columns;
    }

    public int groupCount() {
        return groupCount;
    }

    public MutableVector[] buffers() {
        return buffers;
    }

    public long hash(int group) {
        return hashes[group];
    }

    /** The groups that {@link #findOrCreate} touched since {@link #clearChanges}, each once: {@code changed()[0..changedCount())}. */
    public int[] changed() {
        return changed;
    }

    public int changedCount() {
        return changedCount;
    }

    /**
     * The group of each row, made where there is none; new groups have zero and null buffers.
     *
     * @param keyVectors flat leaf columns
     * @param groups filled for rows {@code [0, rowCount)}
     */
    public void findOrCreate(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups) {
        int before = groupCount;
        int[] table = slots;
        int mask = table.length - 1;
        long[] known = hashes;
        int created = groupCount;
        int limit = limit();
        if (table.length >= SLOTS_BEYOND_CACHE) {
            loadSlots(table, rowHashes, rowCount, groups);
        }
        for (int row = 0; row < rowCount; row++) {
            long hash = rowHashes[row];
            int slot = (int) hash & mask;
            int group;
            while ((group = table[slot] - 1) >= 0 && known[group] != hash) {
                slot = slot + 1 & mask;
            }
            if (group < 0) {
                if (created == limit) {
                    groupCount = created;
                    reserve();
                    table = slots;
                    mask = table.length - 1;
                    known = hashes;
                    limit = limit();
                    slot = freeSlot(table, hash);
                }
                group = created++;
                known[group] = hash;
                table[slot] = group + 1;
                for (int column = 0; column < keys.length; column++) {
                    keys[column].set(group, keyVectors[column], row);
                }
            }
            groups[row] = group;
        }
        groupCount = created;
        if (before > 0 || created < rowCount) {
            resolveCollisions(keyVectors, rowHashes, rowCount, groups);
        }
        if (tracksChanges) {
            trackChanges(groups, rowCount);
        }
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
        int[] table = slots;
        int mask = table.length - 1;
        long[] known = hashes;
        int count = 0;
        for (int row = from; row < to; row++) {
            long hash = rowHashes[row];
            int slot = (int) hash & mask;
            int group;
            while ((group = table[slot] - 1) >= 0 && known[group] != hash) {
                slot = slot + 1 & mask;
            }
            rows[count] = row;
            groups[count] = group;
            count += group >= 0 ? 1 : 0;
        }
        for (int column = 0; column < keys.length; column++) {
            if (!KeyComparison.areEqual(keys[column], groups, keyVectors[column], rows, count)) {
                return findSlowly(keyVectors, rowHashes, from, to, rows, groups);
            }
        }
        return count;
    }

    private int findSlowly(Vector[] keyVectors, long[] rowHashes, int from, int to, int[] rows, int[] groups) {
        int count = 0;
        for (int row = from; row < to; row++) {
            int group = findSlowly(keyVectors, rowHashes[row], row);
            if (group >= 0) {
                rows[count] = row;
                groups[count++] = group;
            }
        }
        return count;
    }

    /** The group of a row, or -1. */
    private int findSlowly(Vector[] keyVectors, long hash, int row) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        for (int group; (group = slots[slot] - 1) >= 0; slot = slot + 1 & mask) {
            if (hashes[group] == hash && isKey(group, keyVectors, row)) {
                return group;
            }
        }
        return -1;
    }

    /** Reads where the rows will be looked for, one independent of the other, so that their cache misses overlap. */
    private static void loadSlots(int[] table, long[] rowHashes, int rowCount, int[] groups) {
        int mask = table.length - 1;
        for (int row = 0; row < rowCount; row++) {
            groups[row] = table[(int) rowHashes[row] & mask];
        }
    }

    private static int freeSlot(int[] table, long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** How many groups fit before something has to grow: the slots are filled to two thirds. */
    private int limit() {
        return (int) Math.min(capacity, slots.length * 2L / 3);
    }

    private void resolveCollisions(Vector[] keyVectors, long[] rowHashes, int rowCount, int[] groups) {
        for (int column = 0; column < keys.length; column++) {
            int row = KeyComparison.firstDifference(keys[column], groups, keyVectors[column], rowCount, 0);
            while (row >= 0) {
                groups[row] = findOrCreateSlowly(keyVectors, rowHashes[row], row);
                row = KeyComparison.firstDifference(keys[column], groups, keyVectors[column], rowCount, row + 1);
            }
        }
    }

    private int findOrCreateSlowly(Vector[] keyVectors, long hash, int row) {
        int known = findSlowly(keyVectors, hash, row);
        if (known >= 0) {
            return known;
        }
        reserve();
        int group = groupCount++;
        hashes[group] = hash;
        slots[freeSlot(slots, hash)] = group + 1;
        for (int column = 0; column < keys.length; column++) {
            keys[column].set(group, keyVectors[column], row);
        }
        return group;
    }

    private boolean isKey(int group, Vector[] keyVectors, int row) {
        for (int column = 0; column < keys.length; column++) {
            if (!keys[column].isEqual(group, keyVectors[column], row)) {
                return false;
            }
        }
        return true;
    }

    /** Makes room for one more group. */
    private void reserve() {
        int wanted = Math.addExact(groupCount, 1);
        if (wanted > capacity) {
            capacity = Math.max(wanted, capacity + (capacity >> 1));
            hashes = Arrays.copyOf(hashes, capacity);
            for (MutableVector key : keys) {
                key.ensureCapacity(capacity);
            }
            for (MutableVector buffer : buffers) {
                buffer.ensureCapacity(capacity);
            }
            if (tracksChanges) {
                changedFlags = Arrays.copyOf(changedFlags, (capacity + 63) >>> 6);
            }
        }
        if (wanted > slots.length * 2L / 3) {
            rehash(Math.multiplyExact(slots.length, 2));
        }
    }

    private void rehash(int slotCount) {
        int[] table = new int[slotCount];
        for (int group = 0; group < groupCount; group++) {
            table[freeSlot(table, hashes[group])] = group + 1;
        }
        slots = table;
    }

    private void trackChanges(int[] groups, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            int group = groups[row];
            if ((changedFlags[group >>> 6] & 1L << group) == 0) {
                changedFlags[group >>> 6] |= 1L << group;
                if (changedCount == changed.length) {
                    changed = Arrays.copyOf(changed, changed.length + (changed.length >> 1));
                }
                changed[changedCount++] = group;
            }
        }
    }

    public void clearChanges() {
        for (int index = 0; index < changedCount; index++) {
            changedFlags[changed[index] >>> 6] = 0;
        }
        changedCount = 0;
        if (changed.length > KEPT_CHANGES) {
            changed = new int[16];
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

    private static Vector[] gather(MutableVector[] columns, int[] groups, int count) {
        Vector[] gathered = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            gathered[column] = columns[column].gather(groups, count);
        }
        return gathered;
    }

    /** Puts row {@code r} of these buffers at {@code groups[r]}, as they are. */
    public void putBuffers(Vector[] values, int rowCount, int[] groups) {
        for (int column = 0; column < buffers.length; column++) {
            Vector flat = Vectors.flat(values[column], rowCount);
            for (int row = 0; row < rowCount; row++) {
                buffers[column].set(groups[row], flat, row);
            }
        }
    }

    /** Empties the table, which keeps its arrays for the next use. */
    public void clear() {
        Arrays.fill(slots, 0);
        for (MutableVector key : keys) {
            key.clear(groupCount);
        }
        for (MutableVector buffer : buffers) {
            buffer.clear(groupCount);
        }
        clearChanges();
        groupCount = 0;
    }

    public long sizeInBytes() {
        long bytes = 4L * slots.length + 8L * hashes.length + 4L * changed.length + 8L * changedFlags.length;
        for (MutableVector key : keys) {
            bytes += key.sizeInBytes();
        }
        for (MutableVector buffer : buffers) {
            bytes += buffer.sizeInBytes();
        }
        return bytes;
    }
}
