package dev.sluice.builtin.support;

import dev.sluice.spi.function.FunctionContext;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** A time zone for loops over timestamps: it remembers between which instants the last offset holds. For one thread. */
public final class SessionZone {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long SECONDS_PER_DAY = 86_400L;

    private final ZoneId zone;
    private final ZoneRules rules;
    private long offsetSeconds;
    private long validFromMicros = 1;
    private long validToMicros;

    public SessionZone(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** The zone in which a type of times is read as days and hours: a clock on the wall shows what it shows. */
    public static SessionZone of(DataType time, FunctionContext context) {
        return new SessionZone(time == AtomicType.TIMESTAMP_NTZ ? ZoneOffset.UTC : context.timeZone());
    }

    public ZoneId zone() {
        return zone;
    }

    /** The whole seconds since 1970-01-01 on a clock on the wall. The microseconds there may be more than a long holds. */
    public long localSeconds(long micros) {
        if (micros < validFromMicros || micros >= validToMicros) {
            learn(micros);
        }
        return Math.floorDiv(micros, MICROS_PER_SECOND) + offsetSeconds;
    }

    /**
     * What a clock on the wall shows at an instant, as microseconds.
     *
     * @throws dev.sluice.error.SluiceException an overflow if it is no TIMESTAMP_NTZ
     */
    public long localMicros(long micros) {
        return micros(localSeconds(micros), micros);
    }

    /**
     * The instant at which a clock on the wall shows a time; the first of two, and behind a gap as much as the time is in it.
     *
     * @throws dev.sluice.error.SluiceException an overflow if it is no TIMESTAMP
     */
    public long instantOf(long localMicros) {
        long seconds = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        LocalDateTime shown = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return micros(
                rules.isFixedOffset()
                        ? seconds - localSeconds(0)
                        : shown.atZone(zone).toEpochSecond(),
                localMicros);
    }

    /** The time so many months later on a clock on the wall. */
    public long plusMonths(long micros, long months) {
        ZonedDateTime time = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND))
                .atZone(zone)
                .plusMonths(months);
        return micros(time.toEpochSecond(), micros);
    }

    /** The time so much later, where whole days are days on a clock on the wall. */
    public long plusMicros(long micros, long more) {
        if (rules.isFixedOffset()) {
            return Math.addExact(micros, more);
        }
        long microsPerDay = SECONDS_PER_DAY * MICROS_PER_SECOND;
        ZonedDateTime time = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND))
                .atZone(zone)
                .plusDays(more / microsPerDay);
        return Math.addExact(micros(time.toEpochSecond(), micros), more % microsPerDay);
    }

    /**
     * Whole seconds as microseconds, with those that others have behind their whole seconds.
     *
     * @throws dev.sluice.error.SluiceException an overflow
     */
    public static long micros(long seconds, long others) {
        long micros = seconds * MICROS_PER_SECOND + Math.floorMod(others, MICROS_PER_SECOND);
        if (Math.floorDiv(micros, MICROS_PER_SECOND) != seconds) {
            throw ValueErrors.overflow("long", "a time in another zone");
        }
        return micros;
    }

    private void learn(long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND));
        offsetSeconds = rules.getOffset(instant).getTotalSeconds();
        ZoneOffsetTransition previous = rules.isFixedOffset() ? null : rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition next = rules.isFixedOffset() ? null : rules.nextTransition(instant);
        validFromMicros = previous == null ? Long.MIN_VALUE : previous.toEpochSecond() * MICROS_PER_SECOND;
        validToMicros = next == null ? Long.MAX_VALUE : next.toEpochSecond() * MICROS_PER_SECOND;
    }

    public int localDate(long micros) {
        return (int) Math.floorDiv(localSeconds(micros), SECONDS_PER_DAY);
    }

    /**
     * The instant at which a day begins.
     *
     * @throws dev.sluice.error.SluiceException an overflow if it is none that a TIMESTAMP can be
     */
    public long startOfDay(long epochDay) {
        long seconds = rules.isFixedOffset()
                ? epochDay * SECONDS_PER_DAY - localSeconds(0)
                : LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toEpochSecond();
        long micros = seconds * MICROS_PER_SECOND;
        if (Math.multiplyHigh(seconds, MICROS_PER_SECOND) != micros >> 63) {
            throw ValueErrors.overflow("long", "the start of a day");
        }
        return micros;
    }
}
