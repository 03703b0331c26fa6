package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about records that are gone before they were read, by {@code failOnDataLoss}. Thread-safe. */
final class LostRecords {
    private static final Logger LOG = LoggerFactory.getLogger(LostRecords.class);

    private final boolean fails;
    private final AtomicLong count = new AtomicLong();

    LostRecords(boolean fails) {
        this.fails = fails;
    }

    /**
     * @param records how many are gone, as far as one can tell from offsets
     * @throws SluiceException {@code error}, unless lost records are only counted
     */
    void report(long records, Supplier<SluiceException> error) {
        SluiceException loss = error.get();
        if (fails) {
            throw loss;
        }
        count.addAndGet(records);
        LOG.warn("{} records are lost; the query goes on, for failOnDataLoss is false: {}", records, loss.getMessage());
    }

    /** Since the source was opened. */
    long count() {
        return count.get();
    }
}
