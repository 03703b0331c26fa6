package dev.sluice.spi.function;

import dev.sluice.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The declaration of a function of one row: its names, what it takes, and the line of the manual. */
public interface ScalarFunction {
    FunctionDocumentation documentation();

    /**
     * The function for these arguments, with the casts it needs.
     *
     * @throws dev.sluice.error.SluiceException an analysis error if it does not take them
     */
    Binding bind(List<Argument> arguments, FunctionContext context);

    /**
     * An argument as it is known before anything runs.
     *
     * @param isLiteral whether it is a literal; of nulls only the one that has no type yet
     * @param isConstant whether it is a literal, or made of literals alone
     * @param literal the value of a literal as {@code Row} would show it, a {@code Map} of a map of literal texts; null if the argument is no literal or is null
     * @param sql how error texts show it
     */
    record Argument(
            DataType type,
            boolean nullable,
            boolean isLiteral,
            boolean isConstant,
            @Nullable Object literal,
            String sql) {
        /** A literal, or what is no constant. */
        public Argument(DataType type, boolean nullable, boolean isLiteral, @Nullable Object literal, String sql) {
            this(type, nullable, isLiteral, isLiteral, literal, sql);
        }

        /** Whether it is a null that nobody has cast, which is of any type. */
        public boolean isUntypedNull() {
            return isLiteral && literal == null;
        }
    }

    /**
     * @param castTo the type each argument is first cast to, equal to its own where none is needed; may be shorter than the
     *     arguments: those at the end that {@link #bind} has used up, or does not need, are not evaluated
     */
    record Binding(BoundScalar function, List<DataType> castTo) {}
}
