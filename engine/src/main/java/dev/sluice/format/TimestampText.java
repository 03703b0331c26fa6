package dev.sluice.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** All of the forms of Spark's cast from STRING to TIMESTAMP; {@link IsoTimestamps} reads the usual ones faster. */
final class TimestampText {
    private static final int YEAR = 0;
    private static final int MONTH = 1;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int SECOND = 5;
    private static final int FRACTION = 6;
    private static final int MAX_YEAR_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private TimestampText() {}

    static int trimmedStart(byte[] data, int start, int end) {
        int position = start;
        while (position < end && isBlank(data[position])) {
            position++;
        }
        return position;
    }

    static int trimmedEnd(byte[] data, int start, int end) {
        int position = end;
        while (position > start && isBlank(data[position - 1])) {
            position--;
        }
        return position;
    }

    private static boolean isBlank(byte value) {
        return (value >= 0 && value <= ' ') || value == 0x7F;
    }

    /** Makes micros of what a text shows and of the zone that it may name from {@code zoneStart} on. */
    @FunctionalInterface
    private interface Placement {
        long micros(byte[] data, int zoneStart, int end, long localSecond, int fraction);
    }

    static long parse(byte[] data, int start, int length, ZoneId zone) {
        return parse(
                data,
                start,
                length,
                (text, zoneStart, end, localSecond, fraction) ->
                        inZone(text, zoneStart, end, localSecond, fraction, zone));
    }

    /** The micros of what a text shows as if it were in UTC. */
    static long parseLocal(byte[] data, int start, int length, boolean takesZones) {
        return parse(data, start, length, (text, zoneStart, end, localSecond, fraction) -> {
            boolean hasZone = trimmedStart(text, zoneStart, end) < end;
            boolean isFine = !hasZone
                    || (takesZones
                            && inZone(text, zoneStart, end, localSecond, fraction, ZoneOffset.UTC)
                                    != DateTimes.INVALID);
            return isFine ? micros(localSecond, fraction) : DateTimes.INVALID;
        });
    }

    private static long parse(byte[] data, int start, int length, Placement placement) {
        int position = trimmedStart(data, start, start + length);
        int end = trimmedEnd(data, position, start + length);
        if (position == end) {
            return DateTimes.INVALID;
        }
        boolean isNegative = data[position] == '-';
        if (isNegative || data[position] == '+') {
            position++;
        }
        int year = 1;
        int month = 1;
        int day = 1;
        int secondOfDay = 0;
        int fraction = 0;
        int part = YEAR;
        while (true) {
            int value = 0;
            int partStart = position;
            while (position < end && data[position] >= '0' && data[position] <= '9') {
                if (part != FRACTION || position - partStart < 6) {
                    value = value * 10 + (data[position] - '0');
                }
                position++;
                if (part != FRACTION && position - partStart > MAX_YEAR_DIGITS) {
                    return DateTimes.INVALID;
                }
            }
            int digits = position - partStart;
            if (!isPart(part, digits)) {
                return DateTimes.INVALID;
            }
            switch (part) {
                case YEAR -> year = isNegative ? -value : value;
                case MONTH -> month = value;
                case DAY -> day = value;
                case HOUR -> secondOfDay = value > 23 ? Integer.MIN_VALUE : value * 3_600;
                case FRACTION -> fraction = toMicros(value, digits);
                default ->
                    secondOfDay = value > 59 ? Integer.MIN_VALUE : secondOfDay + value * (part == SECOND ? 1 : 60);
            }
            if (secondOfDay < 0) {
                return DateTimes.INVALID;
            }
            if (position == end || part == FRACTION || (part == SECOND && data[position] != '.')) {
                break;
            }
            if (!isSeparator(part, data[position])) {
                return DateTimes.INVALID;
            }
            position++;
            part++;
        }
        if (!DateTimes.isDate(year, month, day)) {
            return DateTimes.INVALID;
        }
        long localSecond = DateTimes.daysOf(year, month, day) * 86_400 + secondOfDay;
        return placement.micros(data, position, end, localSecond, fraction);
    }

    private static boolean isPart(int part, int digits) {
        return switch (part) {
            case YEAR -> digits >= 4;
            case FRACTION -> true;
            default -> digits == 1 || digits == 2;
        };
    }

    private static boolean isSeparator(int part, byte separator) {
        return switch (part) {
            case YEAR, MONTH -> separator == '-';
            case DAY -> separator == ' ' || separator == 'T';
            case SECOND -> separator == '.';
            default -> separator == ':';
        };
    }

    private static int toMicros(int value, int digits) {
        int micros = value;
        for (int digit = digits; digit < 6; digit++) {
            micros *= 10;
        }
        return micros;
    }

    private static long inZone(byte[] data, int zoneStart, int end, long localSecond, int fraction, ZoneId zone) {
        int start = trimmedStart(data, zoneStart, end);
        long epochSecond;
        if (start == end) {
            epochSecond = ZoneOffsets.toEpochSecond(localSecond, zone);
        } else if (end - start == 1 && data[start] == 'Z') {
            epochSecond = localSecond;
        } else {
            int offsetSeconds = offsetSeconds(data, start, end);
            if (offsetSeconds != Integer.MIN_VALUE) {
                epochSecond = localSecond - offsetSeconds;
            } else {
                try {
                    ZoneId named = ZoneId.of(new String(data, start, end - start, US_ASCII), ZoneId.SHORT_IDS);
                    epochSecond = ZoneOffsets.toEpochSecond(localSecond, named);
                } catch (DateTimeException notAZone) {
                    return DateTimes.INVALID;
                }
            }
        }
        return micros(epochSecond, fraction);
    }

    /** Seconds of {@code +h[h][:m[m]]}, {@link Integer#MIN_VALUE} for another form. */
    private static int offsetSeconds(byte[] data, int start, int end) {
        boolean isNegative = data[start] == '-';
        if (!isNegative && data[start] != '+') {
            return Integer.MIN_VALUE;
        }
        int position = start + 1;
        int[] parts = new int[2];
        for (int part = 0; part < 2; part++) {
            int partStart = position;
            while (position < end && data[position] >= '0' && data[position] <= '9' && position - partStart < 2) {
                parts[part] = parts[part] * 10 + (data[position++] - '0');
            }
            if (position == partStart) {
                return Integer.MIN_VALUE;
            }
            if (position == end) {
                int minutes = parts[0] * 60 + parts[1];
                boolean isOffset = parts[1] < 60 && minutes <= 18 * 60;
                return isOffset ? (isNegative ? -minutes : minutes) * 60 : Integer.MIN_VALUE;
            }
            if (part == 0 && data[position++] != ':') {
                return Integer.MIN_VALUE;
            }
        }
        return Integer.MIN_VALUE;
    }

    private static long micros(long epochSecond, int fraction) {
        long micros;
        try {
            micros = epochSecond < 0
                    ? Math.addExact(
                            Math.multiplyExact(epochSecond + 1, MICROS_PER_SECOND), fraction - MICROS_PER_SECOND)
                    : Math.addExact(Math.multiplyExact(epochSecond, MICROS_PER_SECOND), fraction);
        } catch (ArithmeticException outOfRange) {
            return DateTimes.INVALID;
        }
        return micros;
    }
}
