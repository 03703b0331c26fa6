package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files again when that fails, so that a mount or a network may be away for a moment: after each of a few
 * pauses, and not for ever.
 */
final class PatientListing {
    private static final Logger LOG = LoggerFactory.getLogger(PatientListing.class);
    private static final List<Long> PAUSES_MILLIS = List.of(100L, 1_000L, 3_000L);

    private final Clock clock;
    private final Exec.Monitor monitor;
    private long retries;

    PatientListing(Clock clock, Exec exec) {
        this.clock = clock;
        this.monitor = exec.monitor();
    }

    /** How often something was asked again. */
    long retries() {
        return retries;
    }

    /** @throws SluiceException what the last attempt has thrown */
    <T> T ask(Supplier<T> question) {
        for (long pauseMillis : PAUSES_MILLIS) {
            try {
                return question.get();
            } catch (SluiceException failed) {
                if (failed.condition() != ErrorCondition.IO_FAILED
                        && failed.condition() != ErrorCondition.PATH_NOT_FOUND) {
                    throw failed;
                }
                LOG.warn(
                        "The input cannot be listed, which is tried again in {} ms: {}",
                        pauseMillis,
                        failed.getMessage());
                retries++;
                pause(pauseMillis);
            }
        }
        return question.get();
    }

    /** Lets so much time pass on the clock. */
    void pause(long millis) {
        long end = clock.monotonicNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (var held = monitor.enter()) {
            long left = end - clock.monotonicNanos();
            while (left > 0) {
                monitor.await(left);
                left = end - clock.monotonicNanos();
            }
        } catch (InterruptedException stopped) {
            throw SluiceException.of(ErrorCondition.INTERRUPTED, "the query was stopped")
                    .at("waiting to list the input again")
                    .safe("nothing of this batch is visible")
                    .mend("start it again")
                    .cause(stopped)
                    .build();
        }
    }
}
