package dev.sluice.builtin.support;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DataType;

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
}
