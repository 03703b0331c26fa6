package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Forms that choose between two values, and compute the second only where it is taken: all are CASE or COALESCE. */
final class ConditionalForms {
    private static final String FAMILY = "conditional";

    static final Set<String> NAMES = Set.of(
            "if",
            "nvl",
            "ifnull",
            "nvl2",
            "nullif",
            "nanvl",
            "zeroifnull",
            "nullifzero",
            "equal_null",
            "assert_true",
            "locate",
            "position");

    static final List<FunctionDocumentation> DOCUMENTATION = List.of(
            FunctionDocumentation.of(
                    "if",
                    FAMILY,
                    "if(condition BOOLEAN, value ANY, otherwise ANY): ANY",
                    "The first value where the condition is true, else the second.",
                    "if(1 < 2, 'a', 'b') -> a"),
            new FunctionDocumentation(
                    List.of("nvl", "ifnull"),
                    FAMILY,
                    List.of("nvl(value ANY, otherwise ANY): ANY"),
                    "The value, or the other where it is null.",
                    "nvl(NULL, 2) -> 2"),
            FunctionDocumentation.of(
                    "nvl2",
                    FAMILY,
                    "nvl2(tested ATOMIC, value ANY, otherwise ANY): ANY",
                    "The first value where what is tested is not null, else the second.",
                    "nvl2(NULL, 1, 2) -> 2"),
            FunctionDocumentation.of(
                    "nullif",
                    FAMILY,
                    "nullif(value ANY, other ANY): ANY",
                    "The value, or null where it equals the other.",
                    "nullif(2, 2) -> NULL"),
            FunctionDocumentation.of(
                    "nanvl",
                    FAMILY,
                    "nanvl(number DOUBLE, otherwise DOUBLE): DOUBLE",
                    "The number, or the other where it is NaN.",
                    "nanvl(CAST('NaN' AS DOUBLE), 2.5) -> 2.5"),
            FunctionDocumentation.of(
                    "zeroifnull",
                    FAMILY,
                    "zeroifnull(number NUMERIC): NUMERIC",
                    "The number, or 0 where it is null.",
                    "zeroifnull(NULL) -> 0"),
            FunctionDocumentation.of(
                    "nullifzero",
                    FAMILY,
                    "nullifzero(number NUMERIC): NUMERIC",
                    "The number, or null where it is 0.",
                    "nullifzero(0) -> NULL"),
            FunctionDocumentation.of(
                    "equal_null",
                    "predicate",
                    "equal_null(left ANY, right ANY): BOOLEAN",
                    "Whether two values are equal, where null equals null; never null.",
                    "equal_null(NULL, NULL) -> true"),
            FunctionDocumentation.of(
                    "assert_true",
                    "misc",
                    "assert_true(condition BOOLEAN[, message STRING]): VOID",
                    "Null where the condition is true, else an error with the message.",
                    "assert_true(1 < 2) -> NULL"));

    private static final Expression ZERO = new Expression.Literal(0, AtomicType.INT);

    private final Types types;
    private final UnresolvedExpression.Function function;
    private final List<Expression> arguments;

    /** Calls a function of the registry. */
    private final BiFunction<String, List<Expression>, Expression> call;

    private ConditionalForms(
            Types types,
            UnresolvedExpression.Function function,
            List<Expression> arguments,
            BiFunction<String, List<Expression>, Expression> call) {
        this.types = types;
        this.function = function;
        this.arguments = arguments;
        this.call = call;
    }

    /** @param name one of {@link #NAMES} */
    static Expression resolve(
            String name,
            Types types,
            UnresolvedExpression.Function function,
            List<Expression> arguments,
            BiFunction<String, List<Expression>, Expression> call) {
        ConditionalForms forms = new ConditionalForms(types, function, arguments, call);
        return switch (name) {
            case "if" -> forms.choose(3, forms.condition());
            case "nvl2" -> {
                forms.requireCount(3);
                yield forms.choose(3, call.apply("isnotnull", arguments.subList(0, 1)));
            }
            case "nvl", "ifnull" -> {
                forms.requireCount(2);
                yield forms.coalesce(arguments.get(0), arguments.get(1));
            }
            case "zeroifnull" -> {
                forms.requireCount(1);
                yield forms.coalesce(arguments.get(0), ZERO);
            }
            case "nullif" -> {
                forms.requireCount(2);
                yield forms.nullWhereEqual(arguments.get(0), arguments.get(1));
            }
            case "nullifzero" -> {
                forms.requireCount(1);
                yield forms.nullWhereEqual(arguments.get(0), ZERO);
            }
            case "nanvl" -> forms.notNan();
            case "locate", "position" -> forms.located();
            case "assert_true" -> forms.assertion();
            default -> {
                forms.requireCount(2);
                yield call.apply("<=>", arguments);
            }
        };
    }

