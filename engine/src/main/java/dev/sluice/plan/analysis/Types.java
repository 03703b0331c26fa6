package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NeverReturning;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.NumericTypes;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import dev.sluice.types.TimeTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Casts, and the type that values of several types have in common. */
record Types(FunctionRegistry functions, FunctionContext context) {

    /** The expression as a value of {@code type}; itself where it is one. */
    Expression cast(Expression child, DataType type) {
        return cast(child, type, false);
    }

    /** @param isTrying whether what cannot be cast is null */
    Expression cast(Expression child, DataType type, boolean isTrying) {
        if (isUntyped(child)) {
            return typed(child, type);
        }
        if (isSame(child.type(), type)) {
            return child;
        }
        Optional<BoundScalar> function =
                functions.cast(child.type(), type, child.isNullable(), isTrying ? context.trying() : context);
        return new Expression.Cast(
                child,
                type,
                function.orElseThrow(() -> SluiceException.analysis(
                                castRefusal(child.type(), type, isTrying),
                                "Cannot resolve \"CAST(" + child.sql() + " AS " + type.sql() + ")\"")
                        .found(child.type().sql())
                        .expected("a type that can be cast to " + type.sql())
                        .mend("cast to STRING first, or to another type")
                        .build()),
                isTrying);
    }

