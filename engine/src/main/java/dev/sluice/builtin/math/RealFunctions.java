package dev.sluice.builtin.math;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.DOUBLE;

import dev.sluice.builtin.datetime.IntervalFunctions;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.Validity;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Functions of real numbers. */
final class RealFunctions {
    private static final double LOG_2 = Math.log(2);

    private RealFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                real(family, "sqrt", "The square root; NaN of a negative number.", "sqrt(4) -> 2.0", Math::sqrt),
                real(family, "cbrt", "The cube root.", "cbrt(27) -> 3.0", StrictMath::cbrt),
                real(family, "exp", "The power of e.", "exp(0) -> 1.0", StrictMath::exp),
                real(family, "expm1", "The power of e, less 1.", "expm1(0) -> 0.0", StrictMath::expm1),
                logarithm(family, "ln", "e", "ln(1) -> 0.0", 0, StrictMath::log),
                logarithm(family, "log10", "10", "log10(100) -> 2.0", 0, StrictMath::log10),
                logarithm(family, "log2", "2", "log2(8) -> 3.0", 0, number -> StrictMath.log(number) / LOG_2),
                logarithm(family, "log1p", "e, of a number and 1,", "log1p(0) -> 0.0", -1, StrictMath::log1p),
                family.declare(
                        "log",
                        "log([base DOUBLE, ]number DOUBLE): DOUBLE",
                        "The logarithm to a base, which is e if left out; null where there is none.",
                        "log(2, 8) -> 3.0",
                        RealFunctions::log),
                real(family, "sin", "The sine.", "sin(0) -> 0.0", Math::sin),
                real(family, "cos", "The cosine.", "cos(0) -> 1.0", Math::cos),
                real(family, "tan", "The tangent.", "tan(0) -> 0.0", Math::tan),
                real(family, "sec", "The secant.", "sec(0) -> 1.0", angle -> 1 / Math.cos(angle)),
                real(family, "csc", "The cosecant.", "csc(0) -> Infinity", angle -> 1 / Math.sin(angle)),
                real(family, "cot", "The cotangent.", "cot(0) -> Infinity", angle -> 1 / Math.tan(angle)),
                real(family, "asin", "The angle of a sine; NaN outside of -1 to 1.", "asin(0) -> 0.0", Math::asin),
                real(family, "acos", "The angle of a cosine; NaN outside of -1 to 1.", "acos(1) -> 0.0", Math::acos),
                real(family, "atan", "The angle of a tangent.", "atan(0) -> 0.0", Math::atan),
                real(family, "sinh", "The hyperbolic sine.", "sinh(0) -> 0.0", StrictMath::sinh),
                real(family, "cosh", "The hyperbolic cosine.", "cosh(0) -> 1.0", StrictMath::cosh),
                real(family, "tanh", "The hyperbolic tangent.", "tanh(0) -> 0.0", StrictMath::tanh),
                real(family, "asinh", "The inverse of the hyperbolic sine.", "asinh(0) -> 0.0", Hyperbolic::asinh),
                real(
                        family,
                        "acosh",
                        "The inverse of the hyperbolic cosine; NaN below 1.",
                        "acosh(1) -> 0.0",
                        Hyperbolic::acosh),
                real(
                        family,
                        "atanh",
                        "The inverse of the hyperbolic tangent; NaN outside of -1 to 1.",
                        "atanh(0) -> 0.0",
                        Hyperbolic::atanh),
                real(family, "degrees", "An angle in degrees, of radians.", "degrees(0) -> 0.0", Math::toDegrees),
                real(family, "radians", "An angle in radians, of degrees.", "radians(0) -> 0.0", Math::toRadians),
                family.declare(
                        List.of("signum", "sign"),
                        "signum(number DOUBLE): DOUBLE",
                        "-1.0, 0.0 or 1.0, as the number is negative, zero or positive.",
                        "signum(-7) -> -1.0",
                        call -> call.size() == 1 && call.type(0) instanceof IntervalType interval
                                ? IntervalFunctions.sign(call, interval)
                                : unary(Math::signum).bind(call)),
                real(family, "rint", "The nearest whole number, of two the even one.", "rint(2.5) -> 2.0", Math::rint),
                family.declare(
                        List.of("power", "pow"),
                        "power(base DOUBLE, exponent DOUBLE): DOUBLE",
                        "The base to the power of the exponent.",
                        "power(2, 3) -> 8.0",
                        binary(StrictMath::pow)),
                family.declare(
                        "atan2",
                        "atan2(y DOUBLE, x DOUBLE): DOUBLE",
                        "The angle between the axis of x and the point.",
                        "atan2(0, 1) -> 0.0",
                        // Minus zero counts as zero.
                        binary((y, x) -> Math.atan2(y + 0.0, x + 0.0))),
                family.declare(
                        "hypot",
                        "hypot(a DOUBLE, b DOUBLE): DOUBLE",
                        "The square root of the sum of two squares.",
                        "hypot(3, 4) -> 5.0",
                        binary(Math::hypot)),
                constant(family, "e", "The base of the natural logarithms.", Math.E),
                constant(family, "pi", "The ratio of circumference and diameter.", Math.PI),
                family.declare(
                        "width_bucket",
                        "width_bucket(number DOUBLE, low DOUBLE, high DOUBLE, count BIGINT): BIGINT",
                        "Into which of so many equal parts between two bounds the number falls, or the interval between two intervals, 0"
                                + " being before the first and one more than there are behind the last; null where there are"
                                + " none.",
                        "width_bucket(5.3, 0.2, 10.6, 5) -> 3",
                        RealFunctions::bucket));
    }

    private static ScalarFunction real(
            Family family, String name, String usage, String example, DoubleUnaryOperator operator) {
        return family.declare(name, name + "(number DOUBLE): DOUBLE", usage, example, unary(operator));
    }

    private static Binder unary(DoubleUnaryOperator operator) {
        return Parameters.of(DOUBLE).giving(DOUBLE, Kernels.unary((argument, validity, rowCount) -> {
            double[] numbers = ((DoubleVector) argument).values();
            double[] result = new double[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = operator.applyAsDouble(numbers[row]);
            }
            return new DoubleVector(result, validity);
        }));
    }

    private static Binder binary(DoubleBinaryOperator operator) {
        return Parameters.of(DOUBLE, DOUBLE).giving(DOUBLE, Kernels.binary((left, right, validity, rowCount) -> {
            double[] first = ((DoubleVector) left).values();
            double[] second = ((DoubleVector) right).values();
            double[] result = new double[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = operator.applyAsDouble(first[row], second[row]);
            }
            return new DoubleVector(result, validity);
        }));
    }

    private static ScalarFunction constant(Family family, String name, String usage, double value) {
        return family.declare(
                name,
                name + "(): DOUBLE",
                usage,
                name + "() -> " + value,
                Parameters.of().giving(DOUBLE, () -> {
                    double[] single = {value};
                    return (arguments, rowCount) -> new ConstantVector(new DoubleVector(single, null));
                }));
    }

    /** @param bound null at it and below */
    private static ScalarFunction logarithm(
            Family family, String name, String base, String example, double bound, DoubleUnaryOperator operator) {
        return family.declare(
                name,
                name + "(number DOUBLE): DOUBLE",
                "The logarithm to the base " + base + (base.endsWith(",") ? "" : ";") + " null where there is none.",
                example,
                Parameters.of(DOUBLE).mayGiveNull().giving(DOUBLE, logarithm(bound, operator)));
    }

    private static Supplier<ScalarKernel> logarithm(double bound, DoubleUnaryOperator operator) {
        return Kernels.unary((argument, validity, rowCount) -> {
            double[] numbers = ((DoubleVector) argument).values();
            double[] result = new double[rowCount];
            long[] present = Kernels.changeable(validity, rowCount);
            for (int row = 0; row < rowCount; row++) {
                if (numbers[row] <= bound) {
                    Validity.setNull(present, row);
                } else {
                    result[row] = operator.applyAsDouble(numbers[row]);
                }
            }
            return new DoubleVector(result, Kernels.compact(present, rowCount));
        });
    }

    private static Binding log(Call call) {
        Parameters parameters = Parameters.of(DOUBLE, DOUBLE).atLeast(1).mayGiveNull();
        Supplier<ScalarKernel> kernels =
                call.size() == 1 ? logarithm(0, StrictMath::log) : RowKernels.doubles(RealFunctions::logToBase);
        return parameters.giving(DOUBLE, kernels).bind(call);
    }

    private static double logToBase(RowArguments row) {
        double base = row.getDouble(0);
        double number = row.getDouble(1);
        if (base <= 0 || number <= 0) {
            row.giveNull();
        }
        return StrictMath.log(number) / StrictMath.log(base);
    }

    private static Binding bucket(Call call) {
        call.requireCount(4, 4);
        if (call.types().subList(0, 3).stream().noneMatch(IntervalType.class::isInstance)) {
            return Parameters.of(DOUBLE, DOUBLE, DOUBLE, BIGINT)
                    .mayGiveNull()
                    .giving(
                            BIGINT,
                            RowKernels.longs(row -> bucket(row, row.getDouble(0), row.getDouble(1), row.getDouble(2))))
                    .bind(call);
        }
        List<DataType> castTo = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            castTo.add(call.type(index) instanceof IntervalType interval ? interval : call.implicitly(index, DOUBLE));
        }
        if (castTo.stream().distinct().count() > 1) {
            throw new Call(call.name(), call.arguments().subList(0, 3), call.context()).noCommonType();
        }
        castTo.add(call.implicitly(3, BIGINT));
        return new Scalar(
                        BIGINT,
                        true,
                        false,
                        RowKernels.longs(row -> bucket(
                                row, (double) row.getLength(0), (double) row.getLength(1), (double) row.getLength(2))))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static long bucket(RowArguments row, double number, double low, double high) {
        long count = row.getLong(3);
        boolean areBounds = Double.isFinite(low) && Double.isFinite(high) && low != high;
        if (!areBounds || Double.isNaN(number) || count <= 0 || count == Long.MAX_VALUE) {
            row.giveNull();
            return 0;
        }
        boolean isUp = low < high;
        if (isUp ? number < low : number > low) {
            return 0;
        }
        if (isUp ? number >= high : number <= high) {
            return count + 1;
        }
        return (long) (count * (number - low) / (high - low)) + 1;
    }
}
