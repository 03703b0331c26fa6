package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.ResultArrays;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loops of an operator for the kinds of array in which numbers lie. TINYINT and SMALLINT are computed as ints and FLOAT as
 * doubles, which hold every result exactly or round it once more in vain, and are then brought to their type.
 */
final class ArithmeticLoops {
    /** Computes ints, and gives the validity of the result. */
    @FunctionalInterface
    interface OfInts {
        long @Nullable [] run(
                int[] left, int[] right, int[] result, long @Nullable [] validity, int rowCount, boolean ansi);
    }

    /** Computes longs, and gives the validity of the result. */
    @FunctionalInterface
    interface OfLongs {
        long @Nullable [] run(
                long[] left, long[] right, long[] result, long @Nullable [] validity, int rowCount, boolean ansi);
    }

    /** Computes doubles, and gives the validity of the result. */
    @FunctionalInterface
    interface OfDoubles {
        long @Nullable [] run(
                double[] left, double[] right, double[] result, long @Nullable [] validity, int rowCount, boolean ansi);
    }

    private final String name;
    private final OfInts ints;
    private final OfLongs longs;
    private final OfDoubles doubles;
    private final OfDoubles floats;

    /** @param name in error texts */
    ArithmeticLoops(String name, OfInts ints, OfLongs longs, OfDoubles doubles) {
        this(name, ints, longs, doubles, doubles);
    }

    /** @param floats for an operator of several steps, each of which is rounded */
    ArithmeticLoops(String name, OfInts ints, OfLongs longs, OfDoubles doubles, OfDoubles floats) {
        this.name = name;
        this.ints = ints;
        this.longs = longs;
        this.doubles = doubles;
        this.floats = floats;
    }

    /** Makes loops for two columns of one numeric type, each of which fills the same arrays again at its next call. */
    Supplier<Kernels.BinaryLoop> of(AtomicType type, boolean ansi) {
        return () -> of(type, ansi, new ResultArrays());
    }

    private Kernels.BinaryLoop of(AtomicType type, boolean ansi, ResultArrays arrays) {
        return switch (type.storage()) {
            case INTS ->
                (left, right, validity, rowCount) -> {
                    int[] result = arrays.ints(rowCount);
                    long[] present = ints.run(values(left), values(right), result, validity, rowCount, ansi);
                    narrow(type, result, present, rowCount, ansi, name);
                    return new IntVector(type, result, present);
                };
            case LONGS ->
                (left, right, validity, rowCount) -> {
                    long[] result = arrays.longs(rowCount);
                    long[] present = longs.run(
                            ((LongVector) left).values(),
                            ((LongVector) right).values(),
                            result,
                            validity,
                            rowCount,
                            ansi);
                    return new LongVector(type, result, present);
                };
            case DOUBLES -> {
                OfDoubles loop = type == AtomicType.FLOAT ? floats : doubles;
                yield (left, right, validity, rowCount) -> {
                    double[] result = arrays.doubles(rowCount);
                    long[] present = loop.run(
                            ((DoubleVector) left).values(),
                            ((DoubleVector) right).values(),
                            result,
                            validity,
                            rowCount,
                            ansi);
                    return doubles(type, result, present, rowCount);
                };
            }
            case BOOLEANS, BYTES -> throw new IllegalArgumentException("no number: " + type);
        };
    }

    private static int[] values(Vector ints) {
        return ((IntVector) ints).values();
    }

    /** Results that ints hold, in the range of their type: an error beyond it under ANSI rules, and the last bits without. */
    static void narrow(
            AtomicType type, int[] result, long @Nullable [] validity, int rowCount, boolean ansi, String function) {
        if (type == AtomicType.INT) {
            return;
        }
        int bits = Integer.SIZE - NumberRange.of(type).bits();
        for (int row = 0; row < rowCount; row++) {
            int narrow = result[row] << bits >> bits;
            if (ansi && narrow != result[row] && Validity.isPresent(validity, row)) {
                throw ValueErrors.narrowOverflow(type, function);
            }
            result[row] = narrow;
        }
    }

    /** Results as a vector of DOUBLE or FLOAT. */
    static Vector doubles(AtomicType type, double[] result, long @Nullable [] validity, int rowCount) {
        if (type == AtomicType.FLOAT) {
            for (int row = 0; row < rowCount; row++) {
                result[row] = (float) result[row];
            }
        }
        return new DoubleVector(type, result, validity);
    }
}
