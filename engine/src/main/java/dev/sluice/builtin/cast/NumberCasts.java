package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
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
        return loop(from, to, ansi).map(Kernels::unary);
    }

    private static Optional<Kernels.UnaryLoop> loop(AtomicType from, AtomicType to, boolean ansi) {
        if (to == AtomicType.TIMESTAMP) {
            return SecondCasts.toTimestamp(from, ansi);
        }
        return Optional.ofNullable(
                switch (from) {
                    case BOOLEAN ->
                        switch (to) {
                            case INT ->
                                (argument, validity, rowCount) ->
                                        booleanToInt((BooleanVector) argument, validity, rowCount);
                            case BIGINT ->
                                (argument, validity, rowCount) ->
                                        booleanToLong((BooleanVector) argument, validity, rowCount);
                            case DOUBLE ->
                                (argument, validity, rowCount) ->
                                        booleanToDouble((BooleanVector) argument, validity, rowCount);
                            case BOOLEAN, STRING, DATE, TIMESTAMP -> null;
                        };
                    case INT ->
                        switch (to) {
                            case BOOLEAN ->
                                (argument, validity, rowCount) ->
                                        intToBoolean((IntVector) argument, validity, rowCount);
                            case BIGINT ->
                                (argument, validity, rowCount) -> intToLong((IntVector) argument, validity, rowCount);
                            case DOUBLE ->
                                (argument, validity, rowCount) -> intToDouble((IntVector) argument, validity, rowCount);
                            case INT, STRING, DATE, TIMESTAMP -> null;
                        };
                    case BIGINT ->
                        switch (to) {
                            case BOOLEAN ->
                                (argument, validity, rowCount) ->
                                        longToBoolean((LongVector) argument, validity, rowCount);
                            case INT ->
                                (argument, validity, rowCount) ->
                                        longToInt((LongVector) argument, validity, rowCount, ansi);
                            case DOUBLE ->
                                (argument, validity, rowCount) ->
                                        longToDouble((LongVector) argument, validity, rowCount);
                            case BIGINT, STRING, DATE, TIMESTAMP -> null;
                        };
                    case DOUBLE ->
                        switch (to) {
                            case BOOLEAN ->
                                (argument, validity, rowCount) ->
                                        doubleToBoolean((DoubleVector) argument, validity, rowCount);
                            case INT ->
                                (argument, validity, rowCount) ->
                                        doubleToInt((DoubleVector) argument, validity, rowCount, ansi);
                            case BIGINT ->
                                (argument, validity, rowCount) ->
                                        doubleToLong((DoubleVector) argument, validity, rowCount, ansi);
                            case DOUBLE, STRING, DATE, TIMESTAMP -> null;
                        };
                    case STRING, DATE, TIMESTAMP -> null;
                });
    }

    private static Vector booleanToInt(BooleanVector argument, long @Nullable [] validity, int rowCount) {
        boolean[] values = argument.values();
        int[] result = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row] ? 1 : 0;
        }
        return new IntVector(result, validity);
    }

    private static Vector booleanToLong(BooleanVector argument, long @Nullable [] validity, int rowCount) {
        boolean[] values = argument.values();
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row] ? 1L : 0L;
        }
        return new LongVector(result, validity);
    }

    private static Vector booleanToDouble(BooleanVector argument, long @Nullable [] validity, int rowCount) {
        boolean[] values = argument.values();
        double[] result = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row] ? 1.0 : 0.0;
        }
        return new DoubleVector(result, validity);
    }

    private static Vector intToBoolean(IntVector argument, long @Nullable [] validity, int rowCount) {
        int[] values = argument.values();
        boolean[] result = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row] != 0;
        }
        return new BooleanVector(result, validity);
    }

    private static Vector longToBoolean(LongVector argument, long @Nullable [] validity, int rowCount) {
        long[] values = argument.values();
        boolean[] result = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row] != 0;
        }
        return new BooleanVector(result, validity);
    }

    private static Vector doubleToBoolean(DoubleVector argument, long @Nullable [] validity, int rowCount) {
        double[] values = argument.values();
        boolean[] result = new boolean[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row] != 0;
        }
        return new BooleanVector(result, validity);
    }

    private static Vector intToLong(IntVector argument, long @Nullable [] validity, int rowCount) {
        int[] values = argument.values();
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row];
        }
        return new LongVector(result, validity);
    }

    private static Vector intToDouble(IntVector argument, long @Nullable [] validity, int rowCount) {
        int[] values = argument.values();
        double[] result = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = values[row];
        }
        return new DoubleVector(result, validity);
    }

    private static Vector longToDouble(LongVector argument, long @Nullable [] validity, int rowCount) {
        long[] values = argument.values();
        double[] result = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = (double) values[row];
        }
        return new DoubleVector(result, validity);
    }

    private static Vector longToInt(LongVector argument, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] values = argument.values();
        int[] result = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = (int) values[row];
            if (ansi && result[row] != values[row] && Validity.isPresent(validity, row)) {
                throw ValueErrors.castOverflow(values[row], AtomicType.BIGINT, AtomicType.INT);
            }
        }
        return new IntVector(result, validity);
    }

    private static Vector doubleToInt(DoubleVector argument, long @Nullable [] validity, int rowCount, boolean ansi) {
        double[] values = argument.values();
        int[] result = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = (int) values[row];
            if (ansi
                    && !(values[row] > -2147483649.0 && values[row] < 2147483648.0)
                    && Validity.isPresent(validity, row)) {
                throw ValueErrors.castOverflow(values[row], AtomicType.DOUBLE, AtomicType.INT);
            }
        }
        return new IntVector(result, validity);
    }

    private static Vector doubleToLong(DoubleVector argument, long @Nullable [] validity, int rowCount, boolean ansi) {
        double[] values = argument.values();
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = (long) values[row];
            // As in Spark 2^63 passes, which is the greatest long as a double, and becomes that long.
            if (ansi && !(values[row] >= -0x1p63 && values[row] <= 0x1p63) && Validity.isPresent(validity, row)) {
                throw ValueErrors.castOverflow(values[row], AtomicType.DOUBLE, AtomicType.BIGINT);
            }
        }
        return new LongVector(result, validity);
    }
}
