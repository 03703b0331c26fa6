package dev.sluice.execution.expression;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.VectorCopy;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column put together from parts, each for some of its rows. Rows that no part gave are null. */
final class RowScatter {
    private final Vector target;
    private final long[] validity;
    private final int rowCount;
    private byte[] bytes = new byte[0];
    private int usedBytes;
    private final RowScatter[] fields;

    /** Collects arrays or maps, whose parts lie in other vectors for each part of the column. */
    private final @Nullable VectorBuilder lists;

    RowScatter(DataType type, int rowCount) {
        this.rowCount = rowCount;
        this.validity = new long[Validity.wordCount(rowCount)];
        this.target = Vectors.emptySlots(type, rowCount, validity);
        this.fields = target instanceof StructVector struct
                ? Arrays.stream(struct.fields())
                        .map(field -> new RowScatter(field.type(), rowCount))
                        .toArray(RowScatter[]::new)
                : new RowScatter[0];
        this.lists =
                target instanceof ArrayVector || target instanceof MapVector ? VectorBuilder.of(type, rowCount) : null;
    }

    /** Row {@code rows[i]} becomes row {@code i} of {@code part}. */
    void put(Vector part, int[] rows, int count) {
        Vector flat = Vectors.flat(part, count);
        if (lists != null) {
            for (int index = 0; index < count; index++) {
                VectorCopy.copy(flat, index, 1, lists, rows[index]);
            }
            return;
        }
        switch (target) {
            case BooleanVector to -> {
                boolean[] from = ((BooleanVector) flat).values();
                for (int index = 0; index < count; index++) {
                    to.values()[rows[index]] = from[index];
                }
            }
            case IntVector to -> {
                int[] from = ((IntVector) flat).values();
                for (int index = 0; index < count; index++) {
                    to.values()[rows[index]] = from[index];
                }
            }
            case LongVector to -> {
                long[] from = ((LongVector) flat).values();
                for (int index = 0; index < count; index++) {
                    to.values()[rows[index]] = from[index];
                }
            }
            case DoubleVector to -> {
                double[] from = ((DoubleVector) flat).values();
                for (int index = 0; index < count; index++) {
                    to.values()[rows[index]] = from[index];
                }
            }
            case BytesVector to -> putBytes(to, (BytesVector) flat, rows, count);
            case StructVector ignored -> {
                for (int field = 0; field < fields.length; field++) {
                    fields[field].put(((StructVector) flat).field(field), rows, count);
                }
            }
            case ArrayVector array -> throw new IllegalStateException("collected: " + array.type());
            case MapVector map -> throw new IllegalStateException("collected: " + map.type());
            case ConstantVector constant -> throw new IllegalStateException("not flat: " + constant.type());
            case DictionaryVector dictionary -> throw new IllegalStateException("not flat: " + dictionary.type());
        }
        putValidity(flat, rows, count);
    }

    private void putValidity(Vector flat, int[] rows, int count) {
        long[] present = flat.validity();
        for (int index = 0; index < count; index++) {
            if (Validity.isPresent(present, index)) {
                Validity.setPresent(validity, rows[index]);
            } else {
                Validity.setNull(validity, rows[index]);
            }
        }
    }

    private void putBytes(BytesVector to, BytesVector from, int[] rows, int count) {
        for (int index = 0; index < count; index++) {
            if (from.isNull(index)) {
                continue;
            }
            int length = from.lengths()[index];
            if (length > bytes.length - usedBytes) {
                bytes = Arrays.copyOf(
                        bytes, Math.max(Math.addExact(usedBytes, length), Math.max(256, bytes.length * 2)));
            }
            System.arraycopy(from.data(), from.starts()[index], bytes, usedBytes, length);
            to.starts()[rows[index]] = usedBytes;
            to.lengths()[rows[index]] = length;
            usedBytes += length;
        }
    }

    Vector vector() {
        if (lists != null) {
            return lists.vector(rowCount);
        }
        long[] present = Validity.nullCount(validity, rowCount) == 0 ? null : validity;
        return switch (target) {
            case BytesVector texts -> new BytesVector(texts.type(), bytes, texts.starts(), texts.lengths(), present);
            case StructVector struct ->
                new StructVector(
                        struct.type(),
                        Arrays.stream(fields).map(RowScatter::vector).toArray(Vector[]::new),
                        present);
            default -> Vectors.withValidity(target, present);
        };
    }
}
