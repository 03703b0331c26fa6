package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.SessionZone;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.TimeTypes;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of times from one to another by an interval. Each is so many intervals behind the first one, not one behind the one
 * before it, so that the ends of months stay where they can; whole days are days on a clock on the wall.
 */
final class TimeSequences {
    private static final long MICROS_PER_DAY = SessionZone.SECONDS_PER_DAY * SessionZone.MICROS_PER_SECOND;

    /** No month is shorter, so that there are not more values than it says. */
    private static final long MICROS_PER_MONTH = 28 * MICROS_PER_DAY;

    private TimeSequences() {}

    static Binding bind(Call call) {
        AtomicType type = common(call);
        boolean hasStep = call.size() == 3;
        if (hasStep && !(call.type(2) instanceof IntervalType)) {
            throw Sequences.wrongTypes(call);
        }
        ArrayType array = new ArrayType(type, false);
        DataType step = hasStep ? call.type(2) : IntervalType.DAY_TO_SECOND;
        return new Scalar(
                        array,
                        call.anyNullable(),
                        true,
                        () -> kernel(array, (IntervalType) step, SessionZone.of(type, call.context())))
                .decidedBy(0)
                .castingTo(hasStep ? List.of(type, type, step) : List.of(type, type));
    }

    /** The type of both ends. */
    private static AtomicType common(Call call) {
        DataType start = call.type(0);
        DataType stop = call.type(1);
        if (TimeTypes.isTime(start) && TimeTypes.isTime(stop)) {
            return TimeTypes.wider(start, stop);
        }
        int other = TimeTypes.isTime(start) ? 1 : 0;
        boolean isText = call.type(other) == AtomicType.STRING && call.context().ansi();
        if (!isText && !call.argument(other).isUntypedNull()) {
            throw Sequences.wrongTypes(call);
        }
        return (AtomicType) call.type(1 - other);
    }

    private static ScalarKernel kernel(ArrayType type, IntervalType step, SessionZone zone) {
        boolean areDates = type.elementType() == AtomicType.DATE;
        return (arguments, rowCount) -> {
            Vector starts = Vectors.flat(arguments[0], rowCount);
            Vector stops = Vectors.flat(arguments[1], rowCount);
            Vector steps = arguments.length > 2 ? Vectors.flat(arguments[2], rowCount) : null;
            long[] validity = Validity.and(starts.validity(), stops.validity(), rowCount);
            if (steps != null) {
                validity = Validity.and(validity, steps.validity(), rowCount);
            }
            Values values = new Values();
            int[] lengths = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                if (Validity.isPresent(validity, row)) {
                    int before = values.count;
                    long start = Sequences.number(starts, row);
                    long stop = Sequences.number(stops, row);
                    Step by = step(steps, step.isOfMonths(), start <= stop, row);
                    if (areDates) {
                        addDates(start, stop, by, zone, values);
                    } else {
                        addTimes(start, stop, by, zone, values);
                    }
                    lengths[row] = values.count - before;
                }
            }
            return Sequences.arrays(type, Arrays.copyOf(values.all, values.count), lengths, validity);
        };
    }

    private record Step(long months, long days, long micros) {
        long estimatedMicros() {
            return micros + months * MICROS_PER_MONTH + days * MICROS_PER_DAY;
        }
    }

    private static Step step(@Nullable Vector steps, boolean areMonths, boolean isUpwards, int row) {
        if (steps == null) {
            return new Step(0, isUpwards ? 1 : -1, 0);
        }
        long length = Sequences.number(steps, row);
        return areMonths ? new Step(length, 0, 0) : new Step(0, length / MICROS_PER_DAY, length % MICROS_PER_DAY);
    }

    private static final class Values {
        private long[] all = new long[64];
        private int count;

        void add(long value) {
            if (count == all.length) {
                all = Arrays.copyOf(all, Math.addExact(count, count));
            }
            all[count++] = value;
        }
    }

    private static void addDates(long start, long stop, Step step, SessionZone zone, Values values) {
        if (step.months() == 0 && step.days() == 0) {
            throw SluiceException.of(
                            ErrorCondition.SEQUENCE_BOUNDARIES,
                            "The step of a sequence of dates must be an interval of days or months.")
                    .mend("give an interval of whole days, or cast the dates to TIMESTAMP")
                    .build();
        }
        if (step.months() == 0 && step.micros() == 0) {
            addEvenly(start, stop, step.days(), values);
            return;
        }
        addUnevenly(zone.startOfDay(start), zone.startOfDay(stop), step, zone, true, values);
    }

    private static void addTimes(long start, long stop, Step step, SessionZone zone, Values values) {
        if (step.months() == 0 && step.days() == 0) {
            addEvenly(start, stop, step.micros(), values);
            return;
        }
        addUnevenly(start, stop, step, zone, false, values);
    }

    private static void addEvenly(long start, long stop, long step, Values values) {
        int count = Sequences.length(start, stop, step);
        for (int index = 0; index < count; index++) {
            values.add(start + index * step);
        }
    }

    private static void addUnevenly(
            long start, long stop, Step step, SessionZone zone, boolean areDates, Values values) {
        Sequences.length(start, stop, step.estimatedMicros());
        boolean isUpwards = step.estimatedMicros() > 0;
        long time = start;
        try {
            for (long index = 1; isUpwards ? time <= stop : time >= stop; index++) {
                values.add(areDates ? zone.localDate(time) : time);
                long day = zone.plusMicros(
                        step.months() == 0 ? start : zone.plusMonths(start, index * step.months()),
                        index * step.days() * MICROS_PER_DAY);
                time = Math.addExact(day, index * step.micros());
            }
        } catch (DateTimeException | ArithmeticException tooFar) {
            throw ValueErrors.timeOverflow("sequence", tooFar);
        }
    }
}
