package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic of which one side is a DECIMAL and the other a DECIMAL or a whole number, with Spark's types of results. */
final class DecimalOperators {
    /** What is done with two numbers. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        POSITIVE_REMAINDER,
        DIV
    }

    /** One more digit than any DECIMAL has: the result is then rounded to its type. */
    private static final MathContext DIGITS = new MathContext(DecimalType.MAX_PRECISION + 1, RoundingMode.HALF_UP);

    private static final int LEAST_QUOTIENT_SCALE = 6;

    private DecimalOperators() {}

    /** Whether the sides of an operator meet as decimals. */
    static boolean take(Call call) {
        return call.size() == 2
                && (call.type(0) instanceof DecimalType || call.type(1) instanceof DecimalType)
                && isExact(call, 0)
                && isExact(call, 1);
    }

    private static boolean isExact(Call call, int index) {
        DataType type = call.type(index);
        return call.argument(index).isUntypedNull()
                || type instanceof DecimalType
                || (type instanceof ScalarType scalar && scalar.isIntegral());
    }

    /** A null that nobody has cast has the type of the other side, and a literal the digits it is written with. */
    private static DecimalType operand(Call call, int index) {
        if (call.argument(index).isUntypedNull()) {
            return operand(call, 1 - index);
        }
        if (call.type(index) instanceof DecimalType decimal) {
            return decimal;
        }
        // As in Spark, a TINYINT has all digits of its type.
        boolean isDigits = call.type(index) != AtomicType.TINYINT;
        return switch (call.argument(index).literal()) {
            case Integer digits when isDigits -> DecimalType.of(BigDecimal.valueOf(digits));
            case Long digits when isDigits -> DecimalType.of(BigDecimal.valueOf(digits));
            case null, default -> DecimalType.of((ScalarType) call.type(index));
        };
    }

    static Binding bind(Call call, Operator operator) {
        DecimalType left = operand(call, 0);
        DecimalType right = operand(call, 1);
        boolean ansi = call.context().ansi();
        boolean isDivision = operator.compareTo(Operator.DIVIDE) >= 0;
        if (operator == Operator.DIV) {
            Scalar whole = new Scalar(
                    AtomicType.BIGINT,
                    !ansi || call.anyNullable(),
                    ansi,
                    Kernels.binary((l, r, validity, rowCount) -> div(l, r, validity, rowCount, ansi)));
            return Divisors.deciding(whole, ansi).castingTo(List.of(left, right));
        }
        DecimalType result = result(operator, left, right, call.context().losesPrecision());
        boolean canOverflow = isDivision || !exactly(operator, left, right, result);
        Scalar scalar = new Scalar(
                result,
                call.anyNullable() || (canOverflow && !ansi) || (isDivision && !ansi),
                canOverflow && ansi,
                Kernels.binary(loop(operator, left, right, result, ansi)));
        return (isDivision ? Divisors.deciding(scalar, ansi) : scalar.decidedBy(0)).castingTo(List.of(left, right));
    }

    /** The type of a result: room for every one, as far as 38 digits reach. */
    private static DecimalType result(Operator operator, DecimalType left, DecimalType right, boolean losesPrecision) {
        int wider = Math.max(left.scale(), right.scale());
        return switch (operator) {
            case ADD, SUBTRACT -> {
                int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
                yield DecimalType.adjusted(whole + wider + 1, wider, losesPrecision);
            }
            case MULTIPLY ->
                DecimalType.adjusted(
                        left.precision() + right.precision() + 1, left.scale() + right.scale(), losesPrecision);
            case DIVIDE -> quotient(left, right, losesPrecision);
            case REMAINDER, POSITIVE_REMAINDER, DIV -> {
                int whole = Math.min(left.precision() - left.scale(), right.precision() - right.scale());
                yield DecimalType.adjusted(whole + wider, wider, losesPrecision);
            }
        };
    }

    private static DecimalType quotient(DecimalType left, DecimalType right, boolean losesPrecision) {
        if (losesPrecision) {
            int whole = left.precision() - left.scale() + right.scale();
            int scale = Math.max(LEAST_QUOTIENT_SCALE, left.scale() + right.precision() + 1);
            return DecimalType.adjusted(whole + scale, scale, true);
        }
        int whole = Math.min(DecimalType.MAX_PRECISION, left.precision() - left.scale() + right.scale());
        int scale = Math.min(
                DecimalType.MAX_PRECISION, Math.max(LEAST_QUOTIENT_SCALE, left.scale() + right.precision() + 1));
        int excess = whole + scale - DecimalType.MAX_PRECISION;
        if (excess > 0) {
            scale -= excess / 2 + 1;
            whole = DecimalType.MAX_PRECISION - scale;
        }
        return DecimalType.bounded(whole + scale, scale);
    }

