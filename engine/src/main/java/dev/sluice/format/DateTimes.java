package dev.sluice.format;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * Dates and times between bytes and numbers: micros since the epoch, and days since the epoch. Texts are read by the rules
 * of Spark's cast. Nothing is allocated for usual texts.
 */
public final class DateTimes {
    /** The micros of a text that is no timestamp. */
    public static final long INVALID = Long.MIN_VALUE;

    /** The days of a text that is no date. */
    public static final int INVALID_DATE = Integer.MIN_VALUE;

    /** No formatted date or timestamp is longer, in bytes. */
    public static final int MAX_LENGTH_BYTES = 40;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int MAX_YEAR_DIGITS = 7;

    private DateTimes() {}

    /**
     * The micros of a text by Spark's cast: {@code yyyy}, {@code yyyy-MM} or {@code yyyy-MM-dd}, the last optionally followed
     * by {@code T} or a blank and {@code HH}, {@code HH:mm} or {@code HH:mm:ss[.fraction][zone]}. Blanks around it do not count.
     *
     * @param zone of texts that name none
     * @return {@link #INVALID} for any other text
     */
    public static long parseTimestamp(byte[] data, int start, int length, ZoneId zone) {
        long micros = IsoTimestamps.parse(data, start, length);
        if (micros != INVALID) {
            return IsoTimestamps.isInUtc(data, start, length) ? micros : inZone(micros, zone);
        }
        return TimestampText.parse(data, start, length, zone);
    }

    /**
     * As {@link #parseTimestamp}, but what the text says itself, whatever its zone.
     *
     * @param takesZones whether a text may name a zone
     */
    public static long parseLocalTimestamp(byte[] data, int start, int length, boolean takesZones) {
        long micros = IsoTimestamps.parse(data, start, length);
        if (micros != INVALID) {
            return takesZones || !IsoTimestamps.isInUtc(data, start, length) ? micros : INVALID;
        }
        return TimestampText.parseLocal(data, start, length, takesZones);
    }

