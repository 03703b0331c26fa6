package dev.sluice.kafka;

import dev.sluice.seam.Clock;
import java.util.concurrent.TimeUnit;

/** How long an answer may take, with all that is done to get one. */
final class AnswerTime {
    private final Clock clock;
    private final long startNanos;
    private final long mostMillis;

    AnswerTime(Clock clock, long mostMillis) {
        this.clock = clock;
        this.startNanos = clock.monotonicNanos();
        this.mostMillis = mostMillis;
    }

    long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos() - startNanos);
    }

    /** What is left, at least a millisecond: Kafka's client takes none for no bound. */
    int leftMillis() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, mostMillis - waitedMillis()));
    }

    /** Whether it is over by then. */
    boolean isOverIn(long millis) {
        return mostMillis - waitedMillis() <= millis;
    }
}
