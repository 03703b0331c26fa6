package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Schemas and rows of every type, with nulls, structs in structs, and every encoding; the same for the same seed. */
public final class RandomBatches {
    private static final List<AtomicType> TYPES = List.of(AtomicType.values());

    private final SplittableRandom random;

    public RandomBatches(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One column of every type and some structs, arrays and maps of them, in a random order. */
    public StructType schema() {
        List<DataType> types = new ArrayList<>(TYPES);
        for (int structs = random.nextInt(3); structs > 0; structs--) {
            types.add(struct(2));
        }
        for (int lists = random.nextInt(3); lists > 0; lists--) {
            types.add(list(2));
        }
        StructType schema = new StructType();
        while (!types.isEmpty()) {
            schema = schema.add("c" + schema.size(), types.remove(random.nextInt(types.size())));
        }
        return schema;
    }

    private DataType list(int deepest) {
        return random.nextInt(3) == 0 ? new MapType(key(), part(deepest)) : new ArrayType(part(deepest));
    }

    /** No BINARY, of which a map of Java finds the same array only. */
    private DataType key() {
        AtomicType type = TYPES.get(random.nextInt(TYPES.size()));
        return type == AtomicType.BINARY ? AtomicType.STRING : type;
    }

    private DataType part(int deepest) {
        return switch (deepest > 0 ? random.nextInt(4) : 2) {
            case 0 -> struct(deepest - 1);
            case 1 -> list(deepest - 1);
            default -> TYPES.get(random.nextInt(TYPES.size()));
        };
    }

    private StructType struct(int deepest) {
        List<StructField> fields = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            DataType type = part(deepest);
            fields.add(new StructField("f" + fields.size(), type, true));
        }
        return new StructType(fields);
    }

    /** Batches of up to {@code maxRows} rows each, some of none. */
    public List<Batch> batches(StructType schema, int count, int maxRows) {
        List<Batch> batches = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            batches.add(batch(schema, random.nextInt(8) == 0 ? 0 : random.nextInt(maxRows + 1)));
        }
        return batches;
    }

    public Batch batch(StructType schema, int rowCount) {
        Vector[] vectors = new Vector[schema.size()];
        for (int index = 0; index < vectors.length; index++) {
            vectors[index] = encoded(schema.type(index), rowCount);
        }
        return new Batch(schema, vectors, rowCount);
    }

    private Vector encoded(DataType type, int rowCount) {
        return switch (random.nextInt(6)) {
            case 0 -> new ConstantVector(flat(type, 1, random.nextBoolean()));
            case 1 -> {
                int size = 1 + random.nextInt(5);
                int[] ids = random.ints(rowCount, 0, size).toArray();
                yield new DictionaryVector(flat(type, size, false), size, ids, validity(rowCount));
            }
            default -> flat(type, rowCount, random.nextBoolean());
        };
    }

    private Vector flat(DataType type, int rowCount, boolean hasNulls) {
        VectorBuilder builder = VectorBuilder.of(type, Math.max(1, rowCount));
        for (int row = 0; row < rowCount; row++) {
            if (!hasNulls || random.nextInt(4) > 0) {
                set(builder, row, hasNulls);
            }
        }
        return builder.build(rowCount);
    }

    private void set(VectorBuilder column, int row, boolean hasNulls) {
        switch (column) {
            case BooleanBuilder b -> b.set(row, random.nextBoolean());
            case IntBuilder b -> b.set(row, whole(b.type()));
            case LongBuilder b -> b.set(row, random.nextLong() >> (20 + random.nextInt(44)));
            case DoubleBuilder b -> b.set(row, b.type() == AtomicType.FLOAT ? (float) number() : number());
            case BytesBuilder b -> b.set(row, text());
            case StructBuilder b -> {
                for (int index = 0; index < ((StructType) b.type()).size(); index++) {
                    if (!hasNulls || random.nextInt(4) > 0) {
                        set(b.field(index), row, hasNulls);
                    }
                }
                b.setPresent(row);
            }
            case ArrayBuilder b -> {
                int first = b.count();
                for (int length = random.nextInt(4); length > 0; length--) {
                    setPart(b.elements(), b.add(), hasNulls);
                }
                b.set(row, first);
            }
            case MapBuilder b -> {
                int first = b.count();
                for (int length = random.nextInt(4); length > 0; length--) {
                    int entry = b.add();
                    set(b.keys(), entry, false);
                    setPart(b.values(), entry, hasNulls);
                }
                b.set(row, first);
            }
        }
    }

    private void setPart(VectorBuilder parts, int part, boolean hasNulls) {
        if (!hasNulls || random.nextInt(4) > 0) {
            set(parts, part, hasNulls);
        }
    }

    private int whole(DataType type) {
        int value = random.nextInt() >> random.nextInt(32);
        return type == AtomicType.TINYINT ? (byte) value : type == AtomicType.SMALLINT ? (short) value : value;
    }

    private double number() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> 0.0;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4, 5 -> random.nextInt(20);
            default -> random.nextDouble(-1e9, 1e9);
        };
    }

    private String text() {
        String letters = random.nextBoolean() ? "ab" : "aé€\uD83D\uDE00\0z";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private long[] validity(int rowCount) {
        long[] words = Validity.allPresent(rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (random.nextInt(4) == 0) {
                Validity.setNull(words, row);
            }
        }
        return words;
    }
}
