package dev.sluice.builtin.comparison;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Comparisons, tests for null and NaN, {@code not}, and the greatest or least of several values. */
public final class ComparisonFunctions {
    private static final String FAMILY = "predicate";

    private ComparisonFunctions() {}

    public static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        functions.add(comparison(
                ComparisonOperator.EQUAL, List.of("=", "=="), "Whether two values are equal.", "1 = 1 -> true"));
        functions.add(comparison(
                ComparisonOperator.NOT_EQUAL, List.of("!=", "<>"), "Whether two values differ.", "1 != 2 -> true"));
        functions.add(
                comparison(ComparisonOperator.LESS, List.of("<"), "Whether the first value is less.", "1 < 2 -> true"));
        functions.add(comparison(
                ComparisonOperator.LESS_OR_EQUAL,
                List.of("<="),
                "Whether the first value is less or equal.",
                "2 <= 2 -> true"));
        functions.add(comparison(
                ComparisonOperator.GREATER, List.of(">"), "Whether the first value is greater.", "1 > 2 -> false"));
        functions.add(comparison(
                ComparisonOperator.GREATER_OR_EQUAL,
                List.of(">="),
                "Whether the first value is greater or equal.",
                "2 >= 2 -> true"));
        functions.add(declare(
                "<=>",
                "left ANY <=> right ANY: BOOLEAN",
                "Whether two values are equal, where null equals null; never null.",
                "NULL <=> NULL -> true",
                ComparisonFunctions::nullSafeEqual));
        functions.add(declare(
                "not",
                "not(condition BOOLEAN): BOOLEAN",
                "The other truth value.",
                "not(true) -> false",
                ComparisonFunctions::not));
        functions.add(declare(
                "isnull",
                "isnull(value ANY): BOOLEAN",
                "Whether there is no value.",
                "isnull(NULL) -> true",
                call -> isNull(call, true)));
        functions.add(declare(
                "isnotnull",
                "isnotnull(value ANY): BOOLEAN",
                "Whether there is a value.",
                "isnotnull(1) -> true",
                call -> isNull(call, false)));
        functions.add(declare(
                "isnan",
                "isnan(number NUMERIC): BOOLEAN",
                "Whether a number is NaN; false of null.",
                "isnan(1) -> false",
                ComparisonFunctions::isNan));
        functions.add(declare(
                "greatest",
                "greatest(value ANY, value ANY...): ANY",
                "The greatest of the values that are not null; null if all are.",
                "greatest(1, 3, 2) -> 3",
                call -> extreme(call, false)));
        functions.add(declare(
                "least",
                "least(value ANY, value ANY...): ANY",
                "The least of the values that are not null; null if all are.",
                "least(1, 3, 2) -> 1",
                call -> extreme(call, true)));
        return functions;
    }

    private static ScalarFunction declare(
            String name, String signature, String usage, String example, ScalarDeclaration.Binder binder) {
        return new ScalarDeclaration(FunctionDocumentation.of(name, FAMILY, signature, usage, example), binder);
    }

    private static ScalarFunction comparison(
            ComparisonOperator operator, List<String> names, String usage, String example) {
        List<String> signatures = List.of("left ANY " + names.getFirst() + " right ANY: BOOLEAN");
        return new ScalarDeclaration(new FunctionDocumentation(names, FAMILY, signatures, usage, example), call -> {
            call.requireCount(2, 2);
            boolean isEquality = operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_EQUAL;
            DataType common = common(call, isEquality);
            return new Scalar(AtomicType.BOOLEAN, call.anyNullable(), false, () -> new ComparisonKernel(operator))
                    .decidedBy(0)
                    .castingAllTo(common, 2);
        });
    }

    /** The type both are compared in. Without ANSI rules a truth value may equal a number, as 0 or 1. */
    private static DataType common(Call call, boolean isEquality) {
        DataType left = call.type(0);
        DataType right = call.type(1);
        if (call.argument(0).isUntypedNull()) {
            return right;
        }
        if (call.argument(1).isUntypedNull()) {
            return left;
        }
        if (isEquality && !call.context().ansi()) {
            if (left == AtomicType.BOOLEAN && TypeRules.isNumeric(right)) {
                return right;
            }
            if (right == AtomicType.BOOLEAN && TypeRules.isNumeric(left)) {
                return left;
            }
        }
        DataType common =
                TypeRules.common(left, right, call.context().ansi()).orElseThrow(() -> call.differingTypes(0, 1));
        if (!common.isOrderable()) {
            throw call.invalidOrderingType(0);
        }
        return common;
    }

    private static Binding nullSafeEqual(Call call) {
        call.requireCount(2, 2);
        return new Scalar(
                        AtomicType.BOOLEAN,
                        false,
                        false,
                        () -> nullSafeEqual(new ComparisonKernel(ComparisonOperator.EQUAL)))
                .castingAllTo(common(call, true), 2);
    }

    private static ScalarKernel nullSafeEqual(ComparisonKernel equal) {
        return (arguments, rowCount) -> {
            BooleanVector equals = Vectors.booleans(equal.evaluate(arguments, rowCount), rowCount);
            if (equals.validity() == null) {
                return equals;
            }
            boolean[] result = new boolean[rowCount];
            for (int row = 0; row < rowCount; row++) {
                boolean leftNull = arguments[0].isNull(row);
                boolean rightNull = arguments[1].isNull(row);
                result[row] = (leftNull || rightNull) ? leftNull && rightNull : equals.values()[row];
            }
            return new BooleanVector(result, null);
        };
    }

    private static Binding not(Call call) {
        call.requireCount(1, 1);
        boolean isReadAsBoolean =
                call.type(0) == AtomicType.STRING && call.context().ansi();
        if (call.type(0) != AtomicType.BOOLEAN
                && !isReadAsBoolean
                && !call.argument(0).isUntypedNull()) {
            throw call.unexpectedType(0, "BOOLEAN");
        }
        return new Scalar(
                        AtomicType.BOOLEAN, call.anyNullable(), false, Kernels.unary((argument, validity, rowCount) -> {
                            boolean[] values = ((BooleanVector) argument).values();
                            boolean[] result = new boolean[rowCount];
                            for (int row = 0; row < rowCount; row++) {
                                result[row] = !values[row];
                            }
                            return new BooleanVector(result, validity);
                        }))
                .castingAllTo(AtomicType.BOOLEAN, 1);
    }

    private static Binding isNull(Call call, boolean whenNull) {
        call.requireCount(1, 1);
        return new Scalar(AtomicType.BOOLEAN, false, false, () -> (arguments, rowCount) -> {
                    long[] validity = arguments[0].validity();
                    boolean[] result = new boolean[rowCount];
                    for (int row = 0; row < rowCount; row++) {
                        result[row] = Validity.isPresent(validity, row) != whenNull;
                    }
                    return new BooleanVector(result, null);
                })
                .castingAllTo(call.type(0), 1);
    }

    private static Binding isNan(Call call) {
        call.requireCount(1, 1);
        if (!TypeRules.isNumeric(call.type(0)) && call.type(0) != AtomicType.STRING) {
            throw call.unexpectedType(0, "DOUBLE");
        }
        return new Scalar(AtomicType.BOOLEAN, false, false, Kernels.unary((argument, validity, rowCount) -> {
                    double[] values = ((DoubleVector) argument).values();
                    boolean[] result = new boolean[rowCount];
                    for (int row = 0; row < rowCount; row++) {
                        result[row] = Double.isNaN(values[row]) && Validity.isPresent(validity, row);
                    }
                    return new BooleanVector(result, null);
                }))
                .castingAllTo(AtomicType.DOUBLE, 1);
    }

    private static Binding extreme(Call call, boolean isLeast) {
        call.requireCount(2, Integer.MAX_VALUE);
        DataType common = call.type(0);
        boolean nullable = call.argument(0).nullable();
        for (int index = 1; index < call.size(); index++) {
            DataType type = call.type(index);
            if (!call.argument(index).isUntypedNull()) {
                common = call.argument(index - 1).isUntypedNull() && index == 1
                        ? type
                        : TypeRules.commonWithoutText(
                                        common, type, call.context().ansi())
                                .orElseThrow(call::noCommonType);
            }
            nullable &= call.argument(index).nullable();
        }
        DataType type = common;
        if (!type.isOrderable()) {
            throw call.invalidOrderingType(0);
        }
        return new Scalar(type, nullable, false, () -> new ExtremeKernel(type, isLeast))
                .castingAllTo(type, call.size());
    }
}
