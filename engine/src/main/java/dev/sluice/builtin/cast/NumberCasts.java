package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Casts among BOOLEAN and the numbers, and of numbers, as seconds, to TIMESTAMP. */
final class NumberCasts {
    private NumberCasts() {}

    static Optional<Supplier<ScalarKernel>> kernels(AtomicType from, AtomicType to, boolean ansi) {
        if (to == AtomicType.TIMESTAMP) {
            return SecondCasts.toTimestamp(from, ansi).map(Kernels::unary);
        }
        if (to == AtomicType.BINARY) {
            return from.isIntegral() && !ansi ? Optional.of(BinaryCasts.ofWholeNumber(from)) : Optional.empty();
        }
        if (to == AtomicType.BOOLEAN) {
            return Optional.of(Kernels.unary(NumberCasts::toBooleans));
        }
        if (!to.isNumeric()) {
            return Optional.empty();
        }
        Kernels.UnaryLoop loop = switch (to.storage()) {
            case INTS -> (argument, validity, rowCount) -> toInts(argument, from, to, validity, rowCount, ansi);
            case LONGS -> (argument, validity, rowCount) -> toLongs(argument, from, validity, rowCount, ansi);
            case BOOLEANS, DOUBLES, BYTES ->
                to == AtomicType.FLOAT
                        ? NumberCasts::toFloats
                        : (argument, validity, rowCount) -> new DoubleVector(widened(argument, rowCount), validity);
        };
        return Optional.of(Kernels.unary(loop));
    }

    private static Vector toBooleans(Vector argument, long @Nullable [] validity, int rowCount) {
        boolean[] result = new boolean[rowCount];
        switch (argument) {
            case IntVector ints -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = ints.values()[row] != 0;
                }
            }
            case LongVector longs -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = longs.values()[row] != 0;
                }
            }
            case DoubleVector doubles -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = doubles.values()[row] != 0;
                }
            }
            default -> throw noNumber(argument);
        }
        return new BooleanVector(result, validity);
    }

    private static Vector toInts(
            Vector argument, AtomicType from, AtomicType to, long @Nullable [] validity, int rowCount, boolean ansi) {
        int[] result = new int[rowCount];
        NumberRange range = NumberRange.of(to);
        switch (argument) {
            case BooleanVector booleans -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = booleans.values()[row] ? 1 : 0;
                }
            }
            case IntVector ints -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = (int) range.wrapped(ints.values()[row]);
                    if (ansi && result[row] != ints.values()[row] && Validity.isPresent(validity, row)) {
                        throw ValueErrors.castOverflow(ints.values()[row], from, to);
                    }
                }
            }
            case LongVector longs -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = (int) range.wrapped(longs.values()[row]);
                    if (ansi && result[row] != longs.values()[row] && Validity.isPresent(validity, row)) {
                        throw ValueErrors.castOverflow(longs.values()[row], from, to);
                    }
                }
            }
            case DoubleVector doubles -> {
                double[] values = doubles.values();
                for (int row = 0; row < rowCount; row++) {
                    result[row] = (int) range.wrapped((int) values[row]);
                    if (ansi
                            && !(values[row] > range.least() - 1.0 && values[row] < range.greatest() + 1.0)
                            && Validity.isPresent(validity, row)) {
                        throw ValueErrors.castOverflow(values[row], from, to);
                    }
                }
            }
            default -> throw noNumber(argument);
        }
        return new IntVector(to, result, validity);
    }

    private static Vector toLongs(
            Vector argument, AtomicType from, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] result = new long[rowCount];
        switch (argument) {
            case BooleanVector booleans -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = booleans.values()[row] ? 1L : 0L;
                }
            }
            case IntVector ints -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = ints.values()[row];
                }
            }
            case DoubleVector doubles -> {
                double[] values = doubles.values();
                for (int row = 0; row < rowCount; row++) {
                    result[row] = (long) values[row];
                    // As in Spark 2^63 passes, which is the greatest long as a double, and becomes that long.
                    if (ansi
                            && !(values[row] >= -0x1p63 && values[row] <= 0x1p63)
                            && Validity.isPresent(validity, row)) {
                        throw ValueErrors.castOverflow(values[row], from, AtomicType.BIGINT);
                    }
                }
            }
            default -> throw noNumber(argument);
        }
        return new LongVector(result, validity);
    }

    /** The numbers as doubles; an array of the argument where it is one of doubles. */
    private static double[] widened(Vector argument, int rowCount) {
        double[] result = new double[rowCount];
        switch (argument) {
            case BooleanVector booleans -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = booleans.values()[row] ? 1.0 : 0.0;
                }
            }
            case IntVector ints -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = ints.values()[row];
                }
            }
            case LongVector longs -> {
                for (int row = 0; row < rowCount; row++) {
                    result[row] = (double) longs.values()[row];
                }
            }
            case DoubleVector doubles -> {
                return doubles.values();
            }
            default -> throw noNumber(argument);
        }
        return result;
    }

    private static Vector toFloats(Vector argument, long @Nullable [] validity, int rowCount) {
        double[] result = new double[rowCount];
        if (argument instanceof LongVector longs) {
            // By way of a double some longs would be rounded twice.
            for (int row = 0; row < rowCount; row++) {
                result[row] = (float) longs.values()[row];
            }
        } else {
            double[] values = widened(argument, rowCount);
            for (int row = 0; row < rowCount; row++) {
                result[row] = (float) values[row];
            }
        }
        return new DoubleVector(AtomicType.FLOAT, result, validity);
    }

    private static IllegalArgumentException noNumber(Vector argument) {
        return new IllegalArgumentException("no number: " + argument.type());
    }
}
