package dev.sluice.format;

import java.time.ZoneId;

/**
 * Reads timestamps one after another, as {@link DateTimes#parseTimestamp} does, and faster where one has the date of the
 * last. Used by one thread at a time.
 */
public final class TimestampParser {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int DATE_LENGTH = 10;
    private static final int MIN_FAST_LENGTH = 19;

    private final ZoneId zone;
    private final ZoneOffsets offsets;
    private long lastDateStart;
    private long lastDateEnd;
    private long lastDayMicros = DateTimes.INVALID;

    public TimestampParser(ZoneId zone) {
        this.zone = zone;
        this.offsets = new ZoneOffsets(zone);
    }

    /** The micros of a text, {@link DateTimes#INVALID} if it is no timestamp. */
    public long parse(byte[] data, int start, int length) {
        if (length >= MIN_FAST_LENGTH) {
            long micros = parseUsual(data, start, length);
            if (micros != DateTimes.INVALID) {
                return micros;
            }
        }
        return TimestampText.parse(data, start, length, zone);
    }

    /** The micros of a text of the usual form, {@link DateTimes#INVALID} for others; of 19 bytes or more. */
    public long parseUsual(byte[] data, int start, int length) {
        long dateStart = Words.get(data, start);
        long dateEnd = Words.get(data, start + DATE_LENGTH - Words.BYTES);
        if (dateStart != lastDateStart || dateEnd != lastDateEnd || lastDayMicros == DateTimes.INVALID) {
            lastDayMicros = IsoTimestamps.dayMicros(data, start);
            lastDateStart = dateStart;
            lastDateEnd = dateEnd;
            if (lastDayMicros == DateTimes.INVALID) {
                return DateTimes.INVALID;
            }
        }
        long timeMicros = IsoTimestamps.timeMicros(data, start, length);
        if (timeMicros < 0) {
            return DateTimes.INVALID;
        }
        long micros = lastDayMicros + timeMicros;
        return IsoTimestamps.isInUtc(data, start, length) ? micros : inZone(micros);
    }

    private long inZone(long localMicros) {
        long localSecond = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        return offsets.toEpochSecond(localSecond) * MICROS_PER_SECOND + (localMicros - localSecond * MICROS_PER_SECOND);
    }
}
