package dev.sluice.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The 64-bit hash of a key, computed once for each row. Equal keys have equal hashes, whatever their encoding and across
 * releases: a change raises {@link #VERSION}, which state files carry.
 *
 * <p>Different uses take different bits: the key group the top eight, the slot of a hash table the lowest.
 */
public final class KeyHash {
    public static final int VERSION = 1;

    /** State files hold keys in this many groups. */
    public static final int KEY_GROUPS = 256;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long NULL = 0x6A09E667F3BCC909L;
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
    private static final long GROUP_BITS = 0xFFL << 56;

    private KeyHash() {}

    /** Fills {@code hashes[0..rowCount)} with the hashes of keys made of these columns, in this order. */
    public static void hash(Vector[] keys, int rowCount, long[] hashes) {
        Arrays.fill(hashes, 0, rowCount, SEED);
        for (Vector key : keys) {
            add(Vectors.flat(key, rowCount), rowCount, hashes);
        }
        for (int row = 0; row < rowCount; row++) {
            hashes[row] = finish(hashes[row]);
        }
    }

    /**
     * Mixes one more column into hashes without changing their key group, so that keys which differ in this column alone
     * lie in one partition.
     *
     * @param keyHashes of the key before this column
     * @param hashes filled for rows {@code [from, to)}; may be {@code keyHashes}
     */
    public static void hashWithinGroup(long[] keyHashes, long[] values, int from, int to, long[] hashes) {
        for (int row = from; row < to; row++) {
            long mixed = finish(mix(keyHashes[row], values[row]));
            hashes[row] = (keyHashes[row] & GROUP_BITS) | (mixed & ~GROUP_BITS);
        }
    }

    /** The partition, of {@code partitions}, that holds a key: a range of key groups. */
    public static int partition(long hash, int partitions) {
        return (int) (((hash >>> 56) * partitions) >>> 8);
    }

    public static int keyGroup(long hash) {
        return (int) (hash >>> 56);
    }

    private static void add(Vector key, int rowCount, long[] hashes) {
        long[] validity = key.validity();
        long[] before = validity == null ? hashes : Arrays.copyOf(hashes, rowCount);
        switch (key) {
            case LongVector v -> addLongs(v.values(), rowCount, hashes);
            case IntVector v -> {
                for (int row = 0; row < rowCount; row++) {
                    hashes[row] = mix(hashes[row], v.values()[row]);
                }
            }
            case DoubleVector v -> {
                for (int row = 0; row < rowCount; row++) {
                    hashes[row] = mix(hashes[row], KeyNormalizer.bits(v.values()[row]));
                }
            }
            case BooleanVector v -> {
                for (int row = 0; row < rowCount; row++) {
                    hashes[row] = mix(hashes[row], v.values()[row] ? 1 : 2);
                }
            }
            case BytesVector v ->
                addBytes(PackedValues.isPacked(v.type()) ? PackedValues.normalize(v, rowCount) : v, rowCount, hashes);
            case ArrayVector v -> add(PackedValues.pack(v, rowCount), rowCount, hashes);
            case MapVector v -> add(PackedValues.pack(v, rowCount), rowCount, hashes);
            case StructVector v -> {
                for (Vector field : v.fields()) {
                    add(Vectors.flat(field, rowCount), rowCount, hashes);
                }
            }
            case ConstantVector v -> throw new IllegalStateException("not flat: " + v.type());
            case DictionaryVector v -> throw new IllegalStateException("not flat: " + v.type());
        }
        if (validity != null) {
            for (int row = 0; row < rowCount; row++) {
                if (!Validity.isPresent(validity, row)) {
                    hashes[row] = mix(before[row], NULL);
                }
            }
        }
    }

    private static void addLongs(long[] values, int rowCount, long[] hashes) {
        for (int row = 0; row < rowCount; row++) {
            hashes[row] = mix(hashes[row], values[row]);
        }
    }

    private static void addBytes(BytesVector vector, int rowCount, long[] hashes) {
        byte[] data = vector.data();
        int[] starts = vector.starts();
        int[] lengths = vector.lengths();
        for (int row = 0; row < rowCount; row++) {
            hashes[row] = mix(hashes[row], bytes(data, starts[row], lengths[row]));
        }
    }

    /** Eight bytes at a time; the last step reads the final bytes again where that saves a loop. */
    private static long bytes(byte[] data, int start, int length) {
        long hash = length;
        int position = start;
        int end = start + length;
        if (length >= 8) {
            for (; position + 8 <= end; position += 8) {
                hash = mix(hash, (long) LONGS.get(data, position));
            }
            return position == end ? hash : mix(hash, (long) LONGS.get(data, end - 8));
        }
        if (length >= 4) {
            return mix(hash, (int) INTS.get(data, start) | (long) (int) INTS.get(data, end - 4) << 32);
        }
        long rest = 0;
        for (; position < end; position++) {
            rest = rest << 8 | (data[position] & 0xFF);
        }
        return mix(hash, rest);
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        return mixed ^ mixed >>> 32;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ hash >>> 32) * MULTIPLIER;
        mixed = (mixed ^ mixed >>> 29) * SEED;
        return mixed ^ mixed >>> 32;
    }
}
