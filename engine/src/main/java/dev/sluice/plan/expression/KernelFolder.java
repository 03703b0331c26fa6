package dev.sluice.plan.expression;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folds with the kernels that rows would go through, so that a constant is what each row would have got. */
public final class KernelFolder implements ConstantFolder {
    @Override
    public Optional<Expression.Literal> fold(Expression expression) {
        try {
            return compute(expression);
        } catch (SluiceException failed) {
            // It fails for every row that asks for it; whether one does, and where, is not known before.
            return Optional.empty();
        }
    }

    /**
     * The value of an expression of literals, empty where it has none that a literal can hold.
     *
     * @throws SluiceException what a row would fail with
     */
    public Optional<Expression.Literal> compute(Expression expression) {
        if (!(expression.type() instanceof ScalarType type)) {
            return Optional.empty();
        }
        Vector computed = vector(expression);
        if (computed == null) {
            return Optional.empty();
        }
        Vector flat = Vectors.flat(computed, 1);
        return Optional.of(new Expression.Literal(flat.isNull(0) ? null : value(flat), type));
    }

    /** Of one row; null if a part of it is computed by other means than a kernel of values. */
    private static @Nullable Vector vector(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> vector(literal.value(), literal.type());
            case Expression.Call call -> vector(call.function(), call.arguments());
            case Expression.Cast cast -> vector(cast.function(), List.of(cast.child()));
            case Expression.Attempt attempt -> attempt(attempt.child());
            case Expression other -> null;
        };
    }

    private static @Nullable Vector attempt(Expression child) {
        try {
            return vector(child);
        } catch (SluiceException failed) {
            return vector(null, child.type());
        }
    }

    private static @Nullable Vector vector(BoundScalar function, List<Expression> arguments) {
        Vector[] vectors = new Vector[arguments.size()];
        for (int index = 0; index < vectors.length; index++) {
            Vector vector = vector(arguments.get(index));
            if (vector == null) {
                return null;
            }
            vectors[index] = vector;
        }
        return function.kernel().evaluate(vectors, 1);
    }

    private static Vector vector(@Nullable Object value, DataType type) {
        return value == null ? Vectors.emptySlots(type, 1, new long[1]) : Vectors.single(value, type);
    }

    private static Object value(Vector vector) {
        if (vector.type() instanceof DecimalType) {
            return Decimals.number(vector, 0);
        }
        return switch (vector) {
            case BooleanVector v -> v.values()[0];
            case IntVector v -> v.values()[0];
            case LongVector v -> v.values()[0];
            case DoubleVector v -> v.values()[0];
            case BytesVector v when v.type() == AtomicType.BINARY -> ByteBuffer.wrap(v.bytes(0));
            case BytesVector v -> v.text(0);
            case Vector other ->
                throw new IllegalArgumentException(
                        "no literal of " + other.getClass().getSimpleName());
        };
    }
}
