package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.columnar.Batch;
import dev.sluice.seam.LocalFs;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.types.Json;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sinks that throw (fault model, section 11), on a clock on which time passes only while the query waits. */
@Timeout(60)
class SinkFaultsTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final Session session = Session.builder()
            .seams(clock, LocalFs.withoutSync(), new InlineExec(clock), new SeededIds(1))
            .config("spark.sql.session.timeZone", "UTC")
            .create();
    private final MemoryStream numbers = new MemoryStream(session, "n INT");

    /** What was called, and when. */
    private final List<String> calls = new ArrayList<>();

    private final long start = clock.wallMillis();

    @AfterEach
    void close() {
        session.close();
    }

    /** Throws some times in one of its methods, and says whether it may be called again. */
    private final class FragileSink implements Sink {
        private final String where;
        private final boolean isSafe;
        private int failures;

        private FragileSink(String where, int failures, boolean isSafe) {
            this.where = where;
            this.failures = failures;
            this.isSafe = isSafe;
        }

        private void called(String what, BatchId batch) {
            calls.add(what + " " + batch.batchId() + " at " + (clock.wallMillis() - start));
            if (what.equals(where) && failures > 0) {
                failures--;
                throw new UncheckedIOException(new SocketTimeoutException("the database does not answer"));
            }
        }

        private record Nothing() implements CommitMessage {}

        @Override
        public SinkWriter writer(BatchId batch, int partition) {
            return new SinkWriter() {
                @Override
                public void write(Batch rows) {}

                @Override
                public CommitMessage finish() {
                    return new Nothing();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void prepare(BatchId batch, List<CommitMessage> messages) {
            called("prepare", batch);
        }

        @Override
        public void commit(BatchId batch, List<CommitMessage> messages) {
            called("commit", batch);
        }

        @Override
        public void abort(BatchId batch) {
            called("abort", batch);
        }

        @Override
        public boolean mayRepeatAfter(RuntimeException failure) {
            return isSafe && failure.getCause() instanceof SocketTimeoutException;
        }

        @Override
        public SinkStatus status(long batchId) {
            return new SinkStatus.CannotTell();
        }

        @Override
        public String description() {
            return "FragileSink";
        }
    }

    private StreamingQuery start(FragileSink sink) {
        return numbers.toDF()
                .writeStream()
                .format("given")
                .attachment(sink)
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start();
    }

    @Test
    void SK10_aSinkThatSaysItIsSafeIsCalledAgainForTheSameAttempt() throws Exception {
        numbers.addValues(1);
        StreamingQuery query = start(new FragileSink("commit", 2, true));
        query.awaitTermination();
        assertThat(calls).containsExactly("prepare 0 at 0", "commit 0 at 0", "commit 0 at 100", "commit 0 at 300");
        StreamingQueryProgress last = Objects.requireNonNull(query.lastProgress(), "a batch");
        Map<?, ?> figures =
                (Map<?, ?>) Objects.requireNonNull(Json.parseObject(last.json()).get("checkpoint"), "checkpoint");
        assertThat(figures.get("repeatedSinkCalls")).isEqualTo(2L);
    }

    @Test
    void SK10_aSinkThatDoesNotSayItIsSafeFailsTheBatchWhichTheNextStartRunsAgain() throws Exception {
        numbers.addValues(1);
        assertThatThrownBy(start(new FragileSink("commit", 1, false))::awaitTermination)
                .hasStackTraceContaining("the database does not answer");
        assertThat(calls).containsExactly("prepare 0 at 0", "commit 0 at 0");
        calls.clear();
        start(new FragileSink("commit", 0, false)).awaitTermination();
        assertThat(calls).contains("prepare 0 at 0", "commit 0 at 0");
    }

    @Test
    void SK11_aSinkThatThrowsAlwaysIsCalledAFewTimesAfterGrowingPausesAndTheErrorSaysIt() throws Exception {
        numbers.addValues(1);
        assertThatThrownBy(start(new FragileSink("prepare", Integer.MAX_VALUE, true))::awaitTermination)
                .hasMessageContainingAll(
                        "[SINK_FAILED",
                        "batch 0",
                        "FragileSink",
                        "the database does not answer",
                        "9 of 9 calls",
                        "this one runs again with the next start")
                .hasStackTraceContaining("SocketTimeoutException");
        assertThat(calls)
                .containsExactly(
                        "prepare 0 at 0",
                        "prepare 0 at 100",
                        "prepare 0 at 300",
                        "prepare 0 at 700",
                        "prepare 0 at 1500",
                        "prepare 0 at 3100",
                        "prepare 0 at 6300",
                        "prepare 0 at 12700",
                        "prepare 0 at 22700",
                        "abort 0 at 22700");
        calls.clear();
        start(new FragileSink("prepare", 0, true)).awaitTermination();
        assertThat(calls).contains("prepare 0 at 22700", "commit 0 at 22700");
    }
}
