package dev.sluice.format;

/**
 * The usual form of a timestamp, {@code yyyy-MM-ddTHH:mm:ss[.fff[fff]][Z]}, read a word at a time. What is not of that
 * form is left to {@link TimestampText}.
 */
final class IsoTimestamps {
    /** Bytes of a text without fraction and zone. */
    static final int SECONDS_LENGTH = 19;

    private static final int TIME_START = 11;
    private static final int MILLIS_LENGTH = 4;
    private static final int MICROS_LENGTH = 7;
    private static final long DATE_SEPARATORS = 0xFF0000FF00000000L;
    private static final long DATE_ZEROS = 0x2D30302D30303030L;
    private static final long TIME_ZEROS = 0x30303A30303A3030L;
    private static final long TIME_SEPARATORS = 0x0000FF0000FF0000L;
    private static final long FRACTION_ZEROS = 0x303030303030302EL;

    private IsoTimestamps() {}

    static boolean isInUtc(byte[] data, int start, int length) {
        return data[start + length - 1] == 'Z';
    }

    /** The micros of the text as if it were in UTC, {@link DateTimes#INVALID} if it is of another form. */
    static long parse(byte[] data, int start, int length) {
        if (length < SECONDS_LENGTH) {
            return DateTimes.INVALID;
        }
        long dayMicros = dayMicros(data, start);
        if (dayMicros == DateTimes.INVALID) {
            return DateTimes.INVALID;
        }
        long timeMicros = timeMicros(data, start, length);
        return timeMicros < 0 ? DateTimes.INVALID : dayMicros + timeMicros;
    }

    /** The micros at which the day begins that {@code data[start, start + 10)} names as {@code yyyy-MM-dd}. */
    static long dayMicros(byte[] data, int start) {
        long word = Words.get(data, start) ^ DATE_ZEROS;
        int tensOfDay = data[start + 8] - '0';
        int onesOfDay = data[start + 9] - '0';
        if (Words.nonDigits(word) != 0
                || (word & DATE_SEPARATORS) != 0
                || tensOfDay < 0
                || tensOfDay > 9
                || onesOfDay < 0
                || onesOfDay > 9) {
            return DateTimes.INVALID;
        }
        long pairs = word * 10 + (word >>> 8);
        int year = (int) (pairs & 0xFF) * 100 + (int) ((pairs >>> 16) & 0xFF);
        int month = (int) ((pairs >>> 40) & 0xFF);
        int day = tensOfDay * 10 + onesOfDay;
        if (!DateTimes.isDate(year, month, day)) {
            return DateTimes.INVALID;
        }
        return DateTimes.daysOf(year, month, day) * 86_400_000_000L;
    }

    /** The micros of the day of what stands after the date, negative if it is of another form. */
    static long timeMicros(byte[] data, int start, int length) {
        byte separator = data[start + TIME_START - 1];
        long word = Words.get(data, start + TIME_START) ^ TIME_ZEROS;
        if (Words.nonDigits(word) != 0 || (word & TIME_SEPARATORS) != 0 || (separator != 'T' && separator != ' ')) {
            return -1;
        }
        long pairs = word * 10 + (word >>> 8);
        int hour = (int) (pairs & 0xFF);
        int minute = (int) ((pairs >>> 24) & 0xFF);
        int second = (int) ((pairs >>> 48) & 0xFF);
        if (hour > 23 || minute > 59 || second > 59) {
            return -1;
        }
        int fraction = 0;
        int fractionLength = length - SECONDS_LENGTH - (data[start + length - 1] == 'Z' ? 1 : 0);
        if (fractionLength != 0) {
            fraction = fractionMicros(data, start + SECONDS_LENGTH, fractionLength);
        }
        return fraction < 0 ? -1 : (hour * 3_600 + minute * 60 + second) * 1_000_000L + fraction;
    }

    private static int fractionMicros(byte[] data, int start, int length) {
        if (length == MILLIS_LENGTH) {
            int hundreds = data[start + 1] - '0';
            int tens = data[start + 2] - '0';
            int ones = data[start + 3] - '0';
            boolean isFraction = data[start] == '.'
                    && hundreds >= 0
                    && hundreds <= 9
                    && tens >= 0
                    && tens <= 9
                    && ones >= 0
                    && ones <= 9;
            return isFraction ? (hundreds * 100 + tens * 10 + ones) * 1_000 : -1;
        }
        if (length != MICROS_LENGTH) {
            return -1;
        }
        // The point and five digits lie in one word that begins before them, so that it stays within the text.
        long word = (Words.get(data, start - 1) >>> 8) ^ (FRACTION_ZEROS & 0x00FFFFFFFFFFFFFFL);
        if (Words.nonDigits(word) != 0 || (word & 0xFF) != 0) {
            return -1;
        }
        return (int) Words.number(word >>> 8, 6);
    }
}
