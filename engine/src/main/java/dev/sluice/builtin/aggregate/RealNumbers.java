package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.math.BigDecimal;
import java.util.Arrays;

/** Values of types that count, as doubles, and back. */
final class RealNumbers {
    private RealNumbers() {}

    /** @param numbers of a numeric type, times or intervals */
    static double of(Vector numbers, int row) {
        if (numbers.type() instanceof DecimalType) {
            return Decimals.number(numbers, row).doubleValue();
        }
        return switch (numbers) {
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case Vector other -> ((DoubleVector) other).values()[row];
        };
    }

    /** @param present changed where a number has no value of the type */
    static Vector ofType(ScalarType type, double[] numbers, long[] present) {
        if (type instanceof DecimalType decimal) {
            return decimals(decimal, numbers, present);
        }
        return switch (type.storage()) {
            case INTS ->
                new IntVector(
                        type,
                        Arrays.stream(numbers).mapToInt(number -> (int) number).toArray(),
                        present);
            case LONGS ->
                new LongVector(
                        type,
                        Arrays.stream(numbers)
                                .mapToLong(number -> (long) number)
                                .toArray(),
                        present);
            case DOUBLES -> new DoubleVector(type, numbers, present);
            case BOOLEANS, BYTES -> throw new IllegalStateException("no number: " + type);
        };
    }

    private static Vector decimals(DecimalType type, double[] numbers, long[] present) {
        DecimalOutput out = new DecimalOutput(type, numbers.length);
        for (int row = 0; row < numbers.length; row++) {
            if (Validity.isPresent(present, row) && !out.setRounded(row, BigDecimal.valueOf(numbers[row]))) {
                Validity.setNull(present, row);
            }
        }
        return out.vector(present);
    }
}
