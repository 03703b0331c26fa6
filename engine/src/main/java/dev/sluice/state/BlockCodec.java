package dev.sluice.state;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Flat leaf columns as bytes, column after column: integers bit-packed, doubles as integers where all are, booleans as
 * bits, texts compressed where that pays. The same rows give the same bytes. Neither schema, row count nor checksum are
 * among the bytes: whoever stores them stores those beside them.
 */
public final class BlockCodec {
    private static final int ALL_PRESENT = 0;
    private static final int SOME_PRESENT = 1;
    private static final int NONE_PRESENT = 2;

    private static final int RAW = 0;
    private static final int PACKED = 1;

    /** Doubles up to here stand for each integer of this size exactly. */
    private static final double LARGEST_EXACT = 9_007_199_254_740_992d;

    private BlockCodec() {}

    /** Appends rows {@code [0, rowCount)} of these columns. */
    public static void encode(Vector[] columns, int rowCount, BlockOutput out) {
        for (Vector column : columns) {
            encode(column, rowCount, out);
        }
    }

    private static void encode(Vector column, int rowCount, BlockOutput out) {
        long[] validity = column.validity();
        int absent = Validity.nullCount(validity, rowCount);
        if (validity == null || absent == 0) {
            out.putByte(ALL_PRESENT);
            validity = null;
        } else if (absent == rowCount) {
            out.putByte(NONE_PRESENT);
            return;
        } else {
            out.putByte(SOME_PRESENT);
            putWords(validity, rowCount, out);
        }
        switch (column) {
            case LongVector longs -> PackedLongs.encode(filled(longs.values(), validity, rowCount), rowCount, out);
            case IntVector ints ->
                PackedLongs.encode(filled(widened(ints, rowCount), validity, rowCount), rowCount, out);
            case DoubleVector doubles -> encodeDoubles(doubles.values(), validity, rowCount, out);
            case BooleanVector booleans -> encodeBooleans(booleans.values(), validity, rowCount, out);
            case BytesVector bytes -> encodeBytes(bytes, validity, rowCount, out);
            case StructVector other -> throw notALeaf(other);
            case ArrayVector other -> throw notALeaf(other);
            case MapVector other -> throw notALeaf(other);
            case ConstantVector other -> throw notALeaf(other);
            case DictionaryVector other -> throw notALeaf(other);
        }
    }

    private static IllegalArgumentException notALeaf(Vector vector) {
        return new IllegalArgumentException(
                "not a flat leaf column: " + vector.getClass().getSimpleName());
    }

