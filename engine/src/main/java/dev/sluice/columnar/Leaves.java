package dev.sluice.columnar;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns without structs, arrays and maps: a struct becomes a BOOLEAN that says whether there is one, then its fields; an
 * array or a map is packed into one {@link BytesVector} of its type, see {@link PackedValues}. What hash tables and the block
 * codec store.
 */
public final class Leaves {
    private Leaves() {}

    public static StructType of(StructType schema) {
        List<StructField> leaves = new ArrayList<>();
        schema.fields().forEach(field -> add(field.name(), field.dataType(), leaves));
        return new StructType(leaves);
    }

    /** The same leaves with STRING for what is packed, for rows of leaves that are themselves kept as rows. */
    public static StructType plain(StructType leaves) {
        return new StructType(leaves.fields().stream()
                .map(leaf -> PackedValues.isPacked(leaf.dataType())
                        ? new StructField(leaf.name(), AtomicType.STRING, leaf.nullable())
                        : leaf)
                .toList());
    }

    private static void add(String name, DataType type, List<StructField> leaves) {
        if (type instanceof StructType struct) {
            leaves.add(new StructField(name, AtomicType.BOOLEAN, false));
            struct.fields().forEach(field -> add(name + "." + field.name(), field.dataType(), leaves));
        } else {
            leaves.add(new StructField(name, type, true));
        }
    }

    /** The leaf columns of these columns, all flat. */
    public static Vector[] split(Vector[] vectors, int rowCount) {
        List<Vector> leaves = new ArrayList<>(vectors.length);
        for (Vector vector : vectors) {
            split(Vectors.flat(vector, rowCount), rowCount, leaves);
        }
        return leaves.toArray(Vector[]::new);
    }

    private static void split(Vector vector, int rowCount, List<Vector> leaves) {
        if (!(vector instanceof StructVector struct)) {
            boolean isList = vector instanceof ArrayVector || vector instanceof MapVector;
            leaves.add(isList ? PackedValues.pack(vector, rowCount) : vector);
            return;
        }
        boolean[] present = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            present[row] = !struct.isNull(row);
        }
        leaves.add(new BooleanVector(present, null));
        for (Vector field : struct.fields()) {
            Vector flat = Vectors.flat(field, rowCount);
            long[] validity = Validity.and(flat.validity(), struct.validity(), rowCount);
            split(Vectors.withValidity(flat, validity), rowCount, leaves);
        }
    }

    /** The columns of {@code schema} from their leaf columns. */
    public static Vector[] join(StructType schema, Vector[] leaves, int rowCount) {
        Vector[] vectors = new Vector[schema.size()];
        int next = 0;
        for (int index = 0; index < vectors.length; index++) {
            vectors[index] = join(schema.type(index), leaves, next, rowCount);
            next += leafCount(schema.type(index));
        }
        return vectors;
    }

    private static Vector join(DataType type, Vector[] leaves, int first, int rowCount) {
        if (!(type instanceof StructType struct)) {
            boolean isPacked = PackedValues.isPacked(type) && leaves[first] instanceof BytesVector;
            return isPacked ? PackedValues.unpack((BytesVector) leaves[first], type, rowCount) : leaves[first];
        }
        boolean[] present = ((BooleanVector) leaves[first]).values();
        long[] validity = new long[Validity.wordCount(rowCount)];
        for (int row = 0; row < rowCount; row++) {
            if (present[row]) {
                Validity.setPresent(validity, row);
            }
        }
        Vector[] fields = new Vector[struct.size()];
        int next = first + 1;
        for (int index = 0; index < fields.length; index++) {
            fields[index] = join(struct.type(index), leaves, next, rowCount);
            next += leafCount(struct.type(index));
        }
        return new StructVector(struct, fields, Validity.nullCount(validity, rowCount) == 0 ? null : validity);
    }

    /** A leaf column of {@code rowCount} zero values with this validity. */
    public static Vector emptySlots(DataType leaf, int rowCount, long @Nullable [] validity) {
        return PackedValues.isPacked(leaf)
                ? new BytesVector(leaf, new byte[0], new int[rowCount], new int[rowCount], validity)
                : Vectors.emptySlots(leaf, rowCount, validity);
    }

    private static int leafCount(DataType type) {
        int count = 1;
        if (type instanceof StructType struct) {
            for (StructField field : struct) {
                count += leafCount(field.dataType());
            }
        }
        return count;
    }
}