    private void requireCount(int count) {
        if (arguments.size() != count) {
            throw SluiceException.analysis(
                            ErrorCondition.WRONG_NUM_ARGS, "`" + function.name() + "` takes " + count + " arguments")
                    .found(arguments.size() + " in " + UnresolvedText.of(function))
                    .build();
        }
    }

    private Expression condition() {
        requireCount(3);
        return types.requireBoolean(
                arguments.getFirst(), ErrorCondition.DATATYPE_MISMATCH, "the first argument of " + function.name());
    }

    private Expression choose(int count, Expression condition) {
        requireCount(count);
        List<Expression> values = arguments.subList(1, 3);
        DataType common = types.common(values, ErrorCondition.DATA_DIFF_TYPES, UnresolvedText.of(function));
        List<Expression> brought = types.brought(values, common);
        return new Expression.CaseWhen(List.of(condition), List.of(brought.get(0)), brought.get(1), common);
    }

    private Expression coalesce(Expression value, Expression otherwise) {
        List<Expression> values = List.of(value, otherwise);
        DataType common = types.common(values, ErrorCondition.DATA_DIFF_TYPES, UnresolvedText.of(function));
        return new Expression.Coalesce(types.brought(values, common), common);
    }

    private Expression nullWhereEqual(Expression value, Expression other) {
        Expression isEqual = call.apply("=", List.of(value, other));
        return new Expression.CaseWhen(
                List.of(isEqual), List.of(new Expression.Literal(null, value.type())), value, value.type());
    }

    private Expression notNan() {
        requireCount(2);
        if (arguments.get(0).type() == AtomicType.FLOAT && isFloatOrNull(arguments.get(1))) {
            return notNan(arguments.get(0), types.cast(arguments.get(1), AtomicType.FLOAT), AtomicType.FLOAT);
        }
        return notNan(asDouble(arguments.get(0)), asDouble(arguments.get(1)), AtomicType.DOUBLE);
    }

    private Expression notNan(Expression number, Expression otherwise, AtomicType type) {
        Expression isNan = call.apply("isnan", List.of(number));
        return new Expression.CaseWhen(List.of(isNan), List.of(otherwise), number, type);
    }

    private static boolean isFloatOrNull(Expression value) {
        return value.type() == AtomicType.FLOAT || Types.isUntyped(value);
    }

    /** Without a place to begin at, the texts are not asked for. */
    private Expression located() {
        Expression located = call.apply("locate", arguments);
        List<Expression> places = located.children().subList(Math.min(2, arguments.size()), arguments.size());
        return places.stream().noneMatch(Expression::isNullable)
                ? located
                : new Expression.CaseWhen(
                        List.of(call.apply("isnull", places)), List.of(ZERO), located, AtomicType.INT);
    }

    private Expression assertion() {
        if (arguments.size() != 2) {
            requireCount(1);
        }
        Expression condition = types.requireBoolean(
                arguments.getFirst(), ErrorCondition.DATATYPE_MISMATCH, "the first argument of " + function.name());
        Expression message = arguments.size() == 2
                ? arguments.getLast()
                : new Expression.Literal("'" + condition.sql() + "' is not true!", AtomicType.STRING);
        return new Expression.CaseWhen(
                List.of(condition),
                List.of(Expression.Literal.written(null, AtomicType.STRING)),
                call.apply("raise_error", List.of(message)),
                AtomicType.STRING);
    }

    private Expression asDouble(Expression value) {
        boolean isUntyped = Types.isUntyped(value);
        boolean isNumber = value.type() instanceof ScalarType type && (type.isNumeric() || type == AtomicType.STRING);
        if (!isUntyped && !isNumber) {
            throw SluiceException.analysis(
                            ErrorCondition.DATATYPE_MISMATCH,
                            "Cannot resolve \"" + UnresolvedText.of(function) + "\": its arguments have to be numbers")
                    .found(value.type().sql() + " of " + value.sql())
                    .expected("DOUBLE")
                    .mend("cast the argument to a type that the function takes")
                    .build();
        }
        return types.cast(value, AtomicType.DOUBLE);
    }
}
