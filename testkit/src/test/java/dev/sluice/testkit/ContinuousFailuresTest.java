package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fails in the middle of an epoch or at its end under the continuous trigger, on a clock that only the test moves. */
@Timeout(60)
class ContinuousFailuresTest {
    private static final Trigger CONTINUOUS = Trigger.Continuous("1 second");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final Session session = Session.builder()
            .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    private final MemoryStream numbers = new MemoryStream(session, "n INT");

    /** Rows with their epochs, in the order in which the sink was handed them. */
    private final BlockingQueue<String> rows = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        session.close();
    }

    /** Does something with each row before it notes it, and something at the end of each epoch. */
    private final class Noting extends ForeachWriter<Row> {
        private final Consumer<Row> first;
        private final Runnable last;
        private long epoch;

        private Noting(Consumer<Row> first, Runnable last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            epoch = epochId;
            return true;
        }

        @Override
        public void process(Row row) {
            first.accept(row);
            rows.add(epoch + " " + row);
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {
            if (errorOrNull == null) {
                last.run();
            }
        }
    }

    private DataStreamWriter writer(DataFrame frame, Trigger trigger) {
        return frame.writeStream()
                .trigger(trigger)
                .outputMode("update")
                .option("checkpointLocation", folder.resolve("checkpoint").toString());
    }

    private StreamingQuery start(DataFrame frame, Trigger trigger) {
        return writer(frame, trigger).foreach(new Noting(row -> {}, () -> {})).start();
    }

    /** Those that are there. */
    private List<String> taken() {
        List<String> taken = List.copyOf(rows);
        rows.clear();
        return taken;
    }

    /** Waits for so many. */
    private List<String> rows(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(rows.take());
        }
        assertThat(rows).isEmpty();
        return taken;
    }

    private Path commit(int batch) {
        return folder.resolve("checkpoint/commits").resolve(Integer.toString(batch));
    }

    private DataFrame counts() {
        return numbers.toDF().groupBy("n").agg(count(lit(1)).as("c"));
    }

    /** Also of what it has not to do with: the turn does not come to the sink. */
    @Test
    void U1_SK9_aTurnThatFailsEndsThePartitionsThatTheTurnsBeforeHaveOpened() throws InterruptedException {
        List<String> ends = new ArrayList<>();
        ForeachWriter<Row> writer = new ForeachWriter<>() {
            @Override
            public boolean open(long partitionId, long epochId) {
                return true;
            }

            @Override
            public void process(Row row) {
                rows.add(row.toString());
            }

            @Override
            public void close(@Nullable Throwable errorOrNull) {
                ends.add(errorOrNull == null ? "done" : "given up");
            }
        };
        UDF1<Integer, Integer> failsAtTwo = number -> {
            if (number == 2) {
                throw new IllegalStateException("no two");
            }
            return number;
        };
        StreamingQuery query = writer(
                        numbers.toDF()
                                .select(udf(failsAtTwo, AtomicType.INT)
                                        .apply(col("n"))
                                        .as("n")),
                        CONTINUOUS)
                .foreach(writer)
                .start();
        numbers.addValues(1);
        assertThat(rows(1)).containsExactly("[1]");
        numbers.addValues(2);
        assertThatThrownBy(query::awaitTermination).hasMessageContaining("no two");
        assertThat(ends).containsExactly("given up");
        assertThat(commit(0)).doesNotExist();
    }

    /** What its turns had counted counts no more. */
    @Test
    void aSinkThatFailsAtTheEndOfAnEpochHasItAgainWithTheStateOfTheOneBefore() {
        AtomicBoolean fails = new AtomicBoolean();
        Noting noting = new Noting(row -> {}, () -> {
            if (fails.get()) {
                throw new IllegalStateException("no end");
            }
        });
        StreamingQuery query = writer(counts(), CONTINUOUS).foreach(noting).start();
        numbers.addValues(1);
        query.processAllAvailable();
        fails.set(true);
        numbers.addValues(1);
        assertThatThrownBy(query::processAllAvailable).hasMessageContaining("no end");
        assertThat(taken()).containsExactly("0 [1,1]", "1 [1,2]");
        assertThat(commit(1)).doesNotExist();
        StreamingQuery again = start(counts(), CONTINUOUS);
        again.processAllAvailable();
        again.stop();
        assertThat(taken()).containsExactly("1 [1,2]");
    }

    @Test
    void aSourceThatFailsGivesTheEpochUpAndItComesAgain() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        DataFrame made = session.readStream().generate(StructType.fromDDL("n BIGINT"), 1, (LongFunction<Row>)
                number -> {
                    if (number == 2 && fails.get()) {
                        throw new IllegalStateException("no two");
                    }
                    return Row.of(number);
                });
        StreamingQuery query = start(made, Trigger.Continuous("1 hour"));
        query.processAllAvailable();
        clock.advance(Duration.ofSeconds(2));
        // The query may have decided by the new time when to look again: once more it has to pass.
        String first = rows.poll(10, TimeUnit.MILLISECONDS);
        while (first == null) {
            clock.advance(Duration.ofMillis(1));
            first = rows.poll(10, TimeUnit.MILLISECONDS);
        }
        assertThat(first).isEqualTo("0 [0]");
        assertThat(rows(1)).containsExactly("0 [1]");
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(query::processAllAvailable).hasMessageContaining("no two");
        assertThat(commit(0)).doesNotExist();
        fails.set(false);
        StreamingQuery again = start(made, Trigger.ProcessingTime(0));
        again.processAllAvailable();
        again.stop();
        assertThat(taken()).containsExactly("0 [0]", "0 [1]", "0 [2]");
    }

    /** A sink that never comes back is interrupted; the epoch is that of the next start. */
    @Test
    void aStopInTheMiddleOfATurnGivesTheEpochUp() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        StreamingQuery query = writer(numbers.toDF(), CONTINUOUS)
                .foreach(new Noting(
                        row -> {
                            if (row.getInt(0) == 2) {
                                isHeld.countDown();
                                await(new CountDownLatch(1));
                            }
                        },
                        () -> {}))
                .start();
        numbers.addValues(1);
        assertThat(rows(1)).containsExactly("0 [1]");
        numbers.addValues(2);
        isHeld.await();
        query.stop();
        assertThat(query.exception()).isEmpty();
        assertThat(commit(0)).doesNotExist();
        StreamingQuery again = start(numbers.toDF(), CONTINUOUS);
        again.processAllAvailable();
        again.stop();
        assertThat(taken()).containsExactly("0 [1]", "0 [2]");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void withoutAnIntervalEveryTurnIsAnEpoch() throws Exception {
        StreamingQuery query = start(numbers.toDF(), Trigger.Continuous("0 seconds"));
        for (int number = 0; number < 3; number++) {
            numbers.addValues(number);
            assertThat(rows(1)).containsExactly(number + " [" + number + "]");
            query.processAllAvailable();
            assertThat(commit(number)).exists();
        }
        query.stop();
    }

    @Test
    void whatBelongsToABatchIsRefused() {
        DataFrame observed = numbers.toDF().observe("counted", count(lit(1)).as("c"));
        assertThatThrownBy(() -> start(observed, CONTINUOUS))
                .hasMessageContaining("does not support observe(...)")
                .hasMessageContaining("mend:");
        assertThatThrownBy(() -> start(numbers.toDF(), Trigger.RealTime("1 second")))
                .hasMessageContaining("at least 5000 ms");
        assertThatThrownBy(() -> Trigger.Continuous(-1)).hasMessageContaining("the interval of a trigger is negative");
        assertThatThrownBy(() -> Trigger.Continuous("a second")).hasMessageContaining("mend:");
        assertThatThrownBy(() -> start(numbers.toDF().orderBy(col("n")), CONTINUOUS))
                .hasMessageContaining("mend:");
    }
}
