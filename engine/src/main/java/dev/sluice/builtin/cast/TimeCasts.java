package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Flattener;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.TimeTypes;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Casts of DATE, TIMESTAMP and TIMESTAMP_NTZ to each other, in the session time zone, and of TIMESTAMP to seconds and to
 * whether it is not the epoch.
 */
final class TimeCasts {
    private static final long MICROS = SessionZone.MICROS_PER_SECOND;

    private TimeCasts() {}

    static Optional<Supplier<ScalarKernel>> kernels(AtomicType from, AtomicType to, FunctionContext context) {
        if (from == AtomicType.DATE) {
            return ofDate(to, context);
        }
        return from == AtomicType.TIMESTAMP ? ofInstant(to, context) : ofLocal(to, context);
    }

    private static Optional<Supplier<ScalarKernel>> ofInstant(AtomicType to, FunctionContext context) {
        return switch (to) {
            case BOOLEAN -> context.ansi() ? Optional.empty() : Optional.of(TimeCasts::timestampToBoolean);
            case DATE -> Optional.of(() -> timestampToDate(context.timeZone()));
            case TIMESTAMP_NTZ -> Optional.of(() -> moved(to, new SessionZone(context.timeZone())::localMicros));
            case BIGINT -> Optional.of(TimeCasts::timestampToLong);
            case TINYINT, SMALLINT, INT -> Optional.of(() -> timestampToInt(to, context.ansi()));
            case FLOAT, DOUBLE -> Optional.of(() -> timestampToDouble(to));
            case STRING, BINARY, TIMESTAMP -> Optional.empty();
        };
    }

    private static Optional<Supplier<ScalarKernel>> ofLocal(AtomicType to, FunctionContext context) {
        if (to == AtomicType.TIMESTAMP) {
            return Optional.of(() -> moved(to, new SessionZone(context.timeZone())::instantOf));
        }
        return to == AtomicType.DATE ? Optional.of(() -> timestampToDate(ZoneOffset.UTC)) : Optional.empty();
    }

    /** Without ANSI rules a date as a number or a truth value is null. */
    private static Optional<Supplier<ScalarKernel>> ofDate(AtomicType to, FunctionContext context) {
        if (TimeTypes.isTimestamp(to)) {
            return Optional.of(() -> dateToTimestamp(to, SessionZone.of(to, context)));
        }
        boolean isNull = !context.ansi() && (to == AtomicType.BOOLEAN || to.isNumeric());
        return isNull ? Optional.of(Kernels.nulls(to)) : Optional.empty();
    }

    private static ScalarKernel timestampToBoolean() {
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
            boolean[] result = new boolean[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = times.values()[row] != 0;
            }
            return new BooleanVector(result, times.validity());
        };
    }

    /** Microseconds of which each is moved by itself. */
    private static ScalarKernel moved(AtomicType to, LongUnaryOperator move) {
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
            long[] result = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = times.isNull(row) ? 0 : move.applyAsLong(times.values()[row]);
            }
            return new LongVector(to, result, times.validity());
        };
    }

    private static ScalarKernel dateToTimestamp(AtomicType to, SessionZone zone) {
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            IntVector dates = (IntVector) flattener.flat(arguments[0], rowCount);
            long[] result = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = dates.isNull(row) ? 0 : zone.startOfDay(dates.values()[row]);
            }
            return new LongVector(to, result, dates.validity());
        };
    }

    private static ScalarKernel timestampToDate(ZoneId of) {
        SessionZone zone = new SessionZone(of);
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
            int[] result = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = times.isNull(row) ? 0 : zone.localDate(times.values()[row]);
            }
            return new IntVector(AtomicType.DATE, result, times.validity());
        };
    }

    private static ScalarKernel timestampToLong() {
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
            long[] result = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                result[row] = Math.floorDiv(times.values()[row], MICROS);
            }
            return new LongVector(result, times.validity());
        };
    }

    private static ScalarKernel timestampToInt(AtomicType to, boolean ansi) {
        NumberRange range = NumberRange.of(to);
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            Vector flat = flattener.flat(arguments[0], rowCount);
            long[] times = ((LongVector) flat).values();
            int[] result = new int[rowCount];
            long[] present = Kernels.changeable(flat.validity(), rowCount);
            for (int row = 0; row < rowCount; row++) {
                long seconds = Math.floorDiv(times[row], MICROS);
                result[row] = (int) seconds;
                if (!range.has(seconds) && !flat.isNull(row)) {
                    if (ansi) {
                        throw ValueErrors.castOverflow(seconds, AtomicType.TIMESTAMP, to);
                    }
                    Validity.setNull(present, row);
                }
            }
            return new IntVector(to, result, Kernels.compact(present, rowCount));
        };
    }

    private static ScalarKernel timestampToDouble(AtomicType to) {
        boolean isFloat = to == AtomicType.FLOAT;
        Flattener flattener = new Flattener();
        return (arguments, rowCount) -> {
            LongVector times = (LongVector) flattener.flat(arguments[0], rowCount);
            double[] result = new double[rowCount];
            for (int row = 0; row < rowCount; row++) {
                double seconds = times.values()[row] / (double) MICROS;
                result[row] = isFloat ? (float) seconds : seconds;
            }
            return new DoubleVector(to, result, times.validity());
        };
    }
}
