package dev.sluice.builtin.math;

import dev.sluice.builtin.datetime.IntervalFunctions;
import dev.sluice.builtin.datetime.IntervalOperators;
import dev.sluice.builtin.math.DecimalOperators.Operator;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.NumericTypes;
import dev.sluice.types.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operators of arithmetic, and {@code abs}. */
public final class MathFunctions {
    private static final String FAMILY = "math";

    /** Spark computes the right side of a division first. */
    private static final ArithmeticLoops ADD =
            new ArithmeticLoops("add", IntArithmetic::add, LongArithmetic::add, DoubleArithmetic::add);

    private static final ArithmeticLoops SUBTRACT = new ArithmeticLoops(
            "subtract", IntArithmetic::subtract, LongArithmetic::subtract, DoubleArithmetic::subtract);
    private static final ArithmeticLoops MULTIPLY = new ArithmeticLoops(
            "multiply", IntArithmetic::multiply, LongArithmetic::multiply, DoubleArithmetic::multiply);
    private static final ArithmeticLoops REMAINDER = new ArithmeticLoops(
            "remainder", IntArithmetic::remainder, LongArithmetic::remainder, DoubleArithmetic::remainder);
    private static final ArithmeticLoops POSITIVE_REMAINDER = new ArithmeticLoops(
            "pmod", Remainders::positive, Remainders::positive, Remainders::positive, Remainders::positiveFloats);

