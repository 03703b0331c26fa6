package dev.sluice.execution.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/** Literals as vectors. */
final class Constants {
    private Constants() {}

    static Vector vector(@Nullable Object value, DataType type) {
        return value == null ? Vectors.nulls(type) : new ConstantVector(single(value, type));
    }

    private static Vector single(Object value, DataType type) {
        return switch (type) {
            case AtomicType.BOOLEAN -> new BooleanVector(new boolean[] {(Boolean) value}, null);
            case AtomicType.INT, AtomicType.DATE -> new IntVector(type, new int[] {((Number) value).intValue()}, null);
            case AtomicType.BIGINT, AtomicType.TIMESTAMP ->
                new LongVector(type, new long[] {((Number) value).longValue()}, null);
            case AtomicType.DOUBLE -> new DoubleVector(new double[] {((Number) value).doubleValue()}, null);
            case AtomicType.STRING -> {
                byte[] bytes = value.toString().getBytes(UTF_8);
                yield new BytesVector(bytes, new int[] {0}, new int[] {bytes.length}, null);
            }
            case StructType struct -> throw new IllegalArgumentException("no literal of type " + struct.sql());
        };
    }
}
