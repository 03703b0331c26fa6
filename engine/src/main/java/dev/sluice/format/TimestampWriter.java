package dev.sluice.format;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Writes timestamps one after another in the form of JSON and CSV, faster where one is of the day of the last. Used by one
 * thread at a time.
 */
public final class TimestampWriter {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** {@code 00:00:00}, the first character in the lowest bits. */
    private static final long CLOCK_ZEROS = 0x30303A30303A3030L;

    /** {@code .000}, the first character in the lowest bits. */
    private static final long FRACTION_ZEROS = 0x3030302EL;

    private static final int CLOCK_LENGTH = 8;
    private static final int FRACTION_LENGTH = 4;

    private final ZoneOffsets offsets;
    private final boolean showsZone;

    // The day of the last timestamp: where it begins and ends, its offset, and its text up to the T.
    private long dayStartMicros = Long.MAX_VALUE;
    private long dayEndMicros = Long.MAX_VALUE;
    private int offsetSeconds;
    private final byte[] day = new byte[DateTimes.MAX_LENGTH_BYTES];
    private int dayLength;
    private long zoneText;
    private byte zoneLastByte;
    private int zoneLength;

    public TimestampWriter(ZoneId zone) {
        this(zone, true);
    }

    private TimestampWriter(ZoneId zone, boolean showsZone) {
        this.offsets = new ZoneOffsets(zone);
        this.showsZone = showsZone;
    }

    /** For what a clock on the wall shows, which is written without a zone. */
    public static TimestampWriter withoutZone() {
        return new TimestampWriter(ZoneOffset.UTC, false);
    }

    /**
     * Writes {@code yyyy-MM-dd'T'HH:mm:ss.SSSXXXXX}: an offset shows seconds where it has some. What is below a millisecond
     * is cut off.
     *
     * @param target with room for {@link DateTimes#MAX_LENGTH_BYTES} at {@code position}
     * @return the position behind the text
     */
    public int write(long micros, byte[] target, int position) {
        if (micros < dayStartMicros || micros >= dayEndMicros || !hasOffsetOfDay(micros)) {
            beginDay(micros);
        }
        int milliOfDay = (int) ((micros - dayStartMicros) / 1_000);
        int secondOfDay = milliOfDay / 1_000;
        int minuteOfDay = secondOfDay / 60;
        int hour = minuteOfDay / 60;
        // The text of a day is at most two words long.
        Words.set(target, position, Words.get(day, 0));
        Words.set(target, position + Words.BYTES, Words.get(day, Words.BYTES));
        int next = position + dayLength;
        long clock = twoDigits(hour)
                | twoDigits(minuteOfDay - hour * 60) << 24
                | twoDigits(secondOfDay - minuteOfDay * 60) << 48;
        Words.set(target, next, clock + CLOCK_ZEROS);
        next += CLOCK_LENGTH;
        int millis = milliOfDay - secondOfDay * 1_000;
        int hundreds = millis / 100;
        long fraction = (long) hundreds << 8 | twoDigits(millis - hundreds * 100) << 16;
        Words.set(target, next, fraction + FRACTION_ZEROS);
        next += FRACTION_LENGTH;
        Words.set(target, next, zoneText);
        target[next + Words.BYTES] = zoneLastByte;
        return next + zoneLength;
    }

    private boolean hasOffsetOfDay(long micros) {
        return offsets.isFixed() || offsets.at(Math.floorDiv(micros, MICROS_PER_SECOND)) == offsetSeconds;
    }

    private void beginDay(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND);
        offsetSeconds = offsets.at(second);
        long days = Math.floorDiv(second + offsetSeconds, 86_400);
        // Saturates at the ends of what a timestamp can be, where no whole day is left.
        long sinceDayStart =
                (second + offsetSeconds - days * 86_400) * MICROS_PER_SECOND + (micros - second * MICROS_PER_SECOND);
        dayStartMicros = micros - sinceDayStart;
        dayEndMicros = Math.max(micros, dayStartMicros + MICROS_PER_DAY);
        dayLength = DateTimes.formatDate((int) days, day, 0);
        day[dayLength++] = 'T';
        byte[] zone = new byte[DateTimes.MAX_LENGTH_BYTES];
        zoneLength = showsZone ? DateTimes.formatOffset(offsetSeconds, zone, 0) : 0;
        zoneText = Words.get(zone, 0);
        zoneLastByte = zone[Words.BYTES];
    }

    /** The values of the two digits of a number below 100 in the lowest two bytes, the tens first. */
    private static long twoDigits(int value) {
        int tens = (value * 205) >>> 11;
        return tens | (value - tens * 10) << 8;
    }
}
