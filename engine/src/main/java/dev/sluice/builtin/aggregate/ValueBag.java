package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.hash.ValueHashes;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.MutableBytesVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Values, each with how often it is there, in the bytes of one buffer of a group. It has as many bytes as it has values: two
 * to four times theirs.
 *
 * <p>The bytes are how many values there are, where the next one goes, a power of two of slots, then the values in the order
 * in which they came, each as its count, its length and its bytes. A slot holds where the value lies that hashes to it or to
 * one of the slots before it, or 0.
 */
final class ValueBag {
    /** Takes a value of a bag; its bytes are valid during the call. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] data, int start, int length, long count);
    }

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int SIZE = 0;
    private static final int END = 4;
    private static final int SLOT_COUNT = 8;
    private static final int HEADER = 12;
    private static final int LENGTH_OFFSET = 8;
    private static final int ENTRY_HEADER = 12;
    private static final int FIRST_SLOTS = 4;

    private ValueBag() {}

    private static int int32(byte[] data, int index) {
        return (int) INTS.get(data, index);
    }

    /** Adds a value so many times. */
    static void add(MutableBytesVector bags, int group, byte[] value, int start, int length, long count) {
        int hash = hash(value, start, length);
        if (bags.lengths()[group] == 0) {
            create(bags, group, length);
        }
        int slot = find(bags.data(), bags.starts()[group], hash, value, start, length);
        int bag = bags.starts()[group];
        int entry = int32(bags.data(), slot);
        if (entry != 0) {
            long before = (long) LONGS.get(bags.data(), bag + entry);
            LONGS.set(bags.data(), bag + entry, before + count);
            return;
        }
        int end = int32(bags.data(), bag + END);
        boolean isFull = 2 * (int32(bags.data(), bag + SIZE) + 1) > int32(bags.data(), bag + SLOT_COUNT)
                || end + ENTRY_HEADER + length > bags.lengths()[group];
        if (isFull) {
            grow(bags, group, length);
            slot = find(bags.data(), bags.starts()[group], hash, value, start, length);
        }
        append(bags.data(), bags.starts()[group], slot, value, start, length, count);
    }

    private static int hash(byte[] value, int start, int length) {
        return (int) ValueHashes.xxHash64(value, start, length);
    }

    private static void create(MutableBytesVector bags, int group, int length) {
        byte[] bag = empty(FIRST_SLOTS, 2 * (ENTRY_HEADER + length));
        bags.set(group, bag, 0, bag.length);
    }

    private static byte[] empty(int slotCount, int entryBytes) {
        int entries = HEADER + slotCount * Integer.BYTES;
        byte[] bag = new byte[Math.addExact(entries, entryBytes)];
        INTS.set(bag, END, entries);
        INTS.set(bag, SLOT_COUNT, slotCount);
        return bag;
    }

    /** Where in the data the slot is that holds the value, or the empty one that will. */
    private static int find(byte[] data, int bag, int hash, byte[] value, int start, int length) {
        int mask = int32(data, bag + SLOT_COUNT) - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            int index = bag + HEADER + slot * Integer.BYTES;
            int entry = int32(data, index);
            if (entry == 0 || isEqual(data, bag + entry, value, start, length)) {
                return index;
            }
        }
    }

    private static boolean isEqual(byte[] data, int entry, byte[] value, int start, int length) {
        int from = entry + ENTRY_HEADER;
        return int32(data, entry + LENGTH_OFFSET) == length
                && Arrays.equals(data, from, from + length, value, start, start + length);
    }

    private static void append(byte[] data, int bag, int slot, byte[] value, int start, int length, long count) {
        int end = int32(data, bag + END);
        LONGS.set(data, bag + end, count);
        INTS.set(data, bag + end + LENGTH_OFFSET, length);
        System.arraycopy(value, start, data, bag + end + ENTRY_HEADER, length);
        INTS.set(data, slot, end);
        INTS.set(data, bag + END, end + ENTRY_HEADER + length);
        INTS.set(data, bag + SIZE, int32(data, bag + SIZE) + 1);
    }

    /** Makes room for twice the values, and for one more of this length. */
    private static void grow(MutableBytesVector bags, int group, int length) {
        byte[] data = bags.data();
        int bag = bags.starts()[group];
        int slotCount = int32(data, bag + SLOT_COUNT);
        int slots = 2 * (int32(data, bag + SIZE) + 1) > slotCount ? 2 * slotCount : slotCount;
        int used = int32(data, bag + END) - HEADER - slotCount * Integer.BYTES;
        byte[] grown = empty(slots, Math.multiplyExact(2, Math.addExact(used, ENTRY_HEADER + length)));
        forEach(data, bag, bags.lengths()[group], (values, start, size, count) -> {
            int slot = find(grown, 0, hash(values, start, size), values, start, size);
            append(grown, 0, slot, values, start, size, count);
        });
        bags.set(group, grown, 0, grown.length);
    }

    /** Adds all values of another bag. */
    static void addAll(MutableBytesVector bags, int group, BytesVector others, int row) {
        if (bags.lengths()[group] == 0) {
            bags.set(group, others.data(), others.starts()[row], others.lengths()[row]);
            return;
        }
        forEach(
                others.data(),
                others.starts()[row],
                others.lengths()[row],
                (data, start, length, count) -> add(bags, group, data, start, length, count));
    }

    /** How many different values there are. */
    static int size(BytesVector bags, int row) {
        return bags.isNull(row) || bags.lengths()[row] == 0 ? 0 : int32(bags.data(), bags.starts()[row] + SIZE);
    }

    /** Each value, in the order in which they came first. */
    static void forEach(BytesVector bags, int row, Visitor visitor) {
        if (!bags.isNull(row)) {
            forEach(bags.data(), bags.starts()[row], bags.lengths()[row], visitor);
        }
    }

    private static void forEach(byte[] data, int bag, int length, Visitor visitor) {
        if (length == 0) {
            return;
        }
        int end = int32(data, bag + END);
        int entry = HEADER + int32(data, bag + SLOT_COUNT) * Integer.BYTES;
        while (entry < end) {
            int size = int32(data, bag + entry + LENGTH_OFFSET);
            visitor.visit(data, bag + entry + ENTRY_HEADER, size, (long) LONGS.get(data, bag + entry));
            entry += ENTRY_HEADER + size;
        }
    }
}