    private MathFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family(FAMILY);
        List<ScalarFunction> all = new ArrayList<>(operators(family));
        all.addAll(TriedOperators.all(
                family,
                all.stream()
                        .collect(Collectors.toMap(
                                function -> function.documentation().name(), Function.identity()))));
        all.addAll(RealFunctions.all(family));
        all.addAll(RoundingFunctions.all(family));
        all.addAll(NumeralFunctions.all(family));
        all.addAll(BitFunctions.all());
        return all;
    }

    private static List<ScalarFunction> operators(Family family) {
        return List.of(
                operator(
                        "+",
                        "left NUMERIC + right NUMERIC: NUMERIC",
                        "The sum of two numbers, or of two intervals; of a time and an interval the time so much later; of a date"
                                + " and a number of days date_add.",
                        "1 + 2 -> 3",
                        MathFunctions::add),
                operator(
                        "-",
                        "left NUMERIC - right NUMERIC: NUMERIC",
                        "The difference of two numbers, or of two intervals; of a time and an interval the time so much earlier; of"
                                + " two times the interval between them; of a date and a number of days date_sub.",
                        "3 - 1 -> 2",
                        MathFunctions::subtract),
                operator(
                        "*",
                        "left NUMERIC * right NUMERIC: NUMERIC",
                        "The product of two numbers, or of an interval and a number.",
                        "2 * 3 -> 6",
                        MathFunctions::multiply),
                family.declare(
                        List.of("/"),
                        List.of("left NUMERIC / right NUMERIC: DOUBLE", "left DECIMAL / right DECIMAL: DECIMAL"),
                        "The quotient of two numbers, of which a DECIMAL makes a DECIMAL, or of an interval and a number.",
                        "3 / 2 -> 1.5",
                        MathFunctions::divide),
                family.declare(
                        List.of("%", "mod"),
                        List.of("left NUMERIC % right NUMERIC: NUMERIC", "mod(left NUMERIC, right NUMERIC): NUMERIC"),
                        "The remainder, with the sign of the dividend.",
                        "7 % 4 -> 3",
                        MathFunctions::remainder),
                operator(
                        "pmod",
                        "pmod(left NUMERIC, right NUMERIC): NUMERIC",
                        "The remainder, with the sign of the divisor.",
                        "pmod(-7, 4) -> 1",
                        call -> remainder(call, POSITIVE_REMAINDER, Operator.POSITIVE_REMAINDER)),
                operator(
                        "div",
                        "left INTEGRAL div right INTEGRAL: BIGINT",
                        "The quotient of two integers without its fraction.",
                        "7 div 2 -> 3",
                        MathFunctions::div),
                operator(
                        "negative",
                        "negative(number NUMERIC): NUMERIC",
                        "The number with the other sign.",
                        "negative(1) -> -1",
                        MathFunctions::negative),
                operator(
                        "positive",
                        "positive(number NUMERIC): NUMERIC",
                        "The number itself.",
                        "positive(1) -> 1",
                        MathFunctions::positive),
                operator(
                        "abs",
                        "abs(number NUMERIC): NUMERIC",
                        "The number without its sign.",
                        "abs(-1) -> 1",
                        MathFunctions::absolute));
    }

    private static ScalarFunction operator(
            String name, String signature, String usage, String example, ScalarDeclaration.Binder binder) {
        return new ScalarDeclaration(FunctionDocumentation.of(name, FAMILY, signature, usage, example), binder);
    }

    /**
     * The type an argument takes part as. A text beside a whole number is read as a BIGINT under ANSI rules, else as a DOUBLE;
     * a null that nobody has cast has the type of the other.
     */
    private static AtomicType numeric(Call call, int index, int other) {
        DataType type = call.type(index);
        if (type instanceof DecimalType) {
            // The other side is no exact number.
            return AtomicType.DOUBLE;
        }
        if (type instanceof AtomicType atomic && atomic.isNumeric()) {
            return atomic;
        }
        if (type == AtomicType.STRING) {
            boolean isNullLiteral = call.argument(index).isUntypedNull();
            boolean isBesideNumber = index != other && TypeRules.isNumeric(call.type(other));
            if (isBesideNumber && isNullLiteral) {
                return call.type(other) instanceof AtomicType atomic ? atomic : AtomicType.DOUBLE;
            }
            boolean isWhole = isBesideNumber
                    && ((ScalarType) call.type(other)).isIntegral()
                    && call.context().ansi();
            return isWhole ? AtomicType.BIGINT : AtomicType.DOUBLE;
        }
        throw call.unexpectedType(index, "NUMERIC");
    }

    private static boolean isReadAsNumber(DataType type) {
        return TypeRules.isNumeric(type) || type == AtomicType.STRING;
    }

    private static boolean isText(Call call, int index) {
        return call.type(index) == AtomicType.STRING && !call.argument(index).isUntypedNull();
    }

    private static AtomicType commonNumeric(Call call) {
        call.requireCount(2, 2);
        boolean areTexts = isText(call, 0) && isText(call, 1) && call.context().ansi();
        if (areTexts || !isReadAsNumber(call.type(0)) || !isReadAsNumber(call.type(1))) {
            throw call.wrongOperands("NUMERIC");
        }
        return NumericTypes.wider(
                numeric(call, 0, 1), numeric(call, 1, 0), call.context().ansi());
    }

    private static Binding add(Call call) {
        if (IntervalOperators.concern(call)) {
            return IntervalOperators.add(call);
        }
        return exact(call, ADD, Operator.ADD);
    }

    private static Binding subtract(Call call) {
        if (IntervalOperators.concern(call)) {
            return IntervalOperators.subtract(call);
        }
        return exact(call, SUBTRACT, Operator.SUBTRACT);
    }

    private static Binding multiply(Call call) {
        if (IntervalOperators.concern(call)) {
            return IntervalOperators.multiply(call);
        }
        return exact(call, MULTIPLY, Operator.MULTIPLY);
    }

    private static Binding remainder(Call call) {
        return remainder(call, REMAINDER, Operator.REMAINDER);
    }

    private static Binding exact(Call call, ArithmeticLoops loops, Operator operator) {
        if (DecimalOperators.take(call)) {
            return DecimalOperators.bind(call, operator);
        }
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        return new Scalar(type, call.anyNullable(), ansi && type.isIntegral(), Kernels.binary(loops.of(type, ansi)))
                .decidedBy(0)
                .castingAllTo(type, 2);
    }

    private static Binding remainder(Call call, ArithmeticLoops loops, Operator operator) {
        if (DecimalOperators.take(call)) {
            return DecimalOperators.bind(call, operator);
        }
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        Scalar remainder = new Scalar(type, !ansi || call.anyNullable(), ansi, Kernels.binary(loops.of(type, ansi)));
        return Divisors.deciding(remainder, ansi).castingAllTo(type, 2);
    }

    private static Binding divide(Call call) {
        if (IntervalOperators.concern(call)) {
            return IntervalOperators.divide(call);
        }
        if (DecimalOperators.take(call)) {
            return DecimalOperators.bind(call, Operator.DIVIDE);
        }
        AtomicType common = commonNumeric(call);
        boolean hasText = call.types().contains(AtomicType.STRING);
        // A text is first a number of the common type, which refuses a fraction where that is BIGINT.
        AtomicType type = hasText ? common : AtomicType.DOUBLE;
        boolean ansi = call.context().ansi();
        Scalar quotient = new Scalar(
                AtomicType.DOUBLE,
                !ansi || call.anyNullable(),
                ansi,
                Kernels.binary((left, right, validity, rowCount) -> {
                    double[] result = new double[rowCount];
                    long[] present = DoubleArithmetic.divide(
                            asDoubles(left), asDoubles(right), result, validity, rowCount, ansi);
                    return new DoubleVector(result, present);
                }));
        return Divisors.deciding(quotient, ansi).castingAllTo(type, 2);
    }

    private static Binding div(Call call) {
        if (DecimalOperators.take(call)) {
            return DecimalOperators.bind(call, Operator.DIV);
        }
        boolean isDecimal = call.types().stream().anyMatch(DecimalType.class::isInstance);
        if (isDecimal
                && (call.types().contains(AtomicType.DOUBLE) || call.types().contains(AtomicType.STRING))) {
            throw call.wrongOperand("INTEGRAL", AtomicType.DOUBLE);
        }
        if (!commonNumeric(call).isIntegral()) {
            throw call.wrongOperands("INTEGRAL");
        }
        boolean ansi = call.context().ansi();
        Scalar quotient = new Scalar(
                AtomicType.BIGINT,
                !ansi || call.anyNullable(),
                ansi,
                Kernels.binary((left, right, validity, rowCount) -> {
                    long[] result = new long[rowCount];
                    long[] present = LongArithmetic.divide(longs(left), longs(right), result, validity, rowCount, ansi);
                    return new LongVector(result, present);
                }));
        return Divisors.deciding(quotient, ansi).castingAllTo(AtomicType.BIGINT, 2);
    }

    private static Binding positive(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) instanceof IntervalType interval) {
            return new Scalar(interval, call.anyNullable(), false, Kernels.identity()).castingAllTo(interval, 1);
        }
        ScalarType type = call.type(0) instanceof DecimalType decimal ? decimal : numeric(call, 0, 0);
        return new Scalar(type, call.anyNullable(), false, Kernels.identity()).castingAllTo(type, 1);
    }

    private static Binding negative(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) instanceof IntervalType interval) {
            return IntervalFunctions.signed(call, interval, Math::negateExact);
        }
        if (call.type(0) instanceof DecimalType decimal) {
            return DecimalSigns.bind(call, decimal, true);
        }
        AtomicType type = numeric(call, 0, 0);
        boolean ansi = call.context().ansi();
        return unary(
                call,
                type,
                switch (type.storage()) {
                    case INTS ->
                        (argument, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.negate(ints(argument), result, validity, rowCount, ansi);
                            ArithmeticLoops.narrow(type, result, validity, rowCount, ansi, "negative");
                            return new IntVector(type, result, validity);
                        };
                    case LONGS ->
                        (argument, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.negate(longs(argument), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEANS, DOUBLES, BYTES ->
                        (argument, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.negate(doubles(argument), result, rowCount);
                            return new DoubleVector(type, result, validity);
                        };
                });
    }

    private static Binding absolute(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) instanceof IntervalType interval) {
            return IntervalFunctions.signed(call, interval, Math::absExact);
        }
        if (call.type(0) instanceof DecimalType decimal) {
            return DecimalSigns.bind(call, decimal, false);
        }
        AtomicType type = numeric(call, 0, 0);
        boolean ansi = call.context().ansi();
        return unary(
                call,
                type,
                switch (type.storage()) {
                    case INTS ->
                        (argument, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.absolute(ints(argument), result, validity, rowCount, ansi);
                            ArithmeticLoops.narrow(type, result, validity, rowCount, ansi, "abs");
                            return new IntVector(type, result, validity);
                        };
                    case LONGS ->
                        (argument, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.absolute(longs(argument), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEANS, DOUBLES, BYTES ->
                        (argument, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.absolute(doubles(argument), result, rowCount);
                            return new DoubleVector(type, result, validity);
                        };
                });
    }

    private static Binding unary(Call call, AtomicType type, Kernels.UnaryLoop loop) {
        boolean canFail = call.context().ansi() && type.isIntegral();
        return new Scalar(type, call.anyNullable(), canFail, Kernels.unary(loop)).castingAllTo(type, 1);
    }

    private static int[] ints(Vector vector) {
        return ((IntVector) vector).values();
    }

    private static long[] longs(Vector vector) {
        return ((LongVector) vector).values();
    }

    private static double[] asDoubles(Vector numbers) {
        return switch (numbers) {
            case IntVector ints -> Arrays.stream(ints.values()).asDoubleStream().toArray();
            case LongVector longs ->
                Arrays.stream(longs.values()).asDoubleStream().toArray();
            default -> doubles(numbers);
        };
    }

    private static double[] doubles(Vector vector) {
        return ((DoubleVector) vector).values();
    }
}
