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
     * @param literal the value of a literal as {@code Row} would show it; null if the argument is no literal or is null
     * @param computed gives the value of what is no literal, but made of literals alone; null of anything else
     * @param sql how error texts show it
     */
    record Argument(
            DataType type,
            boolean nullable,
            boolean isLiteral,
            @Nullable Object literal,
            @Nullable Computed computed,
            String sql) {
        /** A literal, or what is no constant. */
        public Argument(DataType type, boolean nullable, boolean isLiteral, @Nullable Object literal, String sql) {
            this(type, nullable, isLiteral, literal, null, sql);
        }

        /** Whether it is a literal, or made of literals alone. */
        public boolean isConstant() {
            return isLiteral || computed != null;
        }

        /**
         * The value of a constant as a literal would have it, a {@code Map} of texts where {@code map(...)} is called, a {@code List} where {@code array(...)} is;
         * null if the argument is none or is null.
         *
         * @throws dev.sluice.error.SluiceException an analysis error if it cannot be computed
         */
        public @Nullable Object constant() {
            return computed == null ? literal : computed.value();
        }

        /** The same argument, cast to a type. */
        public Argument withType(DataType other) {
            return new Argument(other, nullable, isLiteral, literal, computed, sql);
        }

        /** Whether it is a null that nobody has cast, which is of any type. */
        public boolean isUntypedNull() {
            return isLiteral && literal == null;
        }
    }

    /** A value that is computed when it is asked for. */
    @FunctionalInterface
    interface Computed {
        @Nullable
        Object value();
    }

    /**
     * @param castTo the type each argument is first cast to, equal to its own where none is needed; may be shorter than the
     *     arguments: those at the end that {@link #bind} has used up, or does not need, are not evaluated
     */
    record Binding(BoundScalar function, List<DataType> castTo) {}
}
