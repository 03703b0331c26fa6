package dev.sluice.builtin.math;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The operators of arithmetic, and {@code abs}. */
public final class MathFunctions {
    private static final String FAMILY = "math";

    /** Spark computes the right side of a division first. */
    private static final int DIVISOR = 1;

    private MathFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family(FAMILY);
        List<ScalarFunction> all = new ArrayList<>(operators(family));
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
                        "The sum of two numbers; of a date and a number of days it is date_add.",
                        "1 + 2 -> 3",
                        MathFunctions::add),
                operator(
                        "-",
                        "left NUMERIC - right NUMERIC: NUMERIC",
                        "The difference of two numbers; of a date and a number of days it is date_sub.",
                        "3 - 1 -> 2",
                        MathFunctions::subtract),
                operator(
                        "*",
                        "left NUMERIC * right NUMERIC: NUMERIC",
                        "The product of two numbers.",
                        "2 * 3 -> 6",
                        MathFunctions::multiply),
                operator(
                        "/",
                        "left NUMERIC / right NUMERIC: DOUBLE",
                        "The quotient of two numbers, always a DOUBLE.",
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
                        MathFunctions::positiveRemainder),
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
        if (type instanceof AtomicType atomic && atomic.isNumeric()) {
            return atomic;
        }
        if (type == AtomicType.STRING) {
            boolean isNullLiteral = call.argument(index).isUntypedNull();
            boolean isBesideNumber = index != other && TypeRules.isNumeric(call.type(other));
            if (isBesideNumber && isNullLiteral) {
                return (AtomicType) call.type(other);
            }
            boolean isWhole = isBesideNumber
                    && call.type(other) != AtomicType.DOUBLE
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
        return TypeRules.widest(numeric(call, 0, 1), numeric(call, 1, 0));
    }

    private static Binding add(Call call) {
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        return binary(
                call,
                type,
                switch (type) {
                    case INT ->
                        (left, right, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.add(ints(left), ints(right), result, validity, rowCount, ansi);
                            return new IntVector(result, validity);
                        };
                    case BIGINT ->
                        (left, right, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.add(longs(left), longs(right), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                        (left, right, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.add(doubles(left), doubles(right), result, rowCount);
                            return new DoubleVector(result, validity);
                        };
                });
    }

    private static Binding subtract(Call call) {
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        return binary(
                call,
                type,
                switch (type) {
                    case INT ->
                        (left, right, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.subtract(ints(left), ints(right), result, validity, rowCount, ansi);
                            return new IntVector(result, validity);
                        };
                    case BIGINT ->
                        (left, right, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.subtract(longs(left), longs(right), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                        (left, right, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.subtract(doubles(left), doubles(right), result, rowCount);
                            return new DoubleVector(result, validity);
                        };
                });
    }

    private static Binding multiply(Call call) {
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        return binary(
                call,
                type,
                switch (type) {
                    case INT ->
                        (left, right, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.multiply(ints(left), ints(right), result, validity, rowCount, ansi);
                            return new IntVector(result, validity);
                        };
                    case BIGINT ->
                        (left, right, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.multiply(longs(left), longs(right), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                        (left, right, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.multiply(doubles(left), doubles(right), result, rowCount);
                            return new DoubleVector(result, validity);
                        };
                });
    }

    private static Binding divide(Call call) {
        AtomicType common = commonNumeric(call);
        boolean hasText = call.types().contains(AtomicType.STRING);
        // A text is first a number of the common type, which refuses a fraction where that is BIGINT.
        AtomicType type = hasText ? common : AtomicType.DOUBLE;
        boolean ansi = call.context().ansi();
        return new Scalar(
                        AtomicType.DOUBLE,
                        !ansi || call.anyNullable(),
                        ansi,
                        Kernels.binary((left, right, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            long[] present = DoubleArithmetic.divide(
                                    asDoubles(left), asDoubles(right), result, validity, rowCount, ansi);
                            return new DoubleVector(result, present);
                        }))
                .decidedBy(DIVISOR)
                .castingAllTo(type, 2);
    }

    private static Binding div(Call call) {
        if (commonNumeric(call) == AtomicType.DOUBLE) {
            throw call.unexpectedType(call.type(0) == AtomicType.DOUBLE ? 0 : 1, "BIGINT");
        }
        boolean ansi = call.context().ansi();
        return new Scalar(
                        AtomicType.BIGINT,
                        !ansi || call.anyNullable(),
                        ansi,
                        Kernels.binary((left, right, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            long[] present =
                                    LongArithmetic.divide(longs(left), longs(right), result, validity, rowCount, ansi);
                            return new LongVector(result, present);
                        }))
                .decidedBy(DIVISOR)
                .castingAllTo(AtomicType.BIGINT, 2);
    }

    private static Binding remainder(Call call) {
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        Kernels.BinaryLoop loop = switch (type) {
            case INT ->
                (left, right, validity, rowCount) -> {
                    int[] result = new int[rowCount];
                    return new IntVector(
                            result, IntArithmetic.remainder(ints(left), ints(right), result, validity, rowCount, ansi));
                };
            case BIGINT ->
                (left, right, validity, rowCount) -> {
                    long[] result = new long[rowCount];
                    return new LongVector(
                            result,
                            LongArithmetic.remainder(longs(left), longs(right), result, validity, rowCount, ansi));
                };
            case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                (left, right, validity, rowCount) -> {
                    double[] result = new double[rowCount];
                    return new DoubleVector(
                            result,
                            DoubleArithmetic.remainder(
                                    doubles(left), doubles(right), result, validity, rowCount, ansi));
                };
        };
        return new Scalar(type, !ansi || call.anyNullable(), ansi, Kernels.binary(loop))
                .decidedBy(DIVISOR)
                .castingAllTo(type, 2);
    }

    private static Binding positiveRemainder(Call call) {
        AtomicType type = commonNumeric(call);
        boolean ansi = call.context().ansi();
        Kernels.BinaryLoop loop = switch (type) {
            case INT ->
                (left, right, validity, rowCount) -> {
                    int[] result = new int[rowCount];
                    long[] present = IntArithmetic.remainder(ints(left), ints(right), result, validity, rowCount, ansi);
                    Remainders.makePositive(result, ints(right), rowCount);
                    return new IntVector(result, present);
                };
            case BIGINT ->
                (left, right, validity, rowCount) -> {
                    long[] result = new long[rowCount];
                    long[] present =
                            LongArithmetic.remainder(longs(left), longs(right), result, validity, rowCount, ansi);
                    Remainders.makePositive(result, longs(right), rowCount);
                    return new LongVector(result, present);
                };
            case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                (left, right, validity, rowCount) -> {
                    double[] result = new double[rowCount];
                    long[] present =
                            DoubleArithmetic.remainder(doubles(left), doubles(right), result, validity, rowCount, ansi);
                    Remainders.makePositive(result, doubles(right), rowCount);
                    return new DoubleVector(result, present);
                };
        };
        return new Scalar(type, !ansi || call.anyNullable(), ansi, Kernels.binary(loop))
                .decidedBy(DIVISOR)
                .castingAllTo(type, 2);
    }

    private static Binding positive(Call call) {
        call.requireCount(1, 1);
        AtomicType type = numeric(call, 0, 0);
        return new Scalar(type, call.anyNullable(), false, Kernels.identity()).castingAllTo(type, 1);
    }

    private static Binding negative(Call call) {
        call.requireCount(1, 1);
        AtomicType type = numeric(call, 0, 0);
        boolean ansi = call.context().ansi();
        return unary(
                call,
                type,
                switch (type) {
                    case INT ->
                        (argument, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.negate(ints(argument), result, validity, rowCount, ansi);
                            return new IntVector(result, validity);
                        };
                    case BIGINT ->
                        (argument, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.negate(longs(argument), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                        (argument, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.negate(doubles(argument), result, rowCount);
                            return new DoubleVector(result, validity);
                        };
                });
    }

    private static Binding absolute(Call call) {
        call.requireCount(1, 1);
        AtomicType type = numeric(call, 0, 0);
        boolean ansi = call.context().ansi();
        return unary(
                call,
                type,
                switch (type) {
                    case INT ->
                        (argument, validity, rowCount) -> {
                            int[] result = new int[rowCount];
                            IntArithmetic.absolute(ints(argument), result, validity, rowCount, ansi);
                            return new IntVector(result, validity);
                        };
                    case BIGINT ->
                        (argument, validity, rowCount) -> {
                            long[] result = new long[rowCount];
                            LongArithmetic.absolute(longs(argument), result, validity, rowCount, ansi);
                            return new LongVector(result, validity);
                        };
                    case BOOLEAN, DOUBLE, STRING, DATE, TIMESTAMP ->
                        (argument, validity, rowCount) -> {
                            double[] result = new double[rowCount];
                            DoubleArithmetic.absolute(doubles(argument), result, rowCount);
                            return new DoubleVector(result, validity);
                        };
                });
    }

    private static Binding binary(Call call, AtomicType type, Kernels.BinaryLoop loop) {
        boolean canFail = call.context().ansi() && type != AtomicType.DOUBLE;
        return new Scalar(type, call.anyNullable(), canFail, Kernels.binary(loop))
                .decidedBy(0)
                .castingAllTo(type, 2);
    }

    private static Binding unary(Call call, AtomicType type, Kernels.UnaryLoop loop) {
        boolean canFail = call.context().ansi() && type != AtomicType.DOUBLE;
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