    /** Nulls repeat the value before them, so that they neither widen the range nor depend on what lay in the array. */
    private static long[] filled(long[] values, long @Nullable [] validity, int rowCount) {
        if (validity == null) {
            return values;
        }
        long[] filled = new long[rowCount];
        int first = 0;
        while (!Validity.isPresent(validity, first)) {
            first++;
        }
        long last = values[first];
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                last = values[row];
            }
            filled[row] = last;
        }
        return filled;
    }

    private static long[] widened(IntVector vector, int rowCount) {
        int[] values = vector.values();
        long[] wide = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            wide[row] = values[row];
        }
        return wide;
    }

    private static void encodeDoubles(double[] values, long @Nullable [] validity, int rowCount, BlockOutput out) {
        long[] bits = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            bits[row] = Double.doubleToRawLongBits(values[row]);
        }
        bits = filled(bits, validity, rowCount);
        long[] integers = new long[rowCount];
        boolean integral = true;
        for (int row = 0; row < rowCount && integral; row++) {
            double value = Double.longBitsToDouble(bits[row]);
            integers[row] = (long) value;
            integral =
                    Math.abs(value) <= LARGEST_EXACT && Double.doubleToRawLongBits((double) integers[row]) == bits[row];
        }
        if (integral) {
            out.putByte(PACKED);
            PackedLongs.encode(integers, rowCount, out);
        } else {
            out.putByte(RAW);
            for (int row = 0; row < rowCount; row++) {
                out.putLong(bits[row]);
            }
        }
    }

    private static void encodeBooleans(boolean[] values, long @Nullable [] validity, int rowCount, BlockOutput out) {
        long[] words = new long[Validity.wordCount(rowCount)];
        for (int row = 0; row < rowCount; row++) {
            if (values[row] && Validity.isPresent(validity, row)) {
                Validity.setPresent(words, row);
            }
        }
        putWords(words, rowCount, out);
    }

    /** The bits of rows {@code [0, rowCount)}, zeros after them. */
    private static void putWords(long[] words, int rowCount, BlockOutput out) {
        int count = Validity.wordCount(rowCount);
        for (int word = 0; word < count; word++) {
            int rows = Math.min(Long.SIZE, rowCount - word * Long.SIZE);
            out.putLong(words[word] & (-1L >>> (Long.SIZE - rows)));
        }
    }

    private static void encodeBytes(BytesVector vector, long @Nullable [] validity, int rowCount, BlockOutput out) {
        long[] lengths = new long[rowCount];
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                lengths[row] = vector.lengths()[row];
                total = Math.addExact(total, vector.lengths()[row]);
            }
        }
        PackedLongs.encode(lengths, rowCount, out);
        byte[] payload = new byte[total];
        int filled = 0;
        for (int row = 0; row < rowCount; row++) {
            int length = (int) lengths[row];
            System.arraycopy(vector.data(), length == 0 ? 0 : vector.starts()[row], payload, filled, length);
            filled += length;
        }
        int marker = out.length();
        out.putByte(PACKED);
        out.putInt(0);
        if (BlockCompression.compress(payload, total, out)) {
            out.setInt(marker + 1, out.length() - marker - 5);
        } else {
            out.truncate(marker);
            out.putByte(RAW);
            out.putBytes(payload, 0, total);
        }
    }

    /**
     * Reads columns back.
     *
     * @param schema leaves, as those of the rows that were encoded
     * @throws IllegalArgumentException if these bytes are not such columns
     */
    public static Vector[] decode(byte[] bytes, int start, int length, StructType schema, int rowCount) {
        BlockInput in = new BlockInput(bytes, start, length);
        Vector[] columns = new Vector[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = decode(in, schema.type(index), rowCount);
        }
        if (in.remaining() != 0) {
            throw new IllegalArgumentException(in.remaining() + " bytes after the last column");
        }
        return columns;
    }

    private static Vector decode(BlockInput in, DataType type, int rowCount) {
        int presence = in.takeByte();
        long[] validity = switch (presence) {
            case ALL_PRESENT -> null;
            case SOME_PRESENT -> takeWords(in, rowCount);
            case NONE_PRESENT -> new long[Validity.wordCount(rowCount)];
            default -> throw new IllegalArgumentException("nulls in form " + presence);
        };
        if (presence == NONE_PRESENT) {
            return Leaves.emptySlots(type, rowCount, validity);
        }
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar.storage()) {
                    case LONGS -> new LongVector(type, PackedLongs.decode(in, rowCount), validity);
                    case INTS -> new IntVector(type, narrowed(PackedLongs.decode(in, rowCount)), validity);
                    case DOUBLES -> new DoubleVector(type, decodeDoubles(in, rowCount), validity);
                    case BOOLEANS -> new BooleanVector(type, decodeBooleans(in, rowCount), validity);
                    case BYTES -> decodeBytes(in, type, rowCount, validity);
                };
            case ArrayType packed -> decodeBytes(in, packed, rowCount, validity);
            case MapType packed -> decodeBytes(in, packed, rowCount, validity);
            case StructType struct -> throw new IllegalArgumentException("not a leaf: " + struct);
        };
    }

    private static long[] takeWords(BlockInput in, int rowCount) {
        long[] words = new long[Validity.wordCount(rowCount)];
        for (int word = 0; word < words.length; word++) {
            words[word] = in.takeLong();
        }
        return words;
    }

    private static int[] narrowed(long[] wide) {
        int[] values = new int[wide.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = (int) wide[row];
        }
        return values;
    }

    private static double[] decodeDoubles(BlockInput in, int rowCount) {
        double[] values = new double[rowCount];
        int form = in.takeByte();
        switch (form) {
            case PACKED -> {
                long[] integers = PackedLongs.decode(in, rowCount);
                for (int row = 0; row < rowCount; row++) {
                    values[row] = integers[row];
                }
            }
            case RAW -> {
                int start = in.take(8L * rowCount);
                for (int row = 0; row < rowCount; row++) {
                    values[row] = Double.longBitsToDouble(in.longAt(start + 8 * row));
                }
            }
            default -> throw new IllegalArgumentException("doubles in form " + form);
        }
        return values;
    }

    private static boolean[] decodeBooleans(BlockInput in, int rowCount) {
        long[] words = takeWords(in, rowCount);
        boolean[] values = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            values[row] = Validity.isPresent(words, row);
        }
        return values;
    }

    private static BytesVector decodeBytes(BlockInput in, DataType type, int rowCount, long @Nullable [] validity) {
        int[] lengths = narrowed(PackedLongs.decode(in, rowCount));
        int[] starts = new int[rowCount];
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            if (lengths[row] < 0) {
                throw new IllegalArgumentException("a text of " + lengths[row] + " bytes");
            }
            starts[row] = total;
            total = Math.addExact(total, lengths[row]);
        }
        int form = in.takeByte();
        return switch (form) {
            case PACKED ->
                new BytesVector(type, BlockCompression.decompress(in, in.takeInt(), total), starts, lengths, validity);
            case RAW -> {
                int first = in.take(total);
                byte[] data = new byte[total];
                System.arraycopy(in.bytes(), first, data, 0, total);
                yield new BytesVector(type, data, starts, lengths, validity);
            }
            default -> throw new IllegalArgumentException("texts in form " + form);
        };
    }
}
