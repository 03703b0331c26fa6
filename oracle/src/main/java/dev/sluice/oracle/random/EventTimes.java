package dev.sluice.oracle.random;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Event times that go on, with rows that are early, late, very late or without a time. */
final class EventTimes {
    private static final int MICROS_PER_SECOND = 1_000_000;

    private final Rng rng;
    private final Instant earliest = Instant.parse("0001-01-01T00:00:00Z");
    private final Instant latest = Instant.parse("9999-12-31T23:59:59.999999Z");
    private Instant now;

    EventTimes(Rng rng) {
        this.rng = rng;
        this.now = Instant.parse(rng.oneOf(
                "2016-03-27T00:59:40Z",
                "2016-03-27T19:39:30Z",
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "1970-01-01T01:00:00Z",
                "1969-12-31T23:59:30Z",
                "0001-01-01T00:00:10Z",
                "9999-12-31T23:58:00Z"));
    }

    /** Time goes by between two files. */
    void advance() {
        now = now.plusSeconds(rng.oneOf(0, 3, 5, 10, 10, 17, 60, 3_600));
    }

    /** The time of a row in Java. */
    String next() {
        int chance = rng.below(100);
        if (chance < 5) {
            return Values.NULL;
        }
        Instant time;
        if (chance < 15) {
            time = now.minusSeconds(rng.oneOf(10, 30, 100, 4_000, 86_400));
        } else if (chance < 20) {
            time = now.plusSeconds(rng.oneOf(30, 90, 4_000));
        } else {
            time = now.plusSeconds(rng.between(-4, 8));
        }
        if (rng.percent(25)) {
            time = time.plus(rng.oneOf(1, -1, 999, 1_000, 500_000, MICROS_PER_SECOND - 1), ChronoUnit.MICROS);
        }
        time = time.isBefore(earliest) ? earliest : time;
        return Values.timestamp((time.isAfter(latest) ? latest : time).toString());
    }
}