    /** What {@code localMicros}, read as if in UTC, stand for in a zone; they must be of a year of four digits. */
    static long inZone(long localMicros, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return localMicros - rules.getOffset(Instant.EPOCH).getTotalSeconds() * MICROS_PER_SECOND;
        }
        long localSecond = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        return ZoneOffsets.toEpochSecond(localSecond, zone) * MICROS_PER_SECOND
                + (localMicros - localSecond * MICROS_PER_SECOND);
    }

    /**
     * The days of a text by Spark's cast: {@code yyyy}, {@code yyyy-MM} or {@code yyyy-MM-dd}, the last optionally followed by
     * {@code T} or a blank and anything. Blanks around it do not count.
     *
     * @return {@link #INVALID_DATE} for any other text
     */
    public static int parseDate(byte[] data, int start, int length) {
        int position = TimestampText.trimmedStart(data, start, start + length);
        int end = TimestampText.trimmedEnd(data, position, start + length);
        if (position == end) {
            return INVALID_DATE;
        }
        boolean isNegative = data[position] == '-';
        if (isNegative || data[position] == '+') {
            position++;
        }
        int year = 1;
        int month = 1;
        int part = 0;
        int value = 0;
        int digits = 0;
        while (position < end && data[position] != ' ' && data[position] != 'T') {
            byte next = data[position++];
            if (next == '-' && part < 2) {
                if (!isPart(part, digits)) {
                    return INVALID_DATE;
                }
                year = part == 0 ? value : year;
                month = part == 1 ? value : month;
                part++;
                value = 0;
                digits = 0;
            } else if (next >= '0' && next <= '9' && digits < MAX_YEAR_DIGITS) {
                value = value * 10 + (next - '0');
                digits++;
            } else {
                return INVALID_DATE;
            }
        }
        if (!isPart(part, digits) || (part < 2 && position < end)) {
            return INVALID_DATE;
        }
        year = part == 0 ? value : year;
        month = part == 1 ? value : month;
        int day = part == 2 ? value : 1;
        year = isNegative ? -year : year;
        if (!isDate(year, month, day)) {
            return INVALID_DATE;
        }
        long days = daysOf(year, month, day);
        return days == (int) days ? (int) days : INVALID_DATE;
    }

    private static boolean isPart(int part, int digits) {
        return part == 0 ? digits >= 4 : digits >= 1 && digits <= 2;
    }

    static boolean isDate(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            boolean isLeap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            return isLeap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since the epoch of a date of the proleptic calendar: years of 400 begin with March, so leap days end them. */
    static long daysOf(int year, int month, int day) {
        long shiftedYear = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(shiftedYear, 400);
        int yearOfEra = (int) (shiftedYear - era * 400);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /**
     * Writes {@code yyyy-MM-dd HH:mm:ss[.ffffff]}, the fraction without zeros at its end: the form of a cast to STRING.
     *
     * @param target with room for {@link #MAX_LENGTH_BYTES} at {@code position}
     * @return the position behind the text
     */
    public static int formatTimestamp(long micros, ZoneId zone, byte[] target, int position) {
        return formatTimestamp(micros, offsetAt(micros, zone), target, position);
    }

    /** {@link #formatTimestamp(long, ZoneId, byte[], int)} where the offset of the zone is known. */
    public static int formatTimestamp(long micros, int offsetSeconds, byte[] target, int position) {
        long secondsOfEpoch = Math.floorDiv(micros, MICROS_PER_SECOND);
        int next = formatSeconds(secondsOfEpoch + offsetSeconds, (byte) ' ', target, position);
        int fraction = (int) (micros - secondsOfEpoch * MICROS_PER_SECOND);
        if (fraction == 0) {
            return next;
        }
        target[next] = '.';
        int end = next + 7;
        for (int index = end - 1; index > next; index--) {
            target[index] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        while (target[end - 1] == '0') {
            end--;
        }
        return end;
    }

    /**
     * Writes an offset as {@code Z}, {@code +hh:mm} or, where clocks were set by the sun, {@code +hh:mm:ss}.
     *
     * @return the position behind the text
     */
    static int formatOffset(int offsetSeconds, byte[] target, int position) {
        if (offsetSeconds == 0) {
            target[position] = 'Z';
            return position + 1;
        }
        int offsetMinutes = Math.abs(offsetSeconds) / 60;
        target[position] = (byte) (offsetSeconds < 0 ? '-' : '+');
        twoDigits(offsetMinutes / 60, target, position + 1);
        target[position + 3] = ':';
        twoDigits(offsetMinutes % 60, target, position + 4);
        int seconds = Math.abs(offsetSeconds) % 60;
        if (seconds == 0) {
            return position + 6;
        }
        target[position + 6] = ':';
        twoDigits(seconds, target, position + 7);
        return position + 9;
    }

    private static int offsetAt(long micros, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant instant =
                rules.isFixedOffset() ? Instant.EPOCH : Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND));
        return rules.getOffset(instant).getTotalSeconds();
    }

    private static int formatSeconds(long localSecond, byte separator, byte[] target, int position) {
        long days = Math.floorDiv(localSecond, SECONDS_PER_DAY);
        int secondOfDay = (int) (localSecond - days * SECONDS_PER_DAY);
        int next = formatDate((int) days, target, position);
        target[next] = separator;
        int minuteOfDay = secondOfDay / 60;
        twoDigits(minuteOfDay / 60, target, next + 1);
        target[next + 3] = ':';
        twoDigits(minuteOfDay % 60, target, next + 4);
        target[next + 6] = ':';
        twoDigits(secondOfDay % 60, target, next + 7);
        return next + 9;
    }

    /**
     * Writes {@code yyyy-MM-dd}. Years before 0 have a minus, years of more than four digits a plus.
     *
     * @param target with room for {@link #MAX_LENGTH_BYTES} at {@code position}
     * @return the position behind the text
     */
    public static int formatDate(int days, byte[] target, int position) {
        long shiftedDays = days + 719_468L;
        long era = Math.floorDiv(shiftedDays, 146_097);
        int dayOfEra = (int) (shiftedDays - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int next = formatYear(year, target, position);
        target[next] = '-';
        twoDigits(month, target, next + 1);
        target[next + 3] = '-';
        twoDigits(day, target, next + 4);
        return next + 6;
    }

    private static int formatYear(int year, byte[] target, int position) {
        if (year >= 0 && year <= 9_999) {
            twoDigits(year / 100, target, position);
            twoDigits(year % 100, target, position + 2);
            return position + 4;
        }
        target[position] = (byte) (year < 0 ? '-' : '+');
        int digits = 4;
        int rest = Math.abs(year);
        for (int bound = 10_000; digits < MAX_YEAR_DIGITS && rest >= bound; bound *= 10) {
            digits++;
        }
        int end = position + 1 + digits;
        for (int index = end - 1; index > position; index--) {
            target[index] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static void twoDigits(int value, byte[] target, int position) {
        int tens = (value * 205) >>> 11;
        target[position] = (byte) ('0' + tens);
        target[position + 1] = (byte) ('0' + value - tens * 10);
    }
}
