package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Casts to DECIMAL and from it. */
final class DecimalCasts {
    private static final int DIGITS_OF_MICROS = 6;
    private static final BigDecimal MICROS = BigDecimal.valueOf(SessionZone.MICROS_PER_SECOND);

    /** Doubles hold whole numbers below this exactly, and powers of ten up to {@link #MAX_EXACT_SCALE}. */
    private static final long MAX_EXACT_DOUBLE = 1L << 53;

    private static final int MAX_EXACT_SCALE = 22;

    private DecimalCasts() {}

    /** @param from or {@code to} is a DECIMAL */
    static Optional<BoundScalar> cast(ScalarType from, ScalarType to, boolean nullable, FunctionContext context) {
        if (to instanceof DecimalType decimal) {
            return toDecimal(from, decimal, nullable, context);
        }
        DecimalType decimal = (DecimalType) from;
        AtomicType target = (AtomicType) to;
        boolean ansi = context.ansi();
        Kernels.UnaryLoop loop = switch (target) {
            case BOOLEAN -> (argument, validity, rowCount) -> toBooleans(argument, validity, rowCount);
            case TINYINT, SMALLINT, INT, BIGINT ->
                (argument, validity, rowCount) -> toWhole(argument, decimal, target, validity, rowCount, ansi);
            case FLOAT, DOUBLE ->
                (argument, validity, rowCount) -> toReals(argument, decimal, target, validity, rowCount);
            case STRING -> (argument, validity, rowCount) -> toTexts(argument, validity, rowCount, ansi);
            case TIMESTAMP -> (argument, validity, rowCount) -> toTimestamps(argument, validity, rowCount);
            case BINARY, DATE, TIMESTAMP_NTZ -> null;
        };
        boolean canFail = target.isIntegral();
        return Optional.ofNullable(loop)
                .map(one -> new Scalar(to, nullable || (canFail && !ansi), canFail && ansi, Kernels.unary(one)));
    }

    private static Optional<BoundScalar> toDecimal(
            ScalarType from, DecimalType to, boolean nullable, FunctionContext context) {
        boolean ansi = context.fails();
        Kernels.UnaryLoop loop = null;
        boolean canFail = true;
        if (from instanceof DecimalType decimal) {
            canFail = !to.isWiderThan(decimal);
            loop = (argument, validity, rowCount) -> rescaled(argument, decimal, to, validity, rowCount, ansi);
        } else if (from == AtomicType.BOOLEAN || from.isIntegral()) {
            canFail = from == AtomicType.BOOLEAN ? to.precision() == to.scale() : !to.isWiderThan(DecimalType.of(from));
            loop = (argument, validity, rowCount) -> ofWhole(argument, from, to, validity, rowCount, ansi);
        } else if (from.isNumeric() || from == AtomicType.STRING || from == AtomicType.TIMESTAMP) {
            loop = (argument, validity, rowCount) -> read(argument, from, to, validity, rowCount, ansi);
        } else if (from == AtomicType.DATE && !ansi) {
            return Optional.of(new Scalar(to, true, false, Kernels.nulls(to)));
        }
        boolean fails = canFail;
        return Optional.ofNullable(loop)
                .map(one -> new Scalar(to, nullable || (fails && !ansi), fails && ansi, Kernels.unary(one)));
    }

