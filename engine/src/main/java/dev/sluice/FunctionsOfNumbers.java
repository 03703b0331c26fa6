package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

/** The methods of {@link functions} that are about numbers. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfNumbers extends FunctionsOfOldNames {
    FunctionsOfNumbers() {}

    // Real numbers.

    /** The square root; NaN of a negative number. */
    public static Column sqrt(Column number) {
        return Column.call("sqrt", number);
    }

    public static Column sqrt(String columnName) {
        return Column.call("sqrt", col(columnName));
    }

    public static Column cbrt(Column number) {
        return Column.call("cbrt", number);
    }

    public static Column cbrt(String columnName) {
        return Column.call("cbrt", col(columnName));
    }

    public static Column exp(Column number) {
        return Column.call("exp", number);
    }

    public static Column exp(String columnName) {
        return Column.call("exp", col(columnName));
    }

    public static Column expm1(Column number) {
        return Column.call("expm1", number);
    }

    public static Column expm1(String columnName) {
        return Column.call("expm1", col(columnName));
    }

    /** Null of 0 and below. */
    public static Column log10(Column number) {
        return Column.call("log10", number);
    }

    public static Column log10(String columnName) {
        return Column.call("log10", col(columnName));
    }

    public static Column log2(Column number) {
        return Column.call("log2", number);
    }

    public static Column log2(String columnName) {
        return Column.call("log2", col(columnName));
    }

    public static Column log1p(Column number) {
        return Column.call("log1p", number);
    }

    public static Column log1p(String columnName) {
        return Column.call("log1p", col(columnName));
    }

    public static Column sin(Column number) {
        return Column.call("sin", number);
    }

    public static Column sin(String columnName) {
        return Column.call("sin", col(columnName));
    }

    public static Column cos(Column number) {
        return Column.call("cos", number);
    }

    public static Column cos(String columnName) {
        return Column.call("cos", col(columnName));
    }

    public static Column tan(Column number) {
        return Column.call("tan", number);
    }

    public static Column tan(String columnName) {
        return Column.call("tan", col(columnName));
    }

    public static Column asin(Column number) {
        return Column.call("asin", number);
    }

    public static Column asin(String columnName) {
        return Column.call("asin", col(columnName));
    }

    public static Column acos(Column number) {
        return Column.call("acos", number);
    }

    public static Column acos(String columnName) {
        return Column.call("acos", col(columnName));
    }

    public static Column atan(Column number) {
        return Column.call("atan", number);
    }

    public static Column atan(String columnName) {
        return Column.call("atan", col(columnName));
    }

    public static Column sinh(Column number) {
        return Column.call("sinh", number);
    }

    public static Column sinh(String columnName) {
        return Column.call("sinh", col(columnName));
    }

    public static Column cosh(Column number) {
        return Column.call("cosh", number);
    }

    public static Column cosh(String columnName) {
        return Column.call("cosh", col(columnName));
    }

    public static Column tanh(Column number) {
        return Column.call("tanh", number);
    }

    public static Column tanh(String columnName) {
        return Column.call("tanh", col(columnName));
    }

    public static Column asinh(Column number) {
        return Column.call("asinh", number);
    }

    public static Column asinh(String columnName) {
        return Column.call("asinh", col(columnName));
    }

    public static Column acosh(Column number) {
        return Column.call("acosh", number);
    }

    public static Column acosh(String columnName) {
        return Column.call("acosh", col(columnName));
    }

    public static Column atanh(Column number) {
        return Column.call("atanh", number);
    }

    public static Column atanh(String columnName) {
        return Column.call("atanh", col(columnName));
    }

    public static Column degrees(Column number) {
        return Column.call("degrees", number);
    }

    public static Column degrees(String columnName) {
        return Column.call("degrees", col(columnName));
    }

    public static Column radians(Column number) {
        return Column.call("radians", number);
    }

    public static Column radians(String columnName) {
        return Column.call("radians", col(columnName));
    }

    public static Column signum(Column number) {
        return Column.call("signum", number);
    }

    public static Column signum(String columnName) {
        return Column.call("signum", col(columnName));
    }

    /** The nearest whole number, of two the even one. */
    public static Column rint(Column number) {
        return Column.call("rint", number);
    }

    public static Column rint(String columnName) {
        return Column.call("rint", col(columnName));
    }

    /** Null of 0 and below. */
    public static Column ln(Column number) {
        return Column.call("ln", number);
    }

    public static Column log(Column number) {
        return Column.call("log", number);
    }

    public static Column log(String columnName) {
        return Column.call("log", col(columnName));
    }

    public static Column log(double base, Column number) {
        return Column.call("log", lit(base), number);
    }

    public static Column log(double base, String columnName) {
        return Column.call("log", lit(base), col(columnName));
    }

    public static Column sec(Column angle) {
        return Column.call("sec", angle);
    }

    public static Column csc(Column angle) {
        return Column.call("csc", angle);
    }

    public static Column cot(Column angle) {
        return Column.call("cot", angle);
    }

    public static Column sign(Column number) {
        return Column.call("sign", number);
    }

    public static Column e() {
        return Column.call("e");
    }

    public static Column pi() {
        return Column.call("pi");
    }

    public static Column pow(Column base, Column exponent) {
        return Column.call("power", base, exponent);
    }

    public static Column pow(Column base, String exponentName) {
        return Column.call("power", base, col(exponentName));
    }

    public static Column pow(String baseName, Column exponent) {
        return Column.call("power", col(baseName), exponent);
    }

    public static Column pow(String baseName, String exponentName) {
        return Column.call("power", col(baseName), col(exponentName));
    }

    public static Column pow(Column base, double exponent) {
        return Column.call("power", base, lit(exponent));
    }

    public static Column pow(String baseName, double exponent) {
        return Column.call("power", col(baseName), lit(exponent));
    }

    public static Column pow(double base, Column exponent) {
        return Column.call("power", lit(base), exponent);
    }

    public static Column pow(double base, String exponentName) {
        return Column.call("power", lit(base), col(exponentName));
    }

    public static Column atan2(Column y, Column x) {
        return Column.call("atan2", y, x);
    }

    public static Column atan2(Column y, String xName) {
        return Column.call("atan2", y, col(xName));
    }

    public static Column atan2(String yName, Column x) {
        return Column.call("atan2", col(yName), x);
    }

    public static Column atan2(String yName, String xName) {
        return Column.call("atan2", col(yName), col(xName));
    }

    public static Column atan2(Column y, double x) {
        return Column.call("atan2", y, lit(x));
    }

    public static Column atan2(String yName, double x) {
        return Column.call("atan2", col(yName), lit(x));
    }

    public static Column atan2(double y, Column x) {
        return Column.call("atan2", lit(y), x);
    }

    public static Column atan2(double y, String xName) {
        return Column.call("atan2", lit(y), col(xName));
    }

    public static Column hypot(Column a, Column b) {
        return Column.call("hypot", a, b);
    }

    public static Column hypot(Column a, String bName) {
        return Column.call("hypot", a, col(bName));
    }

    public static Column hypot(String aName, Column b) {
        return Column.call("hypot", col(aName), b);
    }

    public static Column hypot(String aName, String bName) {
        return Column.call("hypot", col(aName), col(bName));
    }

    public static Column hypot(Column a, double b) {
        return Column.call("hypot", a, lit(b));
    }

    public static Column hypot(String aName, double b) {
        return Column.call("hypot", col(aName), lit(b));
    }

    public static Column hypot(double a, Column b) {
        return Column.call("hypot", lit(a), b);
    }

    public static Column hypot(double a, String bName) {
        return Column.call("hypot", lit(a), col(bName));
    }

    public static Column power(Column base, Column exponent) {
        return Column.call("power", base, exponent);
    }

    /** Into which of so many equal parts between two bounds the number falls, counted from 1. */
    public static Column width_bucket(Column number, Column low, Column high, Column count) {
        return Column.call("width_bucket", number, low, high, count);
    }

    // Rounding.

    public static Column ceil(Column number) {
        return Column.call("ceil", number);
    }

    public static Column ceil(Column number, Column places) {
        return Column.call("ceil", number, places);
    }

    public static Column ceil(String columnName) {
        return Column.call("ceil", col(columnName));
    }

    public static Column ceiling(Column number) {
        return Column.call("ceiling", number);
    }

    public static Column floor(Column number) {
        return Column.call("floor", number);
    }

    public static Column floor(Column number, Column places) {
        return Column.call("floor", number, places);
    }

    public static Column floor(String columnName) {
        return Column.call("floor", col(columnName));
    }

    /** To a whole number; halves go away from zero. */
    public static Column round(Column number) {
        return Column.call("round", number);
    }

    public static Column round(Column number, int places) {
        return Column.call("round", number, lit(places));
    }

    public static Column round(Column number, Column places) {
        return Column.call("round", number, places);
    }

    /** To a whole number; halves go to the even one. */
    public static Column bround(Column number) {
        return Column.call("bround", number);
    }

    public static Column bround(Column number, int places) {
        return Column.call("bround", number, lit(places));
    }

    public static Column bround(Column number, Column places) {
        return Column.call("bround", number, places);
    }

    // Whole numbers.

    public static Column abs(Column number) {
        return Column.call("abs", number);
    }

    public static Column negate(Column number) {
        return Column.call("negative", number);
    }

    public static Column negative(Column number) {
        return Column.call("negative", number);
    }

    public static Column positive(Column number) {
        return Column.call("positive", number);
    }

    /** The remainder, with the sign of the divisor. */
    public static Column pmod(Column dividend, Column divisor) {
        return Column.call("pmod", dividend, divisor);
    }

    public static Column factorial(Column number) {
        return Column.call("factorial", number);
    }

    public static Column bin(Column number) {
        return Column.call("bin", number);
    }

    public static Column bin(String columnName) {
        return Column.call("bin", col(columnName));
    }

    public static Column hex(Column value) {
        return Column.call("hex", value);
    }

    /** A number of one base written to another one. */
    public static Column conv(Column digits, int from, int to) {
        return Column.call("conv", digits, lit(from), lit(to));
    }

    // Null where an operator would fail.

    public static Column try_add(Column left, Column right) {
        return Column.call("try_add", left, right);
    }

    public static Column try_subtract(Column left, Column right) {
        return Column.call("try_subtract", left, right);
    }

    public static Column try_multiply(Column left, Column right) {
        return Column.call("try_multiply", left, right);
    }

    public static Column try_divide(Column left, Column right) {
        return Column.call("try_divide", left, right);
    }

    public static Column try_mod(Column left, Column right) {
        return Column.call("try_mod", left, right);
    }
}