    /** Whether every result is of the type, without rounding. */
    private static boolean exactly(Operator operator, DecimalType left, DecimalType right, DecimalType result) {
        int scale =
                operator == Operator.MULTIPLY ? left.scale() + right.scale() : Math.max(left.scale(), right.scale());
        int whole = operator == Operator.MULTIPLY
                ? left.precision() - left.scale() + right.precision() - right.scale()
                : Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + 1;
        return result.scale() == scale && result.precision() - result.scale() >= whole;
    }

    private static Kernels.BinaryLoop loop(
            Operator operator, DecimalType left, DecimalType right, DecimalType result, boolean ansi) {
        boolean areLongs = !left.isWide() && !right.isWide();
        if (areLongs && operator == Operator.MULTIPLY && exactly(operator, left, right, result)) {
            return (l, r, validity, rowCount) -> products(longs(l), longs(r), result, validity, rowCount);
        }
        boolean isSum = operator == Operator.ADD || operator == Operator.SUBTRACT;
        if (areLongs && isSum && !result.isWide()) {
            long leftFactor = DecimalType.powerOfTen(result.scale() - left.scale());
            long rightFactor =
                    DecimalType.powerOfTen(result.scale() - right.scale()) * (operator == Operator.SUBTRACT ? -1 : 1);
            return (l, r, validity, rowCount) ->
                    sums(longs(l), leftFactor, longs(r), rightFactor, result, validity, rowCount);
        }
        return (l, r, validity, rowCount) -> compute(operator, l, r, result, validity, rowCount, ansi);
    }

    private static long[] longs(Vector decimals) {
        return ((LongVector) decimals).values();
    }

    private static Vector sums(
            long[] left,
            long leftFactor,
            long[] right,
            long rightFactor,
            DecimalType type,
            long @Nullable [] validity,
            int rowCount) {
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = left[row] * leftFactor + right[row] * rightFactor;
        }
        return new LongVector(type, result, validity);
    }

    private static Vector products(
            long[] left, long[] right, DecimalType type, long @Nullable [] validity, int rowCount) {
        if (!type.isWide()) {
            long[] result = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = left[row] * right[row];
            }
            return new LongVector(type, result, validity);
        }
        DecimalOutput out = new DecimalOutput(type, rowCount);
        for (int row = 0; row < rowCount; row++) {
            out.set(row, Math.multiplyHigh(left[row], right[row]), left[row] * right[row]);
        }
        return out.vector(validity);
    }

    /** By way of numbers as objects. */
    private static Vector compute(
            Operator operator,
            Vector left,
            Vector right,
            DecimalType type,
            long @Nullable [] validity,
            int rowCount,
            boolean ansi) {
        DecimalOutput out = new DecimalOutput(type, rowCount);
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            BigDecimal number = compute(operator, Decimals.number(left, row), Decimals.number(right, row), ansi);
            if (number == null || !out.setRounded(row, number)) {
                if (ansi && number != null) {
                    throw ValueErrors.outOfRange(number, type);
                }
                present = present == null ? Kernels.changeable(validity, rowCount) : present;
                Validity.setNull(present, row);
            }
        }
        return out.vector(present == null ? validity : Kernels.compact(present, rowCount));
    }

    /** Null of a division by zero without ANSI rules. */
    private static @Nullable BigDecimal compute(Operator operator, BigDecimal left, BigDecimal right, boolean ansi) {
        boolean isDivision = operator.compareTo(Operator.DIVIDE) >= 0;
        if (isDivision && right.signum() == 0) {
            if (ansi) {
                throw ValueErrors.divideByZero(operator != Operator.DIVIDE && operator != Operator.DIV);
            }
            return null;
        }
        return switch (operator) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right, DIGITS);
            case DIVIDE -> left.divide(right, DecimalType.MAX_PRECISION + 1, RoundingMode.HALF_UP);
            case REMAINDER -> left.remainder(right);
            case POSITIVE_REMAINDER -> {
                BigDecimal remainder = left.remainder(right);
                yield remainder.signum() < 0 ? remainder.add(right).remainder(right) : remainder;
            }
            case DIV -> left.divideToIntegralValue(right);
        };
    }

    private static Vector div(Vector left, Vector right, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] result = new long[rowCount];
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            BigDecimal quotient = compute(Operator.DIV, Decimals.number(left, row), Decimals.number(right, row), ansi);
            if (quotient == null) {
                present = present == null ? Kernels.changeable(validity, rowCount) : present;
                Validity.setNull(present, row);
                continue;
            }
            // As in Spark, the last 64 bits of more.
            result[row] = quotient.toBigInteger().longValue();
        }
        return new LongVector(result, present == null ? validity : present);
    }
}
