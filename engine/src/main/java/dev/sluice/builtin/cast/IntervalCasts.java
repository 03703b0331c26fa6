package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import dev.sluice.types.ScalarType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Casts to intervals and from them: numbers count the least unit of the type. */
final class IntervalCasts {
    private IntervalCasts() {}

    /** @param from or {@code to} is an interval */
    static Optional<BoundScalar> cast(ScalarType from, ScalarType to, boolean nullable, FunctionContext context) {
        if (to instanceof IntervalType interval) {
            return toInterval(from, interval, nullable, context);
        }
        IntervalType interval = (IntervalType) from;
        if (to == AtomicType.STRING) {
            return Optional.of(new Scalar(
                    to,
                    nullable,
                    false,
                    RowKernels.texts((row, out) -> out.append(IntervalText.of(row.getLength(0), interval)))));
        }
        long unit = interval.last().length();
        if (to instanceof DecimalType decimal) {
            return Optional.of(new Scalar(
                    to,
                    nullable,
                    true,
                    Kernels.unary((argument, validity, rowCount) -> decimals(argument, interval, decimal, rowCount))));
        }
        if (to.isIntegral()) {
            AtomicType target = (AtomicType) to;
            NumberRange range = NumberRange.of(target);
            RowKernels.ToLong whole = row -> {
                long count = row.getLength(0) / unit;
                if (!range.has(count)) {
                    throw ValueErrors.castOverflow(IntervalText.of(row.getLength(0), interval), interval, to);
                }
                return count;
            };
            Supplier<ScalarKernel> kernels = target == AtomicType.BIGINT
                    ? RowKernels.longs(whole)
                    : RowKernels.ints(target, row -> (int) whole.apply(row));
            return Optional.of(new Scalar(to, nullable, true, kernels));
        }
        return Optional.empty();
    }

    private static Optional<BoundScalar> toInterval(
            ScalarType from, IntervalType to, boolean nullable, FunctionContext context) {
        if (from instanceof IntervalType interval) {
            return interval.isOfMonths() == to.isOfMonths()
                    ? Optional.of(new Scalar(
                            to, nullable, false, RowKernels.lengths(to, row -> cut(row.getLength(0), to))))
                    : Optional.empty();
        }
        if (from == AtomicType.STRING) {
            return Optional.of(new Scalar(
                    to,
                    nullable || context.isTrying(),
                    !context.isTrying(),
                    RowKernels.lengths(to, row -> read(row, to, context))));
        }
        if (from.isIntegral()) {
            return Optional.of(new Scalar(
                    to, nullable, true, RowKernels.lengths(to, row -> multiplied(row.getWhole(0), from, to))));
        }
        return from instanceof DecimalType
                ? Optional.of(new Scalar(
                        to, nullable, true, RowKernels.lengths(to, row -> multiplied(row.getDecimal(0), from, to))))
                : Optional.empty();
    }

    /** Towards zero, to whole ones of the least unit. */
    private static long cut(long length, IntervalType to) {
        return to.last() == IntervalType.Unit.SECOND
                ? length
                : length - length % to.last().length();
    }

    private static long read(RowArguments row, IntervalType to, FunctionContext context) {
        OptionalLong length = IntervalText.parse(row.getText(0), to);
        if (length.isEmpty()) {
            if (!context.isTrying()) {
                throw ValueErrors.invalidInterval(row.getText(0), to);
            }
            row.giveNull();
        }
        return length.orElse(0);
    }

    private static long multiplied(long count, ScalarType from, IntervalType to) {
        long unit = to.last().length();
        long length = count * unit;
        boolean isIn = Math.multiplyHigh(count, unit) == length >> 63 && (!to.isOfMonths() || length == (int) length);
        if (!isIn) {
            throw ValueErrors.castOverflow(count, from, to);
        }
        return length;
    }

    private static long multiplied(BigDecimal count, ScalarType from, IntervalType to) {
        BigDecimal length =
                count.multiply(BigDecimal.valueOf(to.last().length())).setScale(0, RoundingMode.HALF_UP);
        boolean isIn = to.isOfMonths()
                ? length.compareTo(BigDecimal.valueOf(length.intValue())) == 0
                : length.compareTo(BigDecimal.valueOf(length.longValue())) == 0;
        if (!isIn) {
            throw ValueErrors.castOverflow(count.toPlainString(), from, to);
        }
        return length.longValue();
    }

    private static Vector decimals(Vector lengths, IntervalType from, DecimalType to, int rowCount) {
        DecimalOutput out = new DecimalOutput(to, rowCount);
        BigDecimal unit = BigDecimal.valueOf(from.last().length());
        for (int row = 0; row < rowCount; row++) {
            if (lengths.isNull(row)) {
                continue;
            }
            long length = RowArguments.length(lengths, row);
            BigDecimal number = BigDecimal.valueOf(length).divide(unit, Math.max(to.scale(), 6), RoundingMode.HALF_UP);
            if (!out.setRounded(row, number)) {
                throw ValueErrors.outOfRange(number, to);
            }
        }
        return out.vector(lengths.validity());
    }
}
