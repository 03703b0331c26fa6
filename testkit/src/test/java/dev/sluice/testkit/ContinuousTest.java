package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries under the continuous trigger, on a clock that only the test moves: an epoch lasts until it says so. */
@Timeout(60)
class ContinuousTest {
    private static final Trigger CONTINUOUS = Trigger.Continuous("1 second");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final Session session = Session.builder()
            .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    private final MemoryStream numbers = new MemoryStream(session, "n INT");

    /** What was done with rows, one text for each call. */
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        session.close();
    }

    /** Notes every call, and does something with each row first. */
    private final class Noting extends ForeachWriter<Row> {
        private final Consumer<Row> first;

        private Noting(Consumer<Row> first) {
            this.first = first;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            calls.add("open " + partitionId + " " + epochId);
            return true;
        }

        @Override
        public void process(Row row) {
            first.accept(row);
            calls.add(row.toString());
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {
            calls.add(errorOrNull == null ? "close" : "close after " + errorOrNull.getMessage());
        }
    }

    private DataFrame even() {
        return numbers.toDF()
                .where(col("n").mod(2).equalTo(0))
                .select(col("n").multiply(10).as("tens"));
    }

    private DataStreamWriter writer(DataFrame frame, Trigger trigger) {
        return frame.writeStream()
                .trigger(trigger)
                .option("checkpointLocation", folder.resolve("checkpoint").toString());
    }

    private DataStreamWriter noting(DataFrame frame, Trigger trigger) {
        return writer(frame, trigger).foreach(new Noting(row -> {}));
    }

    private List<String> names(String directory) throws IOException {
        Path path = folder.resolve("checkpoint").resolve(directory);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(path)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Waits for so many calls. */
    private List<String> calls(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int call = 0; call < count; call++) {
            taken.add(calls.take());
        }
        assertThat(calls).isEmpty();
        return taken;
    }

    /** A stop in the middle of a turn gives the epoch up. */
    private static void awaitEndOfTurn(StreamingQuery query) {
        while (query.status().isTriggerActive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void rowsAreHandedOverAtOnceAndCommittedWithTheirEpoch() throws Exception {
        StreamingQuery query = noting(even(), CONTINUOUS).start();
        numbers.addValues(1, 2);
        assertThat(calls(2)).containsExactly("open 0 0", "[20]");
        numbers.addValues(4);
        assertThat(calls(1)).containsExactly("[40]");
        assertThat(names("offsets")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(calls(1)).containsExactly("close");
        query.processAllAvailable();
        assertThat(names("offsets")).containsExactly("0");
        assertThat(names("commits")).containsExactly("0");
        numbers.addValues(6);
        assertThat(calls(2)).containsExactly("open 0 1", "[60]");
        query.stop();
        assertThat(query.exception()).isEmpty();
    }

    @Test
    void anExactlyOnceSinkShowsAnEpochWhenItIsCommitted() throws Exception {
        Path output = folder.resolve("output");
        StreamingQuery query = writer(even(), CONTINUOUS).format("json").start(output.toString());
        numbers.addValues(2);
        query.processAllAvailable();
        numbers.addValues(4);
        numbers.addValues(6);
        query.processAllAvailable();
        query.stop();
        assertThat(session.read().schema("tens INT").json(output.toString()).collectAsList())
                .extracting(Row::toString)
                .containsExactlyInAnyOrder("[20]", "[40]", "[60]");
        assertThat(names("commits").size()).isBetween(2, 3);
        assertThat(Objects.requireNonNull(query.lastProgress()).json())
                .contains("\"delivery\":\"exactly-once\",\"visible\":\"with the epoch\"");
    }

    @Test
    void progressTellsOfAnEpochWhatItTellsOfABatch() throws Exception {
        StreamingQuery query = noting(even(), CONTINUOUS).queryName("even").start();
        numbers.addValues(1, 2);
        calls(2);
        numbers.addValues(3, 4);
        calls(1);
        query.processAllAvailable();
        var progress = Objects.requireNonNull(query.lastProgress());
        assertThat(progress.batchId()).isZero();
        assertThat(progress.latencyMs()).containsOnlyKeys("p50", "p95", "p99", "max");
        assertThat(progress.numInputRows()).isEqualTo(4);
        assertThat(progress.sink().numOutputRows()).isEqualTo(2);
        assertThat(progress.sources()[0].startOffset()).isNull();
        assertThat(progress.sources()[0].endOffset()).isEqualTo("1");
        assertThat(progress.json())
                .contains("\"delivery\":\"at-least-once\",\"visible\":\"at once\",\"turns\":2,")
                .contains("\"latencyMs\":{\"p50\":0.0,\"p95\":0.0,\"p99\":0.0,\"max\":0.0}")
                .contains("\"in\":4,\"passed\":2,\"filtered\":2,\"out\":2}");
        query.stop();
    }

    @Test
    void latencyCountsFromTheMomentWhenRowsAreThere() throws Exception {
        StreamingQuery query = writer(even(), CONTINUOUS)
                .foreach(new Noting(row -> clock.advance(Duration.ofMillis(7))))
                .start();
        numbers.addValues(2);
        calls(2);
        query.processAllAvailable();
        assertThat(Objects.requireNonNull(query.lastProgress()).json())
                .contains("\"latencyMs\":{\"p50\":7.0,\"p95\":7.0,\"p99\":7.0,\"max\":7.0}")
                .contains("\"busyMs\":7,\"longestTurnMs\":7,");
        query.stop();
    }

    @Test
    void aStopCommitsTheEpochAtHandAndARestartGoesOnBehindIt() throws Exception {
        StreamingQuery query = noting(even(), CONTINUOUS).start();
        numbers.addValues(2, 4);
        calls(3);
        awaitEndOfTurn(query);
        query.stop();
        assertThat(calls(1)).containsExactly("close");
        assertThat(names("commits")).containsExactly("0");
        StreamingQuery again = noting(even(), CONTINUOUS).start();
        numbers.addValues(6);
        assertThat(calls(2)).containsExactly("open 0 1", "[60]");
        again.stop();
        assertThat(again.exception()).isEmpty();
    }

    @Test
    void aQueryChangesItsTriggerAtAnyStart() throws Exception {
        for (Trigger trigger : List.of(
                Trigger.AvailableNow(), CONTINUOUS, Trigger.ProcessingTime(0), CONTINUOUS, Trigger.AvailableNow())) {
            numbers.addValues(2);
            StreamingQuery query = noting(even(), trigger).start();
            query.processAllAvailable();
            query.stop();
        }
        assertThat(names("commits")).containsExactly("0", "1", "2", "3", "4");
        assertThat(Collections.frequency(calls.stream().toList(), "[20]")).isEqualTo(5);
    }

    @Test
    void whatAnEpochHadShownComesAgainAfterAFailure() throws Exception {
        StreamingQuery query = writer(even(), CONTINUOUS)
                .foreach(new Noting(row -> {
                    if (row.getInt(0) == 40) {
                        throw new IllegalStateException("no forty");
                    }
                }))
                .start();
        numbers.addValues(2);
        calls(2);
        numbers.addValues(4);
        assertThat(calls(1)).containsExactly("close after no forty");
        assertThatThrownBy(query::awaitTermination).hasMessageContaining("FOREACH_USER_FUNCTION_ERROR");
        assertThat(names("offsets")).isEmpty();
        StreamingQuery again = noting(even(), CONTINUOUS).start();
        assertThat(calls(3)).containsExactly("open 0 0", "[20]", "[40]");
        again.stop();
    }

    @Test
    void ofTwoSourcesEachIsReadAsItsRowsCome() throws Exception {
        MemoryStream others = new MemoryStream(session, "n INT");
        StreamingQuery query =
                noting(numbers.toDF().union(others.toDF()), CONTINUOUS).start();
        others.addValues(7);
        assertThat(calls(2)).containsExactly("open 0 0", "[7]");
        numbers.addValues(8);
        assertThat(calls(1)).containsExactly("[8]");
        query.stop();
    }

    @Test
    void whatCannotRunInTurnsIsRefused() {
        assertThatThrownBy(() -> writer(even(), CONTINUOUS)
                        .foreachBatch((rows, id) -> {})
                        .start())
                .hasMessageContaining("[_LEGACY_ERROR_TEMP_3102] the sink foreachBatch takes batches as a whole");
        DataFrame files = session.readStream().schema("n INT").json(folder.toString());
        assertThatThrownBy(() -> noting(files, CONTINUOUS).start())
                .hasMessageContaining("Data source json does not support continuous processing");
        DataFrame counts = numbers.toDF().groupBy("n").count();
        assertThatThrownBy(
                        () -> noting(counts, CONTINUOUS).outputMode("complete").start())
                .hasMessageContaining("continuous processing does not support the output mode complete");
    }

    @Test
    void theRealTimeTriggerHasRulesOfItsOwn() throws Exception {
        assertThatThrownBy(() -> noting(even(), Trigger.RealTime("1 second"))
                        .outputMode("update")
                        .start())
                .hasMessageContaining("[INVALID_STREAMING_REAL_TIME_MODE_TRIGGER_INTERVAL]")
                .hasMessageContaining("at least 5000 ms");
        assertThatThrownBy(() -> noting(even(), Trigger.RealTime()).start())
                .hasMessageContaining("[STREAMING_REAL_TIME_MODE.OUTPUT_MODE_NOT_SUPPORTED]");
        DataFrame files = session.readStream().schema("n INT").json(folder.toString());
        assertThatThrownBy(() ->
                        noting(files, Trigger.RealTime()).outputMode("update").start())
                .hasMessageContaining("[STREAMING_REAL_TIME_MODE.INPUT_STREAM_NOT_SUPPORTED]");
        assertThatThrownBy(() -> writer(even(), Trigger.RealTime())
                        .outputMode("update")
                        .foreachBatch((rows, id) -> {})
                        .start())
                .hasMessageContaining("[STREAMING_REAL_TIME_MODE.SINK_NOT_SUPPORTED]");
        StreamingQuery query =
                noting(even(), Trigger.RealTime()).outputMode("update").start();
        numbers.addValues(2);
        assertThat(calls(2)).containsExactly("open 0 0", "[20]");
        query.stop();
    }
}
