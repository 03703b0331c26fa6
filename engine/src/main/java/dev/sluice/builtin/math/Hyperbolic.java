package dev.sluice.builtin.math;

/** Inverses of the hyperbolic functions, as FDLIBM computes them: exact for small and for large numbers too. */
final class Hyperbolic {
    private static final double LARGE = 0x1p28;
    private static final double SMALL = 0x1p-28;
    private static final double LOG_2 = StrictMath.log(2);

    private Hyperbolic() {}

    static double asinh(double number) {
        double size = Math.abs(number);
        if (!(size >= SMALL) || Double.isInfinite(size)) {
            return number;
        }
        double square = size * size;
        double result;
        if (size > LARGE) {
            result = StrictMath.log(size) + LOG_2;
        } else if (size > 2) {
            result = StrictMath.log(2 * size + 1 / (Math.sqrt(square + 1) + size));
        } else {
            result = StrictMath.log1p(size + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, number);
    }

    static double acosh(double number) {
        if (!(number >= 1)) {
            return Double.NaN;
        }
        if (number >= LARGE) {
            return StrictMath.log(number) + LOG_2;
        }
        if (number > 2) {
            return StrictMath.log(2 * number - 1 / (number + Math.sqrt(number * number - 1)));
        }
        double above = number - 1;
        return StrictMath.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double number) {
        double size = Math.abs(number);
        if (size < SMALL) {
            return number;
        }
        double result = size < 0.5
                ? StrictMath.log1p(2 * size + 2 * size * size / (1 - size)) / 2
                : StrictMath.log1p(2 * size / (1 - size)) / 2;
        return Math.copySign(result, number);
    }
}
