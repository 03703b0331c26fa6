package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import java.util.Arrays;

/**
 * Arrays and maps as one text of bytes a row: what hash tables, sorts and files keep of them, as {@link Leaves} are all that
 * these know.
 *
 * <p>Bytes of arrays, compared without sign, are in the order of the arrays, and equal arrays have equal bytes once they are
 * {@link #normalize normal}:
 *
 * <pre>
 * array   := {1 | 2 value} 0              1 is a null element, 2 one that is present
 * map     := {2 key (1 | 2 value)} 0
 * struct  := {0 | 1 value}                for each field
 * text    := bytes, 0 as 0 1, then 0 0
 * number  := big-endian, its sign flipped; doubles by their order, -0.0 as 0.0
 * row     := array | map, then if there is -0.0: the number of each such double, how many they are, 1
 * </pre>
 */
public final class PackedValues {
    private static final int END = 0;
    private static final int NULL_PART = 1;
    private static final int PART = 2;
    private static final int NULL_FIELD = 0;
    private static final int FIELD = 1;
    private static final int HAS_NEGATIVE_ZEROS = 1;

    private PackedValues() {}

    /** Whether {@link Leaves} have values of this type packed. */
    public static boolean isPacked(DataType type) {
        return type instanceof ArrayType || type instanceof MapType;
    }

    /** @param vector a flat one of arrays or maps */
    public static BytesVector pack(Vector vector, int rowCount) {
        PackedOutput out = new PackedOutput();
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            starts[row] = out.position();
            if (!vector.isNull(row)) {
                write(vector, row, out);
                out.endValue();
            }
            lengths[row] = out.position() - starts[row];
        }
        return new BytesVector(vector.type(), out.bytes(), starts, lengths, vector.validity());
    }

    /** The arrays or maps of this type that were packed. */
    public static Vector unpack(BytesVector packed, DataType type, int rowCount) {
        VectorBuilder builder = VectorBuilder.of(type, rowCount);
        PackedInput in = new PackedInput(packed.data());
        for (int row = 0; row < rowCount; row++) {
            if (!packed.isNull(row)) {
                in.begin(packed.starts()[row], packed.lengths()[row]);
                read(in, builder, row);
            }
        }
        return builder.vector(rowCount);
    }

    /** The same arrays with 0.0 for -0.0: equal arrays have equal bytes. */
    public static BytesVector normalize(BytesVector packed, int rowCount) {
        int[] lengths = packed.lengths();
        boolean isCopied = false;
        for (int row = 0; row < rowCount; row++) {
            int length = lengths[row];
            if (length == 0 || packed.isNull(row)) {
                continue;
            }
            int end = packed.starts()[row] + length;
            if (packed.data()[end - 1] == HAS_NEGATIVE_ZEROS) {
                if (!isCopied) {
                    lengths = Arrays.copyOf(lengths, rowCount);
                    isCopied = true;
                }
                lengths[row] = length - PackedInput.trailerLength(packed.data(), end);
            }
        }
        return new BytesVector(packed.type(), packed.data(), packed.starts(), lengths, packed.validity());
    }

    /** An array of one value, null or not. */
    static void writeSingle(Vector vector, int row, PackedOutput out) {
        writePart(vector, row, out);
        out.putByte(END);
        out.endValue();
    }

    /** The value of an array of one. */
    static void readSingle(PackedInput in, VectorBuilder parts, int part) {
        readPart(in, in.takeByte(), parts, part);
    }

    /** How many bytes of a present row say more than which zeros are negative. */
    public static int normalLength(BytesVector packed, int row) {
        int length = packed.lengths()[row];
        int end = packed.starts()[row] + length;
        return packed.data()[end - 1] == HAS_NEGATIVE_ZEROS
                ? length - PackedInput.trailerLength(packed.data(), end)
                : length;
    }

    private static void write(Vector vector, int row, PackedOutput out) {
        switch (vector) {
            case BooleanVector v -> out.putByte(v.values()[row] ? 1 : 0);
            case IntVector v -> out.putInt(v.values()[row]);
            case LongVector v -> out.putLong(v.values()[row]);
            case DoubleVector v -> out.putDouble(v.values()[row]);
            case BytesVector v -> out.putBytes(v.data(), v.starts()[row], v.lengths()[row]);
            case StructVector v -> {
                for (Vector field : v.fields()) {
                    boolean isNull = field.isNull(row);
                    out.putByte(isNull ? NULL_FIELD : FIELD);
                    if (!isNull) {
                        write(field, row, out);
                    }
                }
            }
            case ArrayVector v -> {
                int end = v.starts()[row] + v.lengths()[row];
                for (int element = v.starts()[row]; element < end; element++) {
                    writePart(v.elements(), element, out);
                }
                out.putByte(END);
            }
            case MapVector v -> {
                int end = v.starts()[row] + v.lengths()[row];
                for (int entry = v.starts()[row]; entry < end; entry++) {
                    writePart(v.keys(), entry, out);
                    writePart(v.values(), entry, out);
                }
                out.putByte(END);
            }
            case ConstantVector v -> write(v.single(), 0, out);
            case DictionaryVector v -> write(v.dictionary(), v.ids()[row], out);
        }
    }

    private static void writePart(Vector parts, int part, PackedOutput out) {
        boolean isNull = parts.isNull(part);
        out.putByte(isNull ? NULL_PART : PART);
        if (!isNull) {
            write(parts, part, out);
        }
    }

    private static void read(PackedInput in, VectorBuilder builder, int row) {
        switch (builder) {
            case BooleanBuilder b -> b.set(row, in.takeByte() != 0);
            case IntBuilder b -> b.set(row, in.takeInt());
            case LongBuilder b -> b.set(row, in.takeLong());
            case DoubleBuilder b -> b.set(row, in.takeDouble());
            case BytesBuilder b -> in.takeBytes(b, row);
            case StructBuilder b -> {
                for (int field = 0; field < b.fieldCount(); field++) {
                    if (in.takeByte() == FIELD) {
                        read(in, b.field(field), row);
                    }
                }
                b.setPresent(row);
            }
            case ArrayBuilder b -> {
                int first = b.count();
                for (int presence = in.takeByte(); presence != END; presence = in.takeByte()) {
                    readPart(in, presence, b.elements(), b.add());
                }
                b.set(row, first);
            }
            case MapBuilder b -> {
                int first = b.count();
                for (int presence = in.takeByte(); presence != END; presence = in.takeByte()) {
                    int entry = b.add();
                    readPart(in, presence, b.keys(), entry);
                    readPart(in, in.takeByte(), b.values(), entry);
                }
                b.set(row, first);
            }
        }
    }

    private static void readPart(PackedInput in, int presence, VectorBuilder parts, int part) {
        if (presence == PART) {
            read(in, parts, part);
        }
    }
}
