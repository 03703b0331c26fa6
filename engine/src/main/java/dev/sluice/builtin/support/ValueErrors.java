package dev.sluice.builtin.support;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import java.math.BigDecimal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Spark's errors for values that a function cannot take under ANSI rules. */
public final class ValueErrors {
    private static final String ANSI_OFF = "; or set spark.sql.ansi.enabled to false, which hides such values";

    private ValueErrors() {}

    /** @param type in lower case, such as {@code long} */
    public static SluiceException overflow(String type, String function) {
        return SluiceException.of(ErrorCondition.ARITHMETIC_OVERFLOW, type + " overflow in " + function + ".")
                .mend("cast the arguments to a wider type, or keep such rows out with when(...)" + ANSI_OFF)
                .build();
    }

    /** That a TINYINT or SMALLINT is too narrow for the result of an operator. */
    public static SluiceException narrowOverflow(DataType type, String function) {
        boolean isBinary = !function.equals("negative") && !function.equals("abs");
        return SluiceException.of(
                        isBinary ? ErrorCondition.BINARY_ARITHMETIC_OVERFLOW : ErrorCondition.ARITHMETIC_OVERFLOW,
                        type.simpleString() + " overflow in " + function + ".")
                .mend("cast the arguments to a wider type, or keep such rows out with when(...)" + ANSI_OFF)
                .build();
    }

    /** That a number does not fit a DECIMAL. */
    public static SluiceException outOfRange(Object value, DataType type) {
        return SluiceException.of(
                        ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE,
                        "The value " + value + " cannot be represented as \"" + type.sql() + "\".")
                .mend("cast to a DECIMAL with more digits before the point, or keep such rows out with when(...)"
                        + ANSI_OFF)
                .build();
    }

    public static SluiceException divideByZero(boolean isRemainder) {
        return SluiceException.of(
                        isRemainder ? ErrorCondition.REMAINDER_BY_ZERO : ErrorCondition.DIVIDE_BY_ZERO,
                        isRemainder ? "Remainder by zero." : "Division by zero.")
                .mend("keep rows with a divisor of 0 out with when(...)" + ANSI_OFF)
                .build();
    }

    public static SluiceException invalidCast(Object value, DataType from, DataType to) {
        return SluiceException.of(
                        ErrorCondition.CAST_INVALID_INPUT,
                        "The value '" + value + "' of the type \"" + from.sql() + "\" cannot be cast to \"" + to.sql()
                                + "\" because it is malformed.")
                .mend("correct the value, or cast to another type" + ANSI_OFF)
                .build();
    }

    public static SluiceException castOverflow(Object value, DataType from, DataType to) {
        return SluiceException.of(
                        ErrorCondition.CAST_OVERFLOW,
                        "The value " + value + " of the type \"" + from.sql() + "\" cannot be cast to \"" + to.sql()
                                + "\" due to an overflow.")
                .mend("keep such values out with when(...)" + ANSI_OFF)
                .build();
    }

    public static SluiceException unparsableTimestamp(String text, String pattern) {
        return SluiceException.of(
                        ErrorCondition.CANNOT_PARSE_TIMESTAMP,
                        "The text '" + text + "' cannot be parsed as a time of the pattern '" + pattern + "'.")
                .mend("correct the text or the pattern" + ANSI_OFF)
                .build();
    }

    public static SluiceException invalidIndex(int index, int count) {
        return SluiceException.of(
                        ErrorCondition.INVALID_ARRAY_INDEX,
                        "The index " + index + " is out of bounds. There are " + count + " values.")
                .mend("keep such an index out with when(...)" + ANSI_OFF)
                .build();
    }

    public static SluiceException invalidIndexInElementAt(int index, int count) {
        return SluiceException.of(
                        ErrorCondition.INVALID_ARRAY_INDEX_IN_ELEMENT_AT,
                        "The index " + index + " is out of bounds. The array has " + count + " elements.")
                .mend("use try_element_at(...), which gives null" + ANSI_OFF)
                .build();
    }

    public static SluiceException indexOfZero() {
        return SluiceException.of(ErrorCondition.INVALID_INDEX_OF_ZERO, "The index 0 is invalid: counting begins at 1.")
                .mend("count from 1, or from the end with a negative index")
                .build();
    }

    static SluiceException textTooLong(long bytes, long most) {
        return SluiceException.of(ErrorCondition.TEXT_TOO_LONG, "A text of " + bytes + " bytes is asked for.")
                .expected("at most " + most + " bytes")
                .mend("keep numbers that large out with when(...)")
                .build();
    }

    public static SluiceException bitPosition(int position, int bits) {
        return SluiceException.of(
                        ErrorCondition.BIT_POSITION_RANGE,
                        "The value of the parameter `pos` in `getbit` is invalid: " + position + ".")
                .expected("a position from 0 to " + (bits - 1))
                .mend("keep such positions out with when(...)")
                .build();
    }

    /** That a text does not stand for bytes in the format asked for. */
    public static SluiceException conversionInvalidInput(String text, String format, @Nullable RuntimeException cause) {
        SluiceException.Builder error = SluiceException.of(
                        ErrorCondition.CONVERSION_INVALID_INPUT,
                        "The value '" + text + "' (\"" + format + "\") cannot be converted to \"BINARY\" because the"
                                + " input is malformed.")
                .mend("correct the text, or use try_to_binary");
        return cause == null ? error.build() : error.cause(cause).build();
    }

    public static SluiceException malformedCoding(String charset, String function, Exception cause) {
        return SluiceException.of(
                        ErrorCondition.MALFORMED_CHARACTER_CODING,
                        "Invalid value found when performing `" + function + "` with " + charset + ".")
                .mend("name the character set that the value is of")
                .cause(cause)
                .build();
    }

