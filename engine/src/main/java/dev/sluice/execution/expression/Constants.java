package dev.sluice.execution.expression;

import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** Literals as vectors. */
final class Constants {
    private Constants() {}

    static Vector vector(@Nullable Object value, DataType type) {
        return value == null ? Vectors.nulls(type) : new ConstantVector(Vectors.single(value, type));
    }
}
