package dev.sluice.plan.expression;

import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as the user said it: names, not positions, and types still open. What a {@code Column} holds. */
public sealed interface UnresolvedExpression {

    /**
     * A column, or a field of a struct column: {@code a} or {@code a.b}.
     *
     * @param id of the column if it is that of one table, whatever else is called {@code a}; null if the name says all
     */
    record Name(List<String> parts, @Nullable ColumnId id) implements UnresolvedExpression {
        public Name {
            parts = List.copyOf(parts);
        }

        public Name(List<String> parts) {
            this(parts, null);
        }
    }

    /**
     * Every column, or every field of a struct column: {@code *} or {@code a.*}.
     *
     * @param parts the struct, empty for the columns of the input
     */
    record Star(List<String> parts) implements UnresolvedExpression {
        public Star {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? "*" : String.join(".", parts) + ".*";
        }
    }

    /**
     * A literal.
     *
     * @param value null, or as vectors hold it: Boolean, Integer (INT, DATE), Long (BIGINT, TIMESTAMP, TIMESTAMP_NTZ), Double, String
     */
    record Value(@Nullable Object value, DataType type) implements UnresolvedExpression {}

    /**
     * Anything that is called by name: functions, aggregates, operators under their symbols ({@code +}, {@code <=>},
     * {@code and}, {@code or}, {@code not}) and the forms the analyzer knows itself ({@code window}, {@code coalesce},
     * {@code in}, {@code struct}, {@code current_timestamp}).
     */
    record Function(String name, List<UnresolvedExpression> arguments) implements UnresolvedExpression {
        /** A struct with another field; the second argument is the path to it. */
        public static final String WITH_FIELD = "with_field";

        /** A struct with fewer fields; each argument but the first is the path to one. */
        public static final String DROP_FIELDS = "drop_fields";

        /** Stands between the names of a path. */
        public static final String PATH_SEPARATOR = "\u001f";

        public Function {
            arguments = List.copyOf(arguments);
        }

        /** Whether it is a struct with changed fields. */
        boolean isUpdate() {
            return (name.equals(WITH_FIELD) || name.equals(DROP_FIELDS)) && arguments.size() > 1;
        }

        /** Whether it is {@code window(...)} or {@code session_window(...)}, which the analyzer makes a column of the input. */
        public boolean isWindow() {
            return name.equalsIgnoreCase("window") || isSession();
        }

        public boolean isSession() {
            return name.equalsIgnoreCase("session_window");
        }
    }

    /** A call of a function that the program brings with it, which has no name to be found by. */
    record UserCall(String name, ScalarFunction function, List<UnresolvedExpression> arguments)
            implements UnresolvedExpression {
        public UserCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** @param isTrying whether what cannot be cast is null */
    record Cast(UnresolvedExpression child, DataType type, boolean isTrying) implements UnresolvedExpression {
        public Cast(UnresolvedExpression child, DataType type) {
            this(child, type, false);
        }
    }

    record Alias(UnresolvedExpression child, String name) implements UnresolvedExpression {}

    /** A function of elements, an argument of another function. */
    record Lambda(List<String> variables, UnresolvedExpression body) implements UnresolvedExpression {
        public Lambda {
            variables = List.copyOf(variables);
        }
    }

    /** A variable of the lambda around it. */
    record Variable(String name) implements UnresolvedExpression {}

    /** The names of the columns that a generator makes; stands only around one. */
    record Aliases(UnresolvedExpression child, List<String> names) implements UnresolvedExpression {
        public Aliases {
            names = List.copyOf(names);
        }
    }

    record FieldAccess(UnresolvedExpression child, String field) implements UnresolvedExpression {}

    /** @param otherwise null where there is none */
    record CaseWhen(
            List<UnresolvedExpression> conditions,
            List<UnresolvedExpression> values,
            @Nullable UnresolvedExpression otherwise)
            implements UnresolvedExpression {
        public CaseWhen {
            conditions = List.copyOf(conditions);
            values = List.copyOf(values);
        }
    }

    /** A key of a sort; stands only at the top. */
    record SortKey(UnresolvedExpression child, boolean ascending, boolean nullsFirst) implements UnresolvedExpression {}
}
