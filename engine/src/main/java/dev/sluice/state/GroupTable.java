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

    private final MutableVector[] keys;
    private final MutableVector[] buffers;
    private int[] slots = new int[SMALLEST_SLOTS];
    private long[] hashes = new long[16];
    private int groupCount;
    private int capacity = 16;
    private boolean[] changedFlags = new boolean[16];
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
        reserve(rowCount);
        int before = groupCount;
        int[] table = slots;
        int mask = table.length - 1;
        long[] known = hashes;
        int created = groupCount;
        for (int row = 0; row < rowCount; row++) {
            long hash = rowHashes[row];
            int slot = (int) hash & mask;
            int group;
            while ((group = table[slot] - 1) >= 0 && known[group] != hash) {
                slot = slot + 1 & mask;
            }
            if (group < 0) {
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
        reserve(1);
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        for (int group; (group = slots[slot] - 1) >= 0; slot = slot + 1 & mask) {
            if (hashes[group] == hash && isKey(group, keyVectors, row)) {
                return group;
            }
        }
        int group = groupCount++;
        hashes[group] = hash;
        slots[slot] = group + 1;
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

    /** Makes room for {@code more} groups, at a load of at most two thirds. */
    private void reserve(int more) {
        int wanted = Math.addExact(groupCount, more);
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
                changedFlags = Arrays.copyOf(changedFlags, capacity);
            }
        }
        if (wanted + (wanted >> 1) > slots.length) {
            rehash(Integer.highestOneBit(wanted + (wanted >> 1) - 1) << 1);
        }
    }

    private void rehash(int slotCount) {
        int[] table = new int[slotCount];
        int mask = slotCount - 1;
        for (int group = 0; group < groupCount; group++) {
            int slot = (int) hashes[group] & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = group + 1;
        }
        slots = table;
    }

    private void trackChanges(int[] groups, int rowCount) {
        if (changedCount + rowCount > changed.length) {
            changed = Arrays.copyOf(changed, Math.max(changedCount + rowCount, changed.length + (changed.length >> 1)));
        }
        for (int row = 0; row < rowCount; row++) {
            int group = groups[row];
            if (!changedFlags[group]) {
                changedFlags[group] = true;
                changed[changedCount++] = group;
            }
        }
    }

    public void clearChanges() {
        for (int index = 0; index < changedCount; index++) {
            changedFlags[changed[index]] = false;
        }
        changedCount = 0;
        if (changed.length > 4_096 && changed.length > groupCount) {
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
        long bytes = 4L * slots.length + 8L * hashes.length + 4L * changed.length + changedFlags.length;
        for (MutableVector key : keys) {
            bytes += key.sizeInBytes();
        }
        for (MutableVector buffer : buffers) {
            bytes += buffer.sizeInBytes();
        }
        return bytes;
    }
}
