package dev.sluice.builtin.support;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** A time zone for loops over timestamps: it remembers between which instants the last offset holds. For one thread. */
public final class SessionZone {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    private final ZoneId zone;
    private final ZoneRules rules;
    private long offsetMicros;
    private long validFromMicros = 1;
    private long validToMicros;

    public SessionZone(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    public ZoneId zone() {
        return zone;
    }

    /** The reading of a clock on the wall, as microseconds since 1970-01-01 on that clock. */
    public long localMicros(long micros) {
        if (micros < validFromMicros || micros >= validToMicros) {
            learn(micros);
        }
        return micros + offsetMicros;
    }

    private void learn(long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND));
        offsetMicros = rules.getOffset(instant).getTotalSeconds() * MICROS_PER_SECOND;
        ZoneOffsetTransition previous = rules.isFixedOffset() ? null : rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition next = rules.isFixedOffset() ? null : rules.nextTransition(instant);
        validFromMicros = previous == null ? Long.MIN_VALUE : previous.toEpochSecond() * MICROS_PER_SECOND;
        validToMicros = next == null ? Long.MAX_VALUE : next.toEpochSecond() * MICROS_PER_SECOND;
    }

    public int localDate(long micros) {
        return (int) Math.floorDiv(localMicros(micros), MICROS_PER_DAY);
    }

    /** The instant at which a day begins. */
    public long startOfDay(long epochDay) {
        if (rules.isFixedOffset()) {
            return epochDay * MICROS_PER_DAY - localMicros(0);
        }
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toEpochSecond() * MICROS_PER_SECOND;
    }
}
