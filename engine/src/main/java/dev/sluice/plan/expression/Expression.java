package dev.sluice.plan.expression;

import dev.sluice.spi.function.BoundHigherOrder;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An expression whose names are positions in its input and whose types are known. Each prints itself as Spark would. */
public sealed interface Expression {
    DataType type();

    boolean isNullable();

    List<Expression> children();

    /** How plans, errors and automatic column names show it. */
    String sql();

    /**
     * A value known before anything runs.
     *
     * @param value null, or as vectors hold it: Boolean, Integer (TINYINT, SMALLINT, INT, DATE),
     *     Long (BIGINT, TIMESTAMP, TIMESTAMP_NTZ), Double (FLOAT, DOUBLE), String, ByteBuffer (BINARY), or BigDecimal of the scale of the
     *     type (DECIMAL)
     * @param isUntyped whether it is a null that nobody has cast: it takes the type of what it meets, and is a STRING alone
     */
    record Literal(@Nullable Object value, DataType type, boolean isUntyped) implements Expression {
        public Literal(@Nullable Object value, DataType type) {
            this(value, type, false);
        }

        /** The literal that a program has written. */
        public static Literal written(@Nullable Object value, DataType type) {
            return new Literal(value, type, value == null);
        }

        @Override
        public boolean isNullable() {
            return value == null;
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public String sql() {
            return LiteralText.of(value, type, null);
        }
    }

    /** A column of the input. */
    record InputRef(int ordinal, String name, DataType type, boolean isNullable) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public String sql() {
            return name;
        }
    }

    /** A field of a struct. */
    record GetField(Expression struct, int ordinal) implements Expression {
        private StructType structType() {
            return (StructType) struct.type();
        }

        @Override
        public DataType type() {
            return structType().type(ordinal);
        }

        @Override
        public boolean isNullable() {
            return struct.isNullable() || structType().field(ordinal).nullable();
        }

        @Override
        public List<Expression> children() {
            return List.of(struct);
        }

        @Override
        public String sql() {
            return struct.sql() + "." + structType().field(ordinal).name();
        }
    }

    /**
     * A change of type.
     *
     * @param function the cast between the two types, as {@link dev.sluice.spi.function.FunctionRegistry#cast} gave it
     * @param isTrying whether it gives null for what cannot be cast
     */
    record Cast(Expression child, DataType type, BoundScalar function, boolean isTrying) implements Expression {
        public Cast(Expression child, DataType type, BoundScalar function) {
            this(child, type, function, false);
        }

        @Override
        public boolean isNullable() {
            return function.isNullable();
        }

        @Override
        public List<Expression> children() {
            return List.of(child);
        }

        @Override
        public String sql() {
            return (isTrying ? "TRY_CAST(" : "CAST(") + child.sql() + " AS " + type.sql() + ")";
        }
    }

