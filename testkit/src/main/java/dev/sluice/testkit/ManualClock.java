package dev.sluice.testkit;

import dev.sluice.seam.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock implements Clock {
    private final AtomicLong nanos;
    private final AtomicLong stepMillis = new AtomicLong();

    /** @param startMillis since 1970-01-01T00:00Z */
    public ManualClock(long startMillis) {
        this.nanos = new AtomicLong(Math.multiplyExact(startMillis, 1_000_000L));
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** Sets the wall clock forward, or back, without any time passing. */
    public void step(Duration duration) {
        stepMillis.addAndGet(duration.toMillis());
    }

    @Override
    public long wallMillis() {
        return nanos.get() / 1_000_000 + stepMillis.get();
    }

    @Override
    public long monotonicNanos() {
        return nanos.get();
    }
}
