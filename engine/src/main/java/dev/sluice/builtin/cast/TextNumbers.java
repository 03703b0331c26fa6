package dev.sluice.builtin.cast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesVector;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers and truth values in texts. */
final class TextNumbers {
    private TextNumbers() {}

    /** Bytes that casts pass over at both ends: blanks and control characters. */
    static boolean isBlank(byte value) {
        return (value >= 0 && value <= ' ') || value == 0x7F;
    }

    /**
     * Reads an integer.
     *
     * @param result room for it at index 0
     * @param mayTruncate whether digits after a point are passed over
     * @return whether it is one, in range
     */
    static boolean parseLong(byte[] data, int start, int end, boolean mayTruncate, long[] result) {
        int index = start;
        boolean negative = index < end && data[index] == '-';
        if (index < end && (data[index] == '-' || data[index] == '+')) {
            index++;
        }
        int firstDigit = index;
        // Gathered as a negative number, as that range is the wider.
        long value = 0;
        while (index < end && data[index] >= '0' && data[index] <= '9') {
            int digit = data[index] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                return false;
            }
            value = value * 10 - digit;
            index++;
        }
        boolean hasDigits = index > firstDigit;
        if (mayTruncate && index < end && data[index] == '.') {
            hasDigits = true;
            index++;
            while (index < end && data[index] >= '0' && data[index] <= '9') {
                index++;
            }
        }
        if (!hasDigits || index != end || (!negative && value == Long.MIN_VALUE)) {
            return false;
        }
        result[0] = negative ? value : -value;
        return true;
    }

    static OptionalDouble parseDouble(byte[] data, int start, int end) {
        return parse(data, start, end, Double::parseDouble);
    }

    /** A number that is rounded once, to a {@code float}. */
    static OptionalDouble parseFloat(byte[] data, int start, int end) {
        return parse(data, start, end, Float::parseFloat);
    }

    private static OptionalDouble parse(byte[] data, int start, int end, ToDoubleFunction<String> parser) {
        String text = new String(data, start, end - start, US_ASCII);
        // Java also reads hexadecimal digits, which are no number in SQL.
        if (text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(parser.applyAsDouble(text));
        } catch (NumberFormatException notANumber) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "nan" -> OptionalDouble.of(Double.NaN);
                case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
                case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
                default -> OptionalDouble.empty();
            };
        }
    }

    /** The number that a text is, null if it is none. */
    static @Nullable BigDecimal parseDecimal(BytesVector texts, int row) {
        byte[] data = texts.data();
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        while (start < end && isBlank(data[start])) {
            start++;
        }
        while (start < end && isBlank(data[end - 1])) {
            end--;
        }
        try {
            return new BigDecimal(new String(data, start, end - start, UTF_8));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** 1 for true, 0 for false, -1 for neither. */
    static int parseBoolean(byte[] data, int start, int end) {
        return switch (new String(data, start, end - start, US_ASCII).toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "1" -> 1;
            case "f", "false", "n", "no", "0" -> 0;
            default -> -1;
        };
    }
}
