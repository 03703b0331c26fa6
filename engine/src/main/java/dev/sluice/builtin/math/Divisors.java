package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;

/** What is divided by: it is computed first, and the dividend only where it is asked for. */
final class Divisors {
    private static final int DIVISOR = 1;

    private Divisors() {}

    /** The division, for which a zero decides as null does where it is no error. */
    static Scalar deciding(Scalar division, boolean isZeroAnError) {
        return isZeroAnError ? division.decidedBy(DIVISOR) : division.decidedBy(DIVISOR, Divisors::isZero);
    }

    private static boolean isZero(Vector divisors, int row) {
        return switch (divisors) {
            case IntVector ints -> ints.values()[row] == 0;
            case LongVector longs -> longs.values()[row] == 0;
            case DoubleVector doubles -> doubles.values()[row] == 0;
            case Vector decimals -> Decimals.digits(decimals, row).signum() == 0;
        };
    }
}
