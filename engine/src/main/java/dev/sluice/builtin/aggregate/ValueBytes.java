package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.MutableBooleanVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableDoubleVector;
import dev.sluice.columnar.MutableIntVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import java.nio.ByteBuffer;

/**
 * The leaf columns of one row as bytes: for each whether it is there, then the value, a text with its length before it. Equal
 * rows have equal bytes. For one thread.
 */
final class ValueBytes {
    private static final int LARGEST_NUMBER = Long.BYTES;

    private ByteBuffer buffer = ByteBuffer.allocate(64);

    /** The bytes of the last row are the first {@link #length} of it; another array after {@link #encode}. */
    byte[] bytes() {
        return buffer.array();
    }

    int length() {
        return buffer.position();
    }

    void encode(Vector[] leaves, int row) {
        buffer.clear();
        for (Vector leaf : leaves) {
            boolean isPresent = !leaf.isNull(row);
            reserve(1 + LARGEST_NUMBER);
            buffer.put((byte) (isPresent ? 1 : 0));
            if (isPresent) {
                put(leaf, row);
            }
        }
    }

    private void put(Vector leaf, int row) {
        switch (leaf) {
            case BooleanVector booleans -> buffer.put((byte) (booleans.values()[row] ? 1 : 0));
            case IntVector ints -> buffer.putInt(ints.values()[row]);
            case LongVector longs -> buffer.putLong(longs.values()[row]);
            case DoubleVector doubles -> buffer.putLong(Double.doubleToLongBits(doubles.values()[row]));
            case BytesVector texts -> {
                int length = texts.lengths()[row];
                buffer.putInt(length);
                reserve(length);
                buffer.put(texts.data(), texts.starts()[row], length);
            }
            case StructVector struct -> throw new IllegalArgumentException("not a leaf: " + struct.type());
            case ArrayVector array -> throw new IllegalArgumentException("not packed: " + array.type());
            case MapVector map -> throw new IllegalArgumentException("not packed: " + map.type());
            case ConstantVector constant -> throw new IllegalArgumentException("not flat: " + constant.type());
            case DictionaryVector dictionary -> throw new IllegalArgumentException("not flat: " + dictionary.type());
        }
    }

    private void reserve(int more) {
        if (buffer.remaining() < more) {
            int capacity = Math.max(Math.addExact(buffer.position(), more), 2 * buffer.capacity());
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
    }

    /** Puts a row that was encoded at {@code position} of leaf columns. */
    static void decode(byte[] data, int start, int length, MutableVector[] leaves, int position) {
        ByteBuffer row = ByteBuffer.wrap(data, start, length);
        for (MutableVector leaf : leaves) {
            boolean isPresent = row.get() != 0;
            leaf.setPresence(position, isPresent);
            if (isPresent) {
                take(row, data, leaf, position);
            }
        }
    }

    private static void take(ByteBuffer row, byte[] data, MutableVector leaf, int position) {
        switch (leaf) {
            case MutableBooleanVector booleans -> booleans.values()[position] = row.get() != 0;
            case MutableIntVector ints -> ints.values()[position] = row.getInt();
            case MutableLongVector longs -> longs.values()[position] = row.getLong();
            case MutableDoubleVector doubles -> doubles.values()[position] = row.getDouble();
            case MutableBytesVector texts -> {
                int length = row.getInt();
                texts.set(position, data, row.position(), length);
                row.position(row.position() + length);
            }
        }
    }
}
