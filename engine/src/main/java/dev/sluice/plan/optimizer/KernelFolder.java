package dev.sluice.plan.optimizer;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
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
final class KernelFolder implements ConstantFolder {
    @Override
    public Optional<Expression.Literal> fold(Expression expression) {
        return switch (expression) {
            case Expression.Call call -> fold(call.function(), call.arguments(), call.type());
            case Expression.Cast cast -> fold(cast.function(), List.of(cast.child()), cast.type());
            case Expression other -> Optional.empty();
        };
    }

    private static Optional<Expression.Literal> fold(BoundScalar function, List<Expression> arguments, DataType type) {
        if (!(type instanceof ScalarType)) {
            return Optional.empty();
        }
        Vector[] vectors = new Vector[arguments.size()];
        for (int index = 0; index < vectors.length; index++) {
            if (!(arguments.get(index) instanceof Expression.Literal literal)) {
                return Optional.empty();
            }
            vectors[index] = vector(literal.value(), literal.type());
        }
        try {
            Vector result = Vectors.flat(function.kernel().evaluate(vectors, 1), 1);
            return Optional.of(new Expression.Literal(result.isNull(0) ? null : value(result), type));
        } catch (SluiceException failed) {
            // It fails for every row that asks for it; whether one does, and where, is not known before.
            return Optional.empty();
        }
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
