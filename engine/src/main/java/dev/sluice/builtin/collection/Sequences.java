package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.TimeTypes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of numbers, or of days, from one to another. */
final class Sequences {
    private Sequences() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(family.declare(
                List.of("sequence"),
                List.of(
                        "sequence(start INT, stop INT[, step INT]): ARRAY",
                        "sequence(start BIGINT, stop BIGINT[, step BIGINT]): LONGS",
                        "sequence(start DATE, stop DATE): DATES"),
                "The values from the first to the last one, both included, by a step that is 1 or -1 unless given; of dates"
                        + " and timestamps it is an interval, a day unless given.",
                "sequence(1, 5, 2) -> [1, 3, 5]",
                Sequences::bind));
    }

    private static Binding bind(Call call) {
        call.requireCount(2, 3);
        if (TimeTypes.isTime(call.type(0)) || TimeTypes.isTime(call.type(1))) {
            return TimeSequences.bind(call);
        }
        AtomicType type = integral(call);
        ArrayType array = new ArrayType(type, false);
        return new Scalar(array, call.anyNullable(), true, () -> (arguments, rowCount) -> {
                    Vector starts = Vectors.flat(arguments[0], rowCount);
                    Vector stops = Vectors.flat(arguments[1], rowCount);
                    Vector steps = arguments.length > 2 ? Vectors.flat(arguments[2], rowCount) : null;
                    return sequences(array, starts, stops, steps, rowCount);
                })
                .decidedBy(0)
                .castingAllTo(type, call.size());
    }

    private static AtomicType integral(Call call) {
        AtomicType widest = AtomicType.INT;
        boolean isKnown = false;
        for (int index = 0; index < call.size(); index++) {
            boolean isText = call.type(index) == AtomicType.STRING
                    && !call.argument(index).isUntypedNull()
                    && call.context().ansi();
            if (call.type(index) == AtomicType.INT || call.type(index) == AtomicType.BIGINT || isText) {
                isKnown |= !isText;
                widest = call.type(index) == AtomicType.INT ? widest : AtomicType.BIGINT;
            } else if (!call.argument(index).isUntypedNull()) {
                throw wrongTypes(call);
            }
        }
        if (!isKnown) {
            throw wrongTypes(call);
        }
        return widest;
    }

    static SluiceException wrongTypes(Call call) {
        return SluiceException.analysis(
                        ErrorCondition.SEQUENCE_WRONG_INPUT_TYPES,
                        "Cannot resolve \"" + call.sql()
                                + "\" due to data type mismatch: The `sequence` function must have"
                                + " whole numbers, or times and an interval as its step.")
                .found(call.types().toString())
                .mend("cast the arguments")
                .build();
    }

    private static Vector sequences(ArrayType type, Vector starts, Vector stops, @Nullable Vector steps, int rowCount) {
        long[] validity = Validity.and(starts.validity(), stops.validity(), rowCount);
        if (steps != null) {
            validity = Validity.and(validity, steps.validity(), rowCount);
        }
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                lengths[row] = length(number(starts, row), number(stops, row), step(starts, stops, steps, row));
            }
        }
        int total = Ranges.total(lengths, null, rowCount);
        long[] values = new long[total];
        int filled = 0;
        for (int row = 0; row < rowCount; row++) {
            if (lengths[row] > 0) {
                long start = number(starts, row);
                long step = step(starts, stops, steps, row);
                for (int index = 0; index < lengths[row]; index++) {
                    values[filled++] = start + index * step;
                }
            }
        }
        return arrays(type, values, lengths, validity);
    }

    /** @param lengths of the arrays, whose elements lie one after the other */
    static ArrayVector arrays(ArrayType type, long[] values, int[] lengths, long @Nullable [] validity) {
        boolean areLongs = type.elementType() != AtomicType.INT && type.elementType() != AtomicType.DATE;
        Vector elements = areLongs
                ? new LongVector(type.elementType(), values, null)
                : new IntVector(
                        type.elementType(),
                        Arrays.stream(values).mapToInt(value -> (int) value).toArray(),
                        null);
        return new ArrayVector(type, Ranges.starts(lengths), lengths, elements, validity);
    }

    static long number(Vector numbers, int row) {
        return numbers instanceof IntVector ints ? ints.values()[row] : ((LongVector) numbers).values()[row];
    }

    private static long step(Vector starts, Vector stops, @Nullable Vector steps, int row) {
        return steps == null ? (number(starts, row) <= number(stops, row) ? 1 : -1) : number(steps, row);
    }

    /**
     * How many values there are, or at most if the step is an estimate.
     *
     * @throws SluiceException if the step does not lead from the start to the stop, or the array would be too long
     */
    static int length(long start, long stop, long step) {
        boolean isReached = (step > 0 && start <= stop) || (step < 0 && start >= stop) || (step == 0 && start == stop);
        if (!isReached) {
            throw SluiceException.of(
                            ErrorCondition.SEQUENCE_BOUNDARIES,
                            "Illegal sequence boundaries: " + start + " to " + stop + " by " + step)
                    .mend("give a step that leads from the start to the stop")
                    .build();
        }
        if (start == stop) {
            return 1;
        }
        // Without sign: the distance of two longs may take 64 bits.
        long distance = step > 0 ? stop - start : start - stop;
        long steps = Long.divideUnsigned(distance, Math.abs(step));
        if (Long.compareUnsigned(steps, ArrayEdits.LONGEST_MADE) >= 0) {
            // Of all longs there are more than 64 bits can count.
            throw ArrayEdits.tooLong(steps == -1 ? steps : steps + 1, "sequence");
        }
        return (int) steps + 1;
    }
}
