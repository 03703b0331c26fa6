package dev.sluice.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ways from one encoding of a column to another. */
public final class Vectors {
    private Vectors() {}

    /** The same rows without constant or dictionary encoding; the vector itself where it has none. */
    public static Vector flat(Vector vector, int rowCount) {
        return switch (vector) {
            case ConstantVector constant -> constant.single().gather(new int[rowCount], rowCount);
            case DictionaryVector dictionary ->
                withValidity(dictionary.dictionary().gather(dictionary.ids(), rowCount), dictionary.validity());
            default -> vector;
        };
    }

    public static BooleanVector booleans(Vector vector, int rowCount) {
        return (BooleanVector) flat(vector, rowCount);
    }

    public static IntVector ints(Vector vector, int rowCount) {
        return (IntVector) flat(vector, rowCount);
    }

    public static LongVector longs(Vector vector, int rowCount) {
        return (LongVector) flat(vector, rowCount);
    }

    public static DoubleVector doubles(Vector vector, int rowCount) {
        return (DoubleVector) flat(vector, rowCount);
    }

    public static BytesVector bytes(Vector vector, int rowCount) {
        return (BytesVector) flat(vector, rowCount);
    }

    public static ArrayVector arrays(Vector vector, int rowCount) {
        return (ArrayVector) flat(vector, rowCount);
    }

    public static MapVector maps(Vector vector, int rowCount) {
        return (MapVector) flat(vector, rowCount);
    }

    public static StructVector structs(Vector vector, int rowCount) {
        return (StructVector) flat(vector, rowCount);
    }

    /** A column of nothing but nulls. */
    public static Vector nulls(DataType type) {
        return new ConstantVector(emptySlots(type, 1, new long[1]));
    }

