package dev.sluice.format;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The offsets of a time zone in seconds, with the one found last kept for the times between the same two changes of the
 * clock. Used by one thread at a time.
 */
public final class ZoneOffsets {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long FURTHEST_SECOND = 31_556_889_864_403_199L;

    private final ZoneId zone;
    private final boolean isFixed;
    private int offsetSeconds;
    private long knownFromSecond;
    private long knownUntilSecond;

    public ZoneOffsets(ZoneId zone) {
        this.zone = zone;
        this.isFixed = zone.getRules().isFixedOffset();
        this.offsetSeconds = zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
        this.knownFromSecond = isFixed ? Long.MIN_VALUE : 0;
        this.knownUntilSecond = isFixed ? Long.MAX_VALUE : 0;
    }

    /** Whether the zone has one offset for all times. */
    public boolean isFixed() {
        return isFixed;
    }

    /** The offset at this second since the epoch. */
    public int at(long epochSecond) {
        if (epochSecond < knownFromSecond || epochSecond >= knownUntilSecond) {
            learn(epochSecond);
        }
        return offsetSeconds;
    }

    /**
     * The second since the epoch at which clocks of the zone show this local one. Of two the earlier; one that clocks skip
     * is moved on by what they skip.
     */
    public long toEpochSecond(long localSecond) {
        if (isFixed) {
            return localSecond - offsetSeconds;
        }
        // A day from either change, no clock of the zone can be in doubt.
        if (localSecond - SECONDS_PER_DAY >= knownFromSecond && localSecond + SECONDS_PER_DAY < knownUntilSecond) {
            return localSecond - offsetSeconds;
        }
        long epochSecond = toEpochSecond(localSecond, zone);
        learn(epochSecond);
        return epochSecond;
    }

    private void learn(long epochSecond) {
        ZoneRules rules = zone.getRules();
        Instant instant = Instant.ofEpochSecond(epochSecond);
        ZoneOffsetTransition next = rules.nextTransition(instant);
        // The change at the instant itself counts as the one before.
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
        offsetSeconds = rules.getOffset(instant).getTotalSeconds();
        knownFromSecond = previous == null ? -FURTHEST_SECOND : previous.toEpochSecond();
        knownUntilSecond = next == null ? FURTHEST_SECOND : next.toEpochSecond();
    }

    static long toEpochSecond(long localSecond, ZoneId zone) {
        return ZonedDateTime.ofLocal(LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC), zone, null)
                .toEpochSecond();
    }
}