    public static SluiceException unknownCharset(String charset, String function, Collection<String> known) {
        return SluiceException.of(
                        ErrorCondition.INVALID_CHARSET,
                        "The value of the parameter `charset` in `" + function + "` is invalid: " + charset + ".")
                .expected(String.join(", ", known))
                .mend(NearestName.suggestion(charset, known))
                .build();
    }

    /** That an argument which shapes the plan has a value that the function does not know. */
    public static SluiceException invalidArgument(String call, String found, String expected) {
        return SluiceException.analysis(
                        ErrorCondition.INVALID_ARG_VALUE, "Cannot resolve \"" + call + "\" due to data type mismatch")
                .found(found)
                .expected(expected)
                .mend("give one of these")
                .build();
    }

    public static SluiceException illegalDayOfWeek(String name) {
        return SluiceException.of(ErrorCondition.ILLEGAL_DAY_OF_WEEK, "Illegal input for day of week: " + name + ".")
                .mend("write the English name of a day, such as Monday or mon" + ANSI_OFF)
                .build();
    }

    public static SluiceException noSuchDate(RuntimeException cause) {
        return SluiceException.of(ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS, "There is no such date.")
                .found(String.valueOf(cause.getMessage()))
                .mend("keep such numbers out with when(...)" + ANSI_OFF)
                .cause(cause)
                .build();
    }

    public static SluiceException intervalOverflow(String function) {
        return SluiceException.of(ErrorCondition.INTERVAL_ARITHMETIC_OVERFLOW, "Interval overflow in " + function + ".")
                .mend("keep such intervals out with when(...), or call try_" + tried(function))
                .build();
    }

    public static SluiceException madeIntervalOverflow(String function) {
        return SluiceException.of(ErrorCondition.MADE_INTERVAL_OVERFLOW, "Interval overflow in " + function + ".")
                .mend("keep such numbers out with when(...)")
                .build();
    }

    private static String tried(String function) {
        return switch (function) {
            case "+" -> "add";
            case "-" -> "subtract";
            case "*" -> "multiply";
            case "/" -> "divide";
            default -> function;
        };
    }

    public static SluiceException intervalDividedByZero() {
        return SluiceException.of(ErrorCondition.INTERVAL_DIVIDED_BY_ZERO, "Division of an interval by zero.")
                .mend("use try_divide, which gives null")
                .build();
    }

    public static SluiceException invalidInterval(String text, IntervalType type) {
        return SluiceException.of(
                        intervalCondition(text, type), "The text '" + text + "' cannot be read as " + type.sql() + ".")
                .expected("for example '1 02:03:04' of INTERVAL DAY TO SECOND, or '1-2' of INTERVAL YEAR TO MONTH")
                .mend("correct the text, or use try_cast, which gives null")
                .build();
    }

    private static ErrorCondition intervalCondition(String text, IntervalType type) {
        if (!type.isOfMonths()) {
            return ErrorCondition.INVALID_INTERVAL_TEXT;
        }
        String form = type.first() == type.last() ? "[+-]?\\d+" : "[+-]?\\d+-\\d+";
        return text.strip().matches(form) ? ErrorCondition.INTERVAL_PARSING : ErrorCondition.INVALID_MONTHS_TEXT;
    }

    public static SluiceException fractionOfSecond(BigDecimal seconds) {
        return SluiceException.of(
                        ErrorCondition.INVALID_FRACTION_OF_SECOND,
                        "Valid range for seconds is [0, 60] (inclusive), but the provided value is "
                                + seconds.toPlainString() + ".")
                .mend("keep such numbers out with when(...)" + ANSI_OFF)
                .build();
    }

    public static SluiceException undecodableUrl(String text, RuntimeException cause) {
        return SluiceException.of(ErrorCondition.CANNOT_DECODE_URL, "The text '" + text + "' cannot be decoded.")
                .mend("use try_url_decode, which gives null for such a text")
                .cause(cause)
                .build();
    }

    public static SluiceException invalidUrl(String text, Exception cause) {
        return SluiceException.of(ErrorCondition.INVALID_URL, "The text '" + text + "' is no URL.")
                .mend("use try_parse_url, which gives null for such a text" + ANSI_OFF)
                .cause(cause)
                .build();
    }

    public static SluiceException invalidUtf8(String text) {
        return SluiceException.of(ErrorCondition.INVALID_UTF8_STRING, "The text '" + text + "' is not UTF-8.")
                .mend("use try_validate_utf8, which gives null for such a text, or make_valid_utf8")
                .build();
    }

    public static SluiceException illegalFormat(String format, RuntimeException cause) {
        return SluiceException.of(ErrorCondition.ILLEGAL_FORMAT, "The format '" + format + "' does not fit the values.")
                .found(String.valueOf(cause.getMessage()))
                .mend("correct the format as java.util.Formatter has it, or cast the values")
                .cause(cause)
                .build();
    }

    public static SluiceException raisedByUser(String message) {
        return SluiceException.of(ErrorCondition.USER_RAISED_EXCEPTION, message)
                .mend("keep such rows out: the program raises this error itself")
                .build();
    }

    public static SluiceException timeOverflow(String function, RuntimeException cause) {
        return SluiceException.of(ErrorCondition.DATETIME_OVERFLOW, "The result of " + function + " is no TIMESTAMP.")
                .found(String.valueOf(cause.getMessage()))
                .mend("keep such numbers out with when(...)")
                .cause(cause)
                .build();
    }

    public static SluiceException negativeFrequency(long frequency) {
        return SluiceException.of(ErrorCondition.NEGATIVE_FREQUENCY, "A frequency is negative: " + frequency + ".")
                .mend("keep such rows out with where(...)")
                .build();
    }
}
