package dev.sluice.builtin;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds calls as the analyzer would, casts included, and evaluates them. */
public final class Calls {
    public static final FunctionContext ANSI = new FunctionContext(true, ZoneOffset.UTC);
    public static final FunctionContext LENIENT = new FunctionContext(false, ZoneOffset.UTC);

    private static final FunctionRegistry REGISTRY = Builtins.registry();

    private Calls() {}

    public static FunctionContext in(String zone) {
        return new FunctionContext(true, ZoneId.of(zone));
    }

    public static Expression lit(@Nullable Object value) {
        DataType type = switch (value) {
            case Boolean ignored -> AtomicType.BOOLEAN;
            case Integer ignored -> AtomicType.INT;
            case Long ignored -> AtomicType.BIGINT;
            case Double ignored -> AtomicType.DOUBLE;
            case null, default -> AtomicType.STRING;
        };
        return new Expression.Literal(value, type);
    }

    public static Expression column(int ordinal, DataType type) {
        return new Expression.InputRef(ordinal, "c" + ordinal, type, true);
    }

    public static Expression cast(Expression child, DataType to, FunctionContext context) {
        return child.type().equals(to)
                ? child
                : new Expression.Cast(
                        child,
                        to,
                        REGISTRY.cast(child.type(), to, child.isNullable(), context)
                                .orElseThrow());
    }

    public static Expression call(FunctionContext context, String name, Expression... arguments) {
        ScalarFunction function = REGISTRY.scalar(name).orElseThrow();
        ScalarFunction.Binding binding =
                function.bind(Arrays.stream(arguments).map(Calls::argument).toList(), context);
        List<Expression> cast = new ArrayList<>();
        for (int index = 0; index < binding.castTo().size(); index++) {
            cast.add(cast(arguments[index], binding.castTo().get(index), context));
        }
        return new Expression.Call(name, binding.function(), cast);
    }

    private static ScalarFunction.Argument argument(Expression expression) {
        boolean isLiteral = expression instanceof Expression.Literal;
        return new ScalarFunction.Argument(
                expression.type(),
                expression.isNullable(),
                isLiteral,
                expression instanceof Expression.Literal literal ? literal.value() : null,
                expression.sql());
    }

    /** The value of an expression without columns. */
    public static @Nullable Object value(Expression expression) {
        return values(expression, new Batch(new StructType(), new Vector[0], 1)).getFirst();
    }

    /** The value of each row. */
    public static List<@Nullable Object> values(Expression expression, Batch batch) {
        Vector vector = ExpressionCompiler.compile(expression, 0).evaluate(batch);
        List<@Nullable Object> values = new ArrayList<>();
        Vector flat = Vectors.flat(vector, batch.rowCount());
        for (int row = 0; row < batch.rowCount(); row++) {
            values.add(value(flat, row));
        }
        return values;
    }

    public static @Nullable Object value(Vector flat, int row) {
        if (flat.isNull(row)) {
            return null;
        }
        return switch (flat) {
            case BooleanVector v -> v.values()[row];
            case IntVector v -> v.values()[row];
            case LongVector v -> v.values()[row];
            case DoubleVector v -> v.values()[row];
            case BytesVector v -> v.text(row);
            default -> throw new IllegalArgumentException("no object for " + flat.type());
        };
    }
}
