package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a sink, and calls it again for the same attempt at a batch where it says that this is safe: after pauses that double from
 * 0.1 to 10 seconds, and not for ever (rules SK10 and SK11 of the fault model).
 */
final class SinkCalls {
    static final int MOST_CALLS = 9;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(SinkCalls.class);

    private final RunContext run;

    SinkCalls(RunContext run) {
        this.run = run;
    }

    void call(Sink sink, BatchId batch, Runnable call) throws InterruptedException {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        for (int number = 1; number < MOST_CALLS; number++) {
            try {
                run.control().runInterruptibly(call);
                return;
            } catch (RuntimeException failed) {
                if (!sink.mayRepeatAfter(failed)) {
                    throw failed;
                }
                String next = "call " + (number + 1) + " of " + MOST_CALLS + " for batch " + batch.batchId();
                LOG.warn("{} is called again in {} ms, {}", sink.description(), pauseMillis, next, failed);
                run.figures().count(Event.REPEATED_SINK_CALL);
                run.control().waits("Waiting for the sink, " + next + ": " + failed.getMessage());
            }
            run.control().sleepUntil(run.clock().monotonicNanos() + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            run.checkpoint().lock().requireOwnership();
        }
        try {
            run.control().runInterruptibly(call);
        } catch (RuntimeException failed) {
            throw sink.mayRepeatAfter(failed) ? givenUp(sink, batch, failed) : failed;
        }
    }

    private static SluiceException givenUp(Sink sink, BatchId batch, RuntimeException failed) {
        return SluiceException.of(ErrorCondition.SINK_FAILED, "the sink fails whenever it is called")
                .at("batch " + batch.batchId())
                .at(sink.description())
                .found(failed + ", in " + MOST_CALLS + " of " + MOST_CALLS + " calls")
                .safe("the batches before are committed, and this one runs again with the next start")
                .mend("mend what the sink says, and start the query again")
                .cause(failed)
                .build();
    }
}