    /**
     * A flat vector of one row.
     *
     * @param value of the class that literals of the type have: Boolean, Number, String, ByteBuffer for BINARY, or
     *     BigDecimal of its scale for DECIMAL
     */
    public static Vector single(Object value, DataType type) {
        if (type instanceof DecimalType decimal) {
            return Decimals.single(decimal, (BigDecimal) value);
        }
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar.storage()) {
                    case BOOLEANS -> new BooleanVector(type, new boolean[] {(Boolean) value}, null);
                    case INTS -> new IntVector(type, new int[] {((Number) value).intValue()}, null);
                    case LONGS -> new LongVector(type, new long[] {((Number) value).longValue()}, null);
                    case DOUBLES -> new DoubleVector(type, new double[] {((Number) value).doubleValue()}, null);
                    case BYTES -> {
                        byte[] bytes = bytesOf(value);
                        yield new BytesVector(type, bytes, new int[] {0}, new int[] {bytes.length}, null);
                    }
                };
            case StructType struct -> throw new IllegalArgumentException("no literal of type " + struct.sql());
            case ArrayType array -> throw new IllegalArgumentException("no literal of type " + array.sql());
            case MapType map -> throw new IllegalArgumentException("no literal of type " + map.sql());
        };
    }

    private static byte[] bytesOf(Object value) {
        if (!(value instanceof ByteBuffer buffer)) {
            return value.toString().getBytes(UTF_8);
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** A flat vector of {@code rowCount} zero values with this validity. */
    public static Vector emptySlots(DataType type, int rowCount, long @Nullable [] validity) {
        return switch (type) {
            case ScalarType scalar ->
                switch (scalar.storage()) {
                    case BOOLEANS -> new BooleanVector(type, new boolean[rowCount], validity);
                    case INTS -> new IntVector(type, new int[rowCount], validity);
                    case LONGS -> new LongVector(type, new long[rowCount], validity);
                    case DOUBLES -> new DoubleVector(type, new double[rowCount], validity);
                    case BYTES -> new BytesVector(type, new byte[0], new int[rowCount], new int[rowCount], validity);
                };
            case StructType struct -> {
                Vector[] fields = new Vector[struct.size()];
                for (int index = 0; index < fields.length; index++) {
                    fields[index] = emptySlots(struct.type(index), rowCount, validity);
                }
                yield new StructVector(struct, fields, validity);
            }
            case ArrayType array ->
                new ArrayVector(
                        array,
                        new int[rowCount],
                        new int[rowCount],
                        emptySlots(array.elementType(), 0, null),
                        validity);
            case MapType map ->
                new MapVector(
                        map,
                        new int[rowCount],
                        new int[rowCount],
                        emptySlots(map.keyType(), 0, null),
                        emptySlots(map.valueType(), 0, null),
                        validity);
        };
    }

    /** The same values with another validity. The vector must be flat. */
    public static Vector withValidity(Vector vector, long @Nullable [] validity) {
        return switch (vector) {
            case BooleanVector v -> new BooleanVector(v.type(), v.values(), validity);
            case IntVector v -> new IntVector(v.type(), v.values(), validity);
            case LongVector v -> new LongVector(v.type(), v.values(), validity);
            case DoubleVector v -> new DoubleVector(v.type(), v.values(), validity);
            case BytesVector v -> new BytesVector(v.type(), v.data(), v.starts(), v.lengths(), validity);
            case StructVector v -> new StructVector(v.type(), v.fields(), validity);
            case ArrayVector v -> new ArrayVector(v.type(), v.starts(), v.lengths(), v.elements(), validity);
            case MapVector v -> new MapVector(v.type(), v.starts(), v.lengths(), v.keys(), v.values(), validity);
            case ConstantVector v -> throw notFlat(v);
            case DictionaryVector v -> throw notFlat(v);
        };
    }

    private static IllegalArgumentException notFlat(Vector vector) {
        return new IllegalArgumentException(
                "not a flat vector: " + vector.getClass().getSimpleName());
    }

    /** As {@link #flat}, and so are the fields of structs, at any depth: as parts of arrays and maps have to be. */
    public static Vector flatParts(Vector vector, int rowCount) {
        Vector flat = flat(vector, rowCount);
        if (!(flat instanceof StructVector struct)) {
            return flat;
        }
        Vector[] fields = new Vector[struct.fields().length];
        for (int index = 0; index < fields.length; index++) {
            fields[index] = flatParts(struct.field(index), rowCount);
        }
        return new StructVector(struct.type(), fields, struct.validity());
    }

    /** The rows {@code rows[0..count)} of a flat vector, null where the number of a row is negative. */
    public static Vector gatherOrNull(Vector vector, int[] rows, int count) {
        int any = -1;
        boolean isAll = true;
        for (int index = 0; index < count; index++) {
            isAll &= rows[index] >= 0;
            any = Math.max(any, rows[index]);
        }
        if (any < 0) {
            return nulls(vector.type());
        }
        if (isAll) {
            return vector.gather(rows, count);
        }
        long[] present = new long[Validity.wordCount(count)];
        int[] known = new int[count];
        for (int index = 0; index < count; index++) {
            known[index] = rows[index] < 0 ? any : rows[index];
            if (rows[index] >= 0) {
                Validity.setPresent(present, index);
            }
        }
        Vector gathered = flat(vector.gather(known, count), count);
        return withValidity(gathered, Validity.and(gathered.validity(), present, count));
    }

    /** A field of structs as a column, null where there is no struct. */
    public static Vector field(StructVector structs, int field, int rowCount) {
        Vector flat = flat(structs.field(field), rowCount);
        return structs.validity() == null
                ? flat
                : withValidity(flat, Validity.and(flat.validity(), structs.validity(), rowCount));
    }

    /** The first {@code rowCounts[i]} rows of each of these flat columns, one column after the other. */
    public static Vector concat(DataType type, Vector[] vectors, int[] rowCounts) {
        VectorBuilder all = VectorBuilder.of(type, Arrays.stream(rowCounts).sum());
        int filled = 0;
        for (int index = 0; index < vectors.length; index++) {
            VectorCopy.copy(vectors[index], 0, rowCounts[index], all, filled);
            filled += rowCounts[index];
        }
        return all.vector(filled);
    }

    /** The first {@code rowCount} rows in arrays of their own, to be kept beyond the batch. Encodings stay. */
    public static Vector copy(Vector vector, int rowCount) {
        long[] validity = vector.validity() == null || vector instanceof ConstantVector
                ? null
                : Arrays.copyOf(vector.validity(), Validity.wordCount(rowCount));
        return switch (vector) {
            case BooleanVector v -> new BooleanVector(v.type(), Arrays.copyOf(v.values(), rowCount), validity);
            case IntVector v -> new IntVector(v.type(), Arrays.copyOf(v.values(), rowCount), validity);
            case LongVector v -> new LongVector(v.type(), Arrays.copyOf(v.values(), rowCount), validity);
            case DoubleVector v -> new DoubleVector(v.type(), Arrays.copyOf(v.values(), rowCount), validity);
            case BytesVector v -> copyBytes(v, rowCount, validity);
            case StructVector v -> {
                Vector[] fields = new Vector[v.fields().length];
                for (int index = 0; index < fields.length; index++) {
                    fields[index] = copy(v.fields()[index], rowCount);
                }
                yield new StructVector(v.type(), fields, validity);
            }
            case ArrayVector v -> {
                ArrayVector dense = v.dense(rowCount);
                int total = Ranges.total(dense.lengths(), validity, rowCount);
                yield new ArrayVector(
                        v.type(),
                        Arrays.copyOf(dense.starts(), rowCount),
                        Arrays.copyOf(dense.lengths(), rowCount),
                        copy(dense.elements(), total),
                        validity);
            }
            case MapVector v -> {
                MapVector dense = v.dense(rowCount);
                int total = Ranges.total(dense.lengths(), validity, rowCount);
                yield new MapVector(
                        v.type(),
                        Arrays.copyOf(dense.starts(), rowCount),
                        Arrays.copyOf(dense.lengths(), rowCount),
                        copy(dense.keys(), total),
                        copy(dense.values(), total),
                        validity);
            }
            case ConstantVector v -> new ConstantVector(copy(v.single(), 1));
            case DictionaryVector v ->
                new DictionaryVector(
                        copy(v.dictionary(), v.dictionarySize()),
                        v.dictionarySize(),
                        Arrays.copyOf(v.ids(), rowCount),
                        validity);
        };
    }

    private static BytesVector copyBytes(BytesVector vector, int rowCount, long @Nullable [] validity) {
        int total = 0;
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                total = Math.addExact(total, vector.lengths()[row]);
            }
        }
        byte[] data = new byte[total];
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        int used = 0;
        for (int row = 0; row < rowCount; row++) {
            starts[row] = used;
            if (Validity.isPresent(validity, row)) {
                int length = vector.lengths()[row];
                System.arraycopy(vector.data(), vector.starts()[row], data, used, length);
                lengths[row] = length;
                used += length;
            }
        }
        return new BytesVector(vector.type(), data, starts, lengths, validity);
    }
}
