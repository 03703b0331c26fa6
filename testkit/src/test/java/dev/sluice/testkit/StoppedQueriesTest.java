package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.ForeachBatchFunction;
import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryListener;
import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.AtomicType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries that are asked to end while they are at work (fault model, section 12). */
@Timeout(60)
class StoppedQueriesTest {
    @TempDir
    Path folder;

    private DistinctQuery query;

    @BeforeEach
    void open() throws IOException {
        query = new DistinctQuery(folder);
    }

    @AfterEach
    void close() {
        query.close();
    }

    /** Each of two functions ends once both were asked to. */
    @Test
    void U8_everyQueryIsAskedToEndBeforeAnyIsWaitedFor() throws Exception {
        query.addInput();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch asked = new CountDownLatch(2);
        List<StreamingQuery> running = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            running.add(query.keys()
                    .writeStream()
                    .option("checkpointLocation", checkpoint(number))
                    .foreachBatch((rows, batchId) -> {
                        begun.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException stopped) {
                            asked.countDown();
                            awaitWhateverInterrupts(asked, () -> {});
                        }
                    })
                    .start());
        }
        begun.await();
        query.session.close();
        assertThat(running).noneMatch(StreamingQuery::isActive);
    }

    /** Ends its part of an epoch only when the query before has ended, and then gives an interruption time to arrive. */
    private static final class SlowEnd extends ForeachWriter<Row> {
        private final CountDownLatch begun;
        private final @Nullable StreamingQuery before;

        SlowEnd(CountDownLatch begun, @Nullable StreamingQuery before) {
            this.begun = begun;
            this.before = before;
        }

        @Override
        public boolean open(long partition, long epoch) {
            begun.countDown();
            return true;
        }

        @Override
        public void process(Row row) {}

        @Override
        public void close(@Nullable Throwable error) {
            while (before != null && before.isActive()) {
                Thread.onSpinWait();
            }
            try {
                new CountDownLatch(1).await(before == null ? 0 : 100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Test
    void U8_aSessionThatIsClosedCommitsTheEpochOfEveryContinuousQuery() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        StreamingQuery before = null;
        for (int number = 0; number < 2; number++) {
            before = query.session
                    .readStream()
                    .format("rate")
                    .option("rowsPerSecond", 100)
                    .load()
                    .writeStream()
                    .trigger(Trigger.Continuous("1 hour"))
                    .option("checkpointLocation", checkpoint(number))
                    .foreach(new SlowEnd(begun, before))
                    .start();
        }
        begun.await();
        query.session.close();
        assertThat(folder.resolve("checkpoint-0/commits/0")).exists();
        assertThat(folder.resolve("checkpoint-1/commits/0")).exists();
    }

    /** The time that queries have to end counts from when they were asked, and not from query to query. */
    @Test
    void U8_queriesThatDoNotEndAreWaitedForTogether() throws Exception {
        ManualClock clock = new ManualClock(0);
        Session session = Session.builder()
                .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SystemIds())
                .config("spark.sql.streaming.stopTimeout", "10s")
                .create();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(1);
        List<StreamingQuery> running = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            running.add(ofBatches(session)
                    .writeStream()
                    .option("checkpointLocation", checkpoint(number))
                    .foreachBatch((rows, batchId) -> {
                        begun.countDown();
                        awaitWhateverInterrupts(released, asked::countDown);
                    })
                    .start());
        }
        begun.await();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread closing = Thread.ofVirtual().start(() -> {
            try {
                session.close();
            } catch (RuntimeException failed) {
                failure.set(failed);
            }
        });
        asked.await();
        clock.advance(Duration.ofSeconds(10));
        closing.join();
        released.countDown();
        running.forEach(StreamingQuery::awaitTermination);
        Throwable failed = Objects.requireNonNull(failure.get(), "failure");
        assertThat(failed).hasMessageContaining("STOP_TIMED_OUT");
        assertThat(failed.getSuppressed()).hasSize(1);
    }

    private static DataFrame ofBatches(Session session) {
        return session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 100)
                .load();
    }

    @Test
    void U2_P3_aFunctionThatIsInterruptedIsNotCalledAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        UDF1<Long, Long> slow = value -> {
            calls.incrementAndGet();
            if (value == 50) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return value;
        };
        StreamingQuery running = ofBatches(query.session)
                .select(udf(slow, AtomicType.BIGINT).apply(col("value")).as("value"))
                .writeStream()
                .option("checkpointLocation", checkpoint(0))
                .foreachBatch((rows, batchId) -> {})
                .start();
        begun.await();
        running.stop();
        assertThat(calls).hasValue(51);
        assertThat(running.exception()).isEmpty();
    }

    @Test
    void U4_aFunctionMayCloseTheSessionOfItsQuery() throws IOException {
        query.addInput().addInput().addInput();
        List<Long> batches = new ArrayList<>();
        StreamingQuery running = start((rows, batchId) -> {
            batches.add(batchId);
            query.session.close();
        });
        running.awaitTermination();
        assertThat(running.exception()).isEmpty();
        assertThat(batches).containsExactly(0L);
        assertThat(Path.of(checkpoint(0), "commits/0")).exists();
    }

    private StreamingQuery start(ForeachBatchFunction function) {
        return query.keys()
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint(0))
                .foreachBatch(function)
                .start();
    }

    /** Does something when a batch is done. */
    private record AfterBatch(LongConsumer action) {
        StreamingQueryListener listener() {
            return new StreamingQueryListener() {
                @Override
                public void onQueryStarted(QueryStartedEvent event) {}

                @Override
                public void onQueryProgress(QueryProgressEvent event) {
                    action.accept(event.progress().batchId());
                }

                @Override
                public void onQueryTerminated(QueryTerminatedEvent event) {}
            };
        }
    }

    @Test
    void U6_aQueryDoesNotWaitForAListenerThatBlocks() throws Exception {
        query.addInput().addInput().addInput();
        CountDownLatch released = new CountDownLatch(1);
        List<Long> told = new ArrayList<>();
        query.session
                .streams()
                .addListener(new AfterBatch(batchId -> {
                            awaitWhateverInterrupts(released, () -> {});
                            told.add(batchId);
                        })
                        .listener());
        start((rows, batchId) -> {}).awaitTermination();
        assertThat(Path.of(checkpoint(0), "commits/2")).exists();
        assertThat(told).isEmpty();
        released.countDown();
        query.session.close();
        assertThat(told).containsExactly(0L, 1L, 2L);
    }

    @Test
    void U7_aListenerMayStopTheQueryThatItHearsOf() throws Exception {
        StreamingQuery running = ofBatches(query.session)
                .writeStream()
                .option("checkpointLocation", checkpoint(0))
                .foreachBatch((rows, batchId) -> {})
                .start();
        query.session.streams().addListener(new AfterBatch(batchId -> running.stop()).listener());
        running.awaitTermination();
        assertThat(running.exception()).isEmpty();
    }

    private String checkpoint(int number) {
        return folder.resolve("checkpoint-" + number).toString();
    }

    /** @param interrupted called for each interruption */
    private static void awaitWhateverInterrupts(CountDownLatch latch, Runnable interrupted) {
        boolean isDone = false;
        while (!isDone) {
            try {
                latch.await();
                isDone = true;
            } catch (InterruptedException again) {
                interrupted.run();
            }
        }
    }
}