    private static Vector ofWhole(
            Vector argument, ScalarType from, DecimalType to, long @Nullable [] validity, int rowCount, boolean ansi) {
        if (to.isWide()) {
            return read(argument, from, to, validity, rowCount, ansi);
        }
        long factor = power(to.scale());
        long limit = power(to.precision() - to.scale());
        long[] result = new long[rowCount];
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            long value = wholeAt(argument, row);
            result[row] = value * factor;
            if ((value >= limit || value <= -limit) && Validity.isPresent(validity, row)) {
                present = refused(value, to, present, validity, row, rowCount, ansi);
            }
        }
        return new LongVector(to, result, present == null ? validity : present);
    }

    private static long wholeAt(Vector numbers, int row) {
        return switch (numbers) {
            case BooleanVector booleans -> booleans.values()[row] ? 1 : 0;
            case IntVector ints -> ints.values()[row];
            default -> ((LongVector) numbers).values()[row];
        };
    }

    /** @return the bitmap, without the row, unless ANSI rules make it an error */
    private static long[] refused(
            Object value,
            DecimalType to,
            long @Nullable [] present,
            long @Nullable [] validity,
            int row,
            int rowCount,
            boolean ansi) {
        if (ansi) {
            throw ValueErrors.outOfRange(value, to);
        }
        long[] changeable = present == null ? Kernels.changeable(validity, rowCount) : present;
        Validity.setNull(changeable, row);
        return changeable;
    }

    private static Vector rescaled(
            Vector argument, DecimalType from, DecimalType to, long @Nullable [] validity, int rowCount, boolean ansi) {
        boolean staysLong = !from.isWide() && !to.isWide() && to.scale() >= from.scale();
        if (!staysLong) {
            return read(argument, from, to, validity, rowCount, ansi);
        }
        long factor = power(to.scale() - from.scale());
        long limit = power(to.precision() - to.scale() + from.scale());
        long[] values = ((LongVector) argument).values();
        long[] result = new long[rowCount];
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            long value = values[row];
            result[row] = value * factor;
            if ((value >= limit || value <= -limit) && Validity.isPresent(validity, row)) {
                Object number = Decimals.number(argument, row);
                present = refused(number, to, present, validity, row, rowCount, ansi);
            }
        }
        return new LongVector(to, result, present == null ? validity : present);
    }

    /** By way of numbers as objects, for what has no loop of its own. */
    private static Vector read(
            Vector argument, ScalarType from, DecimalType to, long @Nullable [] validity, int rowCount, boolean ansi) {
        DecimalOutput out = new DecimalOutput(to, rowCount);
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            BigDecimal number = numberAt(argument, row);
            if (number == null) {
                if (ansi && from == AtomicType.STRING) {
                    throw ValueErrors.invalidCast(((BytesVector) argument).text(row), from, to);
                }
                present = present == null ? Kernels.changeable(validity, rowCount) : present;
                Validity.setNull(present, row);
            } else if (!out.setRounded(row, number)) {
                present = refused(number, to, present, validity, row, rowCount, ansi);
            }
        }
        return out.vector(present == null ? validity : Kernels.compact(present, rowCount));
    }

    private static @Nullable BigDecimal numberAt(Vector values, int row) {
        return switch (values) {
            case BytesVector texts when texts.type() == AtomicType.STRING -> TextNumbers.parseDecimal(texts, row);
            case LongVector times
            when times.type() == AtomicType.TIMESTAMP -> BigDecimal.valueOf(times.values()[row], DIGITS_OF_MICROS);
            case DoubleVector doubles -> {
                double value = doubles.values()[row];
                yield Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
            }
            case Vector decimals when decimals.type() instanceof DecimalType -> Decimals.number(decimals, row);
            case Vector whole -> BigDecimal.valueOf(wholeAt(whole, row));
        };
    }

    private static Vector toBooleans(Vector argument, long @Nullable [] validity, int rowCount) {
        boolean[] result = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = Validity.isPresent(validity, row)
                    && Decimals.digits(argument, row).signum() != 0;
        }
        return new BooleanVector(result, validity);
    }

    private static Vector toWhole(
            Vector argument, DecimalType from, AtomicType to, long @Nullable [] validity, int rowCount, boolean ansi) {
        NumberRange range = NumberRange.of(to);
        long[] result = new long[rowCount];
        long divisor = from.isWide() ? 0 : power(from.scale());
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            if (argument instanceof LongVector longs) {
                result[row] = longs.values()[row] / divisor;
            } else if (ansi && to != AtomicType.BIGINT) {
                // As in Spark, by way of a double.
                double number = Decimals.number(argument, row).doubleValue();
                result[row] = (long) number;
                if (Math.floor(number) > range.greatest() || Math.ceil(number) < range.least()) {
                    throw ValueErrors.castOverflow(number, from, to);
                }
            } else {
                BigInteger whole = Decimals.number(argument, row).toBigInteger();
                result[row] = whole.longValue();
                if (ansi && whole.bitLength() >= Long.SIZE) {
                    throw ValueErrors.castOverflow(whole, from, to);
                }
            }
            if (ansi && !range.has(result[row])) {
                throw ValueErrors.castOverflow(Decimals.number(argument, row), from, to);
            }
            result[row] = range.wrapped(result[row]);
        }
        if (to == AtomicType.BIGINT) {
            return new LongVector(result, validity);
        }
        int[] narrow = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            narrow[row] = (int) result[row];
        }
        return new IntVector(to, narrow, validity);
    }

    private static Vector toReals(
            Vector argument, DecimalType from, AtomicType to, long @Nullable [] validity, int rowCount) {
        double[] result = new double[rowCount];
        double divisor = from.scale() <= MAX_EXACT_SCALE ? Math.pow(10, from.scale()) : 0;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            boolean isExact = argument instanceof LongVector longs
                    && Math.abs(longs.values()[row]) < MAX_EXACT_DOUBLE
                    && to == AtomicType.DOUBLE
                    && divisor != 0;
            if (isExact) {
                result[row] = ((LongVector) argument).values()[row] / divisor;
            } else {
                BigDecimal number = Decimals.number(argument, row);
                result[row] = to == AtomicType.FLOAT ? number.floatValue() : number.doubleValue();
            }
        }
        return new DoubleVector(to, result, validity);
    }

    private static Vector toTexts(Vector argument, long @Nullable [] validity, int rowCount, boolean isPlain) {
        TextOutput out = new TextOutput(rowCount, rowCount * 16);
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                BigDecimal number = Decimals.number(argument, row);
                out.append(isPlain ? number.toPlainString() : number.toString());
            }
            out.endRow(row);
        }
        return out.vector(validity);
    }

    private static Vector toTimestamps(Vector argument, long @Nullable [] validity, int rowCount) {
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                result[row] = Decimals.number(argument, row)
                        .multiply(MICROS, MathContext.DECIMAL128)
                        .longValue();
            }
        }
        return new LongVector(AtomicType.TIMESTAMP, result, validity);
    }

    /** Ten to the power of at most 18. */
    private static long power(int exponent) {
        return exponent > DecimalType.MAX_LONG_DIGITS ? Long.MAX_VALUE : DecimalType.powerOfTen(exponent);
    }
}
