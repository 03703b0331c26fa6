package dev.sluice.builtin.math;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Rounding of numbers to places behind the point, or before it if they are negative.
 *
 * <p>A DOUBLE is rounded by the digits that it is shown with, as in Spark: 1.005 becomes 1.01, though the number itself is a
 * little less. These digits are less than a unit of the last place away from the number, so the number decides unless it
 * lies that near to the middle between two results; only there the digits are made.
 */
final class Rounding {
    /** No double is shown with more digits on either side of the point. */
    private static final int DIGITS_OF_DOUBLE = 399;

    /** Beyond so many places before the point every BIGINT is zero. */
    private static final int DIGITS_OF_LONG = 19;

    /** Powers of ten that doubles hold exactly. */
    private static final double[] POWERS = new double[23];

    private static final long[] LONG_POWERS = new long[19];

    /** Up to it every whole number is a double. */
    private static final double LARGEST_WHOLE = 1L << 53;

    /** More than what multiplying and showing a number may change, as a part of it. */
    private static final double UNCERTAINTY = 0x1p-51;

    static {
        for (int power = 0; power < POWERS.length; power++) {
            POWERS[power] = Double.parseDouble("1e" + power);
        }
        for (int power = 0; power < LONG_POWERS.length; power++) {
            LONG_POWERS[power] = Long.parseLong("1" + "0".repeat(power));
        }
    }

    private Rounding() {}

    /** @param mode HALF_UP or HALF_EVEN */
    static void round(double[] numbers, double[] result, int rowCount, int places, RoundingMode mode) {
        if (Math.abs((long) places) >= POWERS.length) {
            for (int row = 0; row < rowCount; row++) {
                result[row] = byDigits(numbers[row], places, mode);
            }
            return;
        }
        double power = POWERS[Math.abs(places)];
        for (int row = 0; row < rowCount; row++) {
            double size = Math.abs(numbers[row]);
            double scaled = places < 0 ? size / power : size * power;
            double whole = Math.floor(scaled);
            double beyondMiddle = scaled - whole - 0.5;
            // Also false for NaN.
            boolean isCertain = Math.abs(beyondMiddle) > scaled * UNCERTAINTY && size < LARGEST_WHOLE;
            double digits = beyondMiddle > 0 ? whole + 1 : whole;
            double rounded = places < 0 ? digits * power : digits / power;
            result[row] = isCertain ? withSign(rounded, numbers[row]) : byDigits(numbers[row], places, mode);
        }
    }

    /** Zero has none. */
    private static double withSign(double size, double number) {
        return number < 0 ? 0.0 - size : size;
    }

    static double byDigits(double number, int places, RoundingMode mode) {
        if (!Double.isFinite(number)) {
            return number;
        }
        if (places > DIGITS_OF_DOUBLE) {
            return number + 0.0;
        }
        return places < -DIGITS_OF_DOUBLE
                ? 0
                : BigDecimal.valueOf(number).setScale(places, mode).doubleValue();
    }

    /**
     * The number rounded to places before the point; what a long does not hold has lost its highest bits.
     *
     * @param places negative
     */
    static long round(long number, int places, RoundingMode mode) {
        if (places < -DIGITS_OF_LONG) {
            return 0;
        }
        if (places == -DIGITS_OF_LONG) {
            return BigDecimal.valueOf(number).setScale(places, mode).longValue();
        }
        long power = LONG_POWERS[-places];
        long quotient = number / power;
        // Of the other sign, so that it fits whatever it is.
        long rest = -Math.abs(number % power);
        long beyondMiddle = -(power / 2) - rest;
        boolean isAway =
                beyondMiddle > 0 || (beyondMiddle == 0 && (mode == RoundingMode.HALF_UP || (quotient & 1) != 0));
        return (isAway ? quotient + Long.signum(number) : quotient) * power;
    }

    /** Whether rounding has gone beyond what a long holds: then the sign has changed, or the number is far away. */
    static boolean overflows(long number, long rounded, int places) {
        if (places < -DIGITS_OF_LONG) {
            return false;
        }
        if (places == -DIGITS_OF_LONG) {
            return rounded != 0;
        }
        return number > 0 ? rounded < 0 : number < 0 && rounded > 0;
    }

    /** Of the digits that the {@code float} is shown with as a double, as in Spark. */
    static float round(float number, int places, RoundingMode mode) {
        if (!Float.isFinite(number) || places > DIGITS_OF_DOUBLE) {
            return number + 0.0f;
        }
        return places < -DIGITS_OF_DOUBLE
                ? 0
                : BigDecimal.valueOf((double) number).setScale(places, mode).floatValue();
    }
}
