package dev.sluice.kafka;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the records of a turn that wait for an answer, and tells when none does any more. Thread-safe. */
final class SentTurn {
    /** One of them is the turn itself, until it has ended. */
    private final AtomicLong waiting = new AtomicLong(1);

    private volatile @Nullable Runnable whenAcknowledged;

    void sent() {
        waiting.incrementAndGet();
    }

    void acknowledged() {
        if (waiting.decrementAndGet() == 0) {
            Runnable told = whenAcknowledged;
            if (told != null) {
                told.run();
            }
        }
    }

    /**
     * No more records come.
     *
     * @param whenAllAre is run once every record is acknowledged, here or by whoever learns it last; never if one fails
     */
    void end(Runnable whenAllAre) {
        whenAcknowledged = whenAllAre;
        acknowledged();
    }
}