    /**
     * A built-in or user function.
     *
     * @param name how {@link #sql} shows it: an operator symbol such as {@code +}, or a function name
     */
    record Call(String name, BoundScalar function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public DataType type() {
            return function.resultType();
        }

        @Override
        public boolean isNullable() {
            return function.isNullable();
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public String sql() {
            return CallText.of(name, SecretOptions.texts(name, arguments));
        }
    }

    /** True where both are; the right side is only computed for rows whose left side is not false. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public DataType type() {
            return AtomicType.BOOLEAN;
        }

        @Override
        public boolean isNullable() {
            return left.isNullable() || right.isNullable();
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public String sql() {
            return "(" + left.sql() + " AND " + right.sql() + ")";
        }
    }

    /** True where one is; the right side is only computed for rows whose left side is not true. */
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public DataType type() {
            return AtomicType.BOOLEAN;
        }

        @Override
        public boolean isNullable() {
            return left.isNullable() || right.isNullable();
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public String sql() {
            return "(" + left.sql() + " OR " + right.sql() + ")";
        }
    }

    /**
     * The value beside the first condition that is true; values are only computed for the rows that take them.
     *
     * @param otherwise null where there is none, which gives null
     */
    record CaseWhen(
            List<Expression> conditions,
            List<Expression> values,
            @Nullable Expression otherwise,
            DataType type) implements Expression {
        public CaseWhen {
            conditions = List.copyOf(conditions);
            values = List.copyOf(values);
        }

        @Override
        public boolean isNullable() {
            return otherwise == null
                    || otherwise.isNullable()
                    || values.stream().anyMatch(Expression::isNullable);
        }

        @Override
        public List<Expression> children() {
            List<Expression> all = new ArrayList<>();
            for (int branch = 0; branch < conditions.size(); branch++) {
                all.add(conditions.get(branch));
                all.add(values.get(branch));
            }
            if (otherwise != null) {
                all.add(otherwise);
            }
            return all;
        }

        @Override
        public String sql() {
            StringBuilder text = new StringBuilder("CASE");
            for (int branch = 0; branch < conditions.size(); branch++) {
                text.append(" WHEN ").append(conditions.get(branch).sql());
                text.append(" THEN ").append(values.get(branch).sql());
            }
            if (otherwise != null) {
                text.append(" ELSE ").append(otherwise.sql());
            }
            return text.append(" END").toString();
        }
    }

    /** The first value that is not null; later ones are only computed for rows that need them. */
    record Coalesce(List<Expression> arguments, DataType type) implements Expression {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }

        @Override
        public boolean isNullable() {
            return arguments.stream().allMatch(Expression::isNullable);
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public String sql() {
            return arguments.stream().map(Expression::sql).collect(Collectors.joining(", ", "coalesce(", ")"));
        }
    }

    /** A struct of named values; never null itself. */
    record MakeStruct(List<String> names, List<Expression> values) implements Expression {
        public MakeStruct {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }

        @Override
        public DataType type() {
            StructType type = new StructType();
            for (int index = 0; index < names.size(); index++) {
                type = type.add(
                        names.get(index),
                        values.get(index).type(),
                        values.get(index).isNullable());
            }
            return type;
        }

        @Override
        public boolean isNullable() {
            return false;
        }

        @Override
        public List<Expression> children() {
            return values;
        }

        @Override
        public String sql() {
            return values.stream().map(Expression::sql).collect(Collectors.joining(", ", "struct(", ")"));
        }
    }

    /**
     * A function of values and lambdas.
     *
     * @param arguments the values
     */
    record HigherOrder(String name, BoundHigherOrder function, List<Expression> arguments, List<Lambda> lambdas)
            implements Expression {
        public HigherOrder {
            arguments = List.copyOf(arguments);
            lambdas = List.copyOf(lambdas);
        }

        @Override
        public DataType type() {
            return function.resultType();
        }

        @Override
        public boolean isNullable() {
            return function.isNullable();
        }

        /** The values, then what the lambdas read of the input. */
        @Override
        public List<Expression> children() {
            List<Expression> all = new ArrayList<>(arguments);
            lambdas.forEach(lambda -> all.addAll(lambda.captured()));
            return all;
        }

        /** The same over other children. */
        public HigherOrder withChildren(List<Expression> children) {
            List<Lambda> changed = new ArrayList<>();
            int next = arguments.size();
            for (Lambda lambda : lambdas) {
                int end = next + lambda.captured().size();
                changed.add(new Lambda(children.subList(next, end), lambda.variables(), lambda.body()));
                next = end;
            }
            return new HigherOrder(name, function, children.subList(0, arguments.size()), changed);
        }

        @Override
        public String sql() {
            List<String> shown = new ArrayList<>();
            arguments.forEach(argument -> shown.add(argument.sql()));
            lambdas.forEach(lambda -> shown.add(lambda.sql()));
            return name + "(" + String.join(", ", shown) + ")";
        }
    }

    /**
     * A function of elements.
     *
     * @param captured what the body reads of the input
     * @param body over the captured values, then the variables, as if these were columns
     */
    record Lambda(List<Expression> captured, List<InputRef> variables, Expression body) {
        public Lambda {
            captured = List.copyOf(captured);
            variables = List.copyOf(variables);
        }

        String sql() {
            return variables.stream()
                    .map(InputRef::sql)
                    .collect(Collectors.joining(", ", "lambdafunction(" + body.sql() + ", ", ")"));
        }
    }

    /** The value of an expression, null where it or what it is computed of fails. */
    record Attempt(Expression child) implements Expression {
        @Override
        public DataType type() {
            return child.type();
        }

        @Override
        public boolean isNullable() {
            return true;
        }

        @Override
        public List<Expression> children() {
            return List.of(child);
        }

        @Override
        public String sql() {
            return "try(" + child.sql() + ")";
        }
    }

    /** The timestamp of the batch, the same in every attempt at it: {@code current_timestamp()} and {@code now()}. */
    record CurrentTimestamp() implements Expression {
        @Override
        public DataType type() {
            return AtomicType.TIMESTAMP;
        }

        @Override
        public boolean isNullable() {
            return false;
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public String sql() {
            return "current_timestamp()";
        }
    }
}