    /** Whether an expression has no type of its own: a null that nobody has cast, what always fails, or a choice among such. */
    static boolean isUntyped(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal.isUntyped();
            case Expression.Call call -> call.function().isVoid();
            case Expression.Coalesce coalesce -> areUntyped(coalesce.arguments());
            case Expression.CaseWhen caseWhen ->
                areUntyped(caseWhen.values()) && (caseWhen.otherwise() == null || isUntyped(caseWhen.otherwise()));
            case Expression other -> false;
        };
    }

    private static boolean areUntyped(List<Expression> expressions) {
        return expressions.stream().allMatch(Types::isUntyped);
    }

    /** An expression without a type as one of {@code type}. */
    private static Expression typed(Expression untyped, DataType type) {
        return switch (untyped) {
            case Expression.Call call ->
                new Expression.Call(call.name(), new NeverReturning(call.function(), type), call.arguments());
            case Expression.Coalesce coalesce -> new Expression.Coalesce(typed(coalesce.arguments(), type), type);
            case Expression.CaseWhen caseWhen ->
                new Expression.CaseWhen(
                        caseWhen.conditions(),
                        typed(caseWhen.values(), type),
                        caseWhen.otherwise() == null ? null : typed(caseWhen.otherwise(), type),
                        type);
            case Expression other -> new Expression.Literal(null, type);
        };
    }

    private static List<Expression> typed(List<Expression> untyped, DataType type) {
        return untyped.stream().map(one -> typed(one, type)).toList();
    }

    /** Values as those of their {@link #common} type; as they are where none has a type. */
    List<Expression> brought(List<Expression> values, DataType common) {
        return areUntyped(values)
                ? values
                : values.stream().map(value -> cast(value, common)).toList();
    }

    /** Spark tells apart, while ANSI rules hold, what a function does instead, and what it casts without them. */
    private ErrorCondition castRefusal(DataType from, DataType to, boolean isTrying) {
        if (!context.ansi() && !isTrying) {
            return ErrorCondition.CAST_WITHOUT_SUGGESTION;
        }
        if ((from == AtomicType.DATE && isNumeric(to)) || (isNumeric(from) && to == AtomicType.DATE)) {
            return ErrorCondition.CAST_WITH_FUNC_SUGGESTION;
        }
        boolean isLegacy = (isTime(from) && to == AtomicType.BOOLEAN)
                || (from == AtomicType.BOOLEAN && to == AtomicType.TIMESTAMP)
                || (from instanceof ScalarType scalar && scalar.isIntegral() && to == AtomicType.BINARY);
        return isLegacy && !isTrying
                ? ErrorCondition.CAST_WITH_CONF_SUGGESTION
                : ErrorCondition.CAST_WITHOUT_SUGGESTION;
    }

    private static boolean isNumeric(DataType type) {
        return type instanceof ScalarType scalar && scalar.isNumeric();
    }

    private static boolean isTime(DataType type) {
        return type == AtomicType.DATE || type == AtomicType.TIMESTAMP;
    }

    /** Whether values are alike; whether they may be null is another matter. */
    private static boolean isSame(DataType left, DataType right) {
        return left.equals(right) || left.asNullable().equals(right.asNullable());
    }

    /**
     * The type to which all can be brought without loss of meaning, as Spark's COALESCE, CASE and UNION do.
     *
     * @param condition of the error if there is no such type
     * @param what names the place in the error
     */
    DataType common(List<Expression> expressions, ErrorCondition condition, String what) {
        DataType common = null;
        for (Expression expression : expressions) {
            if (isUntyped(expression)) {
                continue;
            }
            DataType type = expression.type();
            // The columns of a union go by their places alone, down into structs.
            boolean isByPlace = condition == ErrorCondition.INCOMPATIBLE_COLUMN_TYPE;
            DataType wider = common == null ? type : common(common, type, isByPlace);
            if (wider == null) {
                throw SluiceException.analysis(condition, "The values of " + what + " have no type in common")
                        .found(common + " and " + type.sql() + " of " + expression.sql())
                        .mend("cast one of them, for example with .cast(\"STRING\")")
                        .build();
            }
            common = wider;
        }
        return common == null ? AtomicType.STRING : common;
    }

    /** A text meets another type in that type under ANSI rules, but for intervals, and as a text without, but for truth values. */
    private @Nullable DataType common(DataType left, DataType right, boolean isByPlace) {
        if (left.equals(right)) {
            return left;
        }
        if (left instanceof StructType a && right instanceof StructType b) {
            return commonStruct(a, b, isByPlace);
        }
        if (left instanceof ArrayType a && right instanceof ArrayType b) {
            DataType element = common(a.elementType(), b.elementType(), isByPlace);
            return element == null ? null : new ArrayType(element, a.containsNull() || b.containsNull());
        }
        if (left instanceof MapType a && right instanceof MapType b) {
            DataType key = common(a.keyType(), b.keyType(), isByPlace);
            DataType value = common(a.valueType(), b.valueType(), isByPlace);
            return key == null || value == null
                    ? null
                    : new MapType(key, value, a.valueContainsNull() || b.valueContainsNull());
        }
        if (!(left instanceof ScalarType a) || !(right instanceof ScalarType b)) {
            return null;
        }
        if (a.isNumeric() && b.isNumeric()) {
            return NumericTypes.wider(a, b, context.ansi());
        }
        if (a instanceof IntervalType first && b instanceof IntervalType second) {
            return first.isOfMonths() == second.isOfMonths() ? first.wider(second) : null;
        }
        if (TimeTypes.isTime(a) && TimeTypes.isTime(b)) {
            return TimeTypes.wider(a, b);
        }
        if (a != AtomicType.STRING && b != AtomicType.STRING) {
            return null;
        }
        ScalarType other = a == AtomicType.STRING ? b : a;
        if (!context.ansi()) {
            return other == AtomicType.BOOLEAN || other == AtomicType.BINARY ? null : AtomicType.STRING;
        }
        if (other instanceof IntervalType) {
            return null;
        }
        return other.isNumeric() ? NumericTypes.ofText(other) : other;
    }

    private @Nullable DataType commonStruct(StructType left, StructType right, boolean isByPlace) {
        if (left.size() != right.size()) {
            return null;
        }
        List<StructField> fields = new ArrayList<>();
        for (int index = 0; index < left.size(); index++) {
            boolean isSameField = isByPlace
                    || left.field(index)
                            .name()
                            .equalsIgnoreCase(right.field(index).name());
            DataType type = isSameField ? common(left.type(index), right.type(index), isByPlace) : null;
            if (type == null) {
                return null;
            }
            boolean isNullable =
                    left.field(index).nullable() || right.field(index).nullable();
            fields.add(new StructField(left.field(index).name(), type, isNullable));
        }
        return new StructType(fields);
    }

    /** Both sides of a conjunction or disjunction; under ANSI rules a text beside a truth value is read as one. */
    List<Expression> conditions(List<Expression> sides, String what) {
        Expression left = sides.getFirst();
        Expression right = sides.getLast();
        if (context.ansi() && left.type() == AtomicType.BOOLEAN && right.type() == AtomicType.STRING) {
            right = cast(right, AtomicType.BOOLEAN);
        } else if (context.ansi() && right.type() == AtomicType.BOOLEAN && left.type() == AtomicType.STRING) {
            left = cast(left, AtomicType.BOOLEAN);
        }
        boolean isOneType = isUntyped(left) == isUntyped(right) && left.type().equals(right.type());
        boolean isReadAsOneType =
                context.ansi() && (left.type() == AtomicType.STRING || right.type() == AtomicType.STRING);
        ErrorCondition error = isOneType || isReadAsOneType
                ? ErrorCondition.BINARY_OP_WRONG_TYPE
                : ErrorCondition.BINARY_OP_DIFF_TYPES;
        return List.of(requireBoolean(left, error, what), requireBoolean(right, error, what));
    }

    Expression requireBoolean(Expression condition, ErrorCondition error, String what) {
        if (isUntyped(condition)) {
            return typed(condition, AtomicType.BOOLEAN);
        }
        if (condition.type() != AtomicType.BOOLEAN) {
            throw SluiceException.analysis(
                            error, "Cannot resolve \"" + condition.sql() + "\": " + what + " has to be a condition")
                    .found(condition.type().sql())
                    .expected("BOOLEAN")
                    .mend("compare it with something, for example .gt(lit(0))")
                    .build();
        }
        return condition;
    }
}
