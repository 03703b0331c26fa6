package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers as seconds since the epoch, and truth values as microseconds, cast to TIMESTAMP. */
final class SecondCasts {
    private static final double MICROS = SessionZone.MICROS_PER_SECOND;

    private SecondCasts() {}

    /** BOOLEAN, as microseconds, only without ANSI rules. */
    static Optional<Kernels.UnaryLoop> toTimestamp(AtomicType from, boolean ansi) {
        return switch (from) {
            case BOOLEAN ->
                ansi
                        ? Optional.empty()
                        : Optional.of((argument, validity, rowCount) ->
                                ofBooleans((BooleanVector) argument, validity, rowCount));
            case TINYINT, SMALLINT, INT ->
                Optional.of((argument, validity, rowCount) -> ofInts((IntVector) argument, validity, rowCount));
            case BIGINT ->
                Optional.of((argument, validity, rowCount) -> ofLongs((LongVector) argument, validity, rowCount));
            case FLOAT, DOUBLE ->
                Optional.of(
                        (argument, validity, rowCount) -> ofDoubles((DoubleVector) argument, validity, rowCount, ansi));
            case STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ -> Optional.empty();
        };
    }

    private static Vector ofBooleans(BooleanVector argument, long @Nullable [] validity, int rowCount) {
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = argument.values()[row] ? 1 : 0;
        }
        return new LongVector(AtomicType.TIMESTAMP, result, validity);
    }

    private static Vector ofInts(IntVector argument, long @Nullable [] validity, int rowCount) {
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            result[row] = argument.values()[row] * SessionZone.MICROS_PER_SECOND;
        }
        return new LongVector(AtomicType.TIMESTAMP, result, validity);
    }

    private static Vector ofLongs(LongVector argument, long @Nullable [] validity, int rowCount) {
        long[] result = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            long seconds = argument.values()[row];
            // As Spark does, seconds beyond the range of timestamps become its ends.
            long limit = Long.MAX_VALUE / SessionZone.MICROS_PER_SECOND;
            result[row] = seconds > limit
                    ? Long.MAX_VALUE
                    : seconds < -limit ? Long.MIN_VALUE : seconds * SessionZone.MICROS_PER_SECOND;
        }
        return new LongVector(AtomicType.TIMESTAMP, result, validity);
    }

    private static Vector ofDoubles(DoubleVector argument, long @Nullable [] validity, int rowCount, boolean ansi) {
        long[] result = new long[rowCount];
        long[] present = Kernels.changeable(validity, rowCount);
        for (int row = 0; row < rowCount; row++) {
            double seconds = argument.values()[row];
            double micros = seconds * MICROS;
            result[row] = (long) micros;
            // As in Spark, the double above the last timestamp is taken for it.
            boolean isInRange = micros >= -0x1p63 && micros <= 0x1p63;
            if (isInRange || !Validity.isPresent(present, row)) {
                continue;
            }
            if (!Double.isFinite(seconds)) {
                if (ansi) {
                    throw ValueErrors.invalidCast(seconds, AtomicType.DOUBLE, AtomicType.TIMESTAMP);
                }
                Validity.setNull(present, row);
            } else if (ansi) {
                throw ValueErrors.castOverflow(seconds, AtomicType.DOUBLE, AtomicType.TIMESTAMP);
            }
        }
        return new LongVector(AtomicType.TIMESTAMP, result, Kernels.compact(present, rowCount));
    }
}
