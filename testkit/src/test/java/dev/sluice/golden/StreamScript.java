package dev.sluice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StateOperatorProgress;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.MemoryStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Plays the steps of a worked example: adds rows, lets everything that is due run, compares what newly reached the sink. */
final class StreamScript implements AutoCloseable {
    final ManualClock clock = new ManualClock(0);
    final Session session;
    private final Path checkpoint;
    private final List<String> received = new ArrayList<>();
    private @Nullable DataFrame query;
    private String mode = "append";
    private @Nullable StreamingQuery running;
    private volatile LongConsumer beforeNextBatch = batchId -> {};
    private final List<StreamingQueryProgress> progress = new ArrayList<>();

    StreamScript(Path folder) {
        this.checkpoint = folder.resolve("checkpoint");
        this.session = Session.builder()
                .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SystemIds())
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    MemoryStream stream(String schema) {
        return new MemoryStream(session, schema);
    }

    StreamScript query(DataFrame frame, String outputMode) {
        query = frame;
        mode = outputMode;
        return this;
    }

    Path checkpoint() {
        return checkpoint;
    }

    /** Starts, or starts again from the checkpoint. */
    StreamScript start() {
        return start(Trigger.ProcessingTime(0));
    }

    StreamScript start(Trigger trigger) {
        DataFrame frame = query;
        if (frame == null) {
            throw new IllegalStateException("no query");
        }
        running = frame.writeStream()
                .outputMode(mode)
                .trigger(trigger)
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch((rows, batchId) -> {
                    beforeNextBatch.accept(batchId);
                    synchronized (received) {
                        for (Row row : rows.collectAsList()) {
                            received.add(row.toString());
                        }
                    }
                })
                .start();
        return this;
    }

    StreamingQuery running() {
        StreamingQuery now = running;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    /** The sink fails once at this batch, before it takes anything. */
    StreamScript failAt(long failing) {
        return beforeEachBatch(batchId -> {
            if (batchId == failing) {
                beforeNextBatch = others -> {};
                throw new IllegalStateException("a failure made for the test");
            }
        });
    }

    /** What the sink does first, given the id of the batch. */
    StreamScript beforeEachBatch(LongConsumer action) {
        beforeNextBatch = action;
        return this;
    }

    StreamScript stop() {
        running().stop();
        progress.clear();
        return this;
    }

    /** Runs until there is nothing left to do, under a trigger that ends by itself. */
    StreamScript runOnce(Trigger trigger) {
        start(trigger);
        running().awaitTermination();
        return this;
    }

    /** Lets everything that is due run; then exactly these rows have newly reached the sink, in any order. */
    StreamScript then(String... rows) {
        running().processAllAvailable();
        return received(rows);
    }

    StreamScript received(String... rows) {
        synchronized (received) {
            assertThat(received).containsExactlyInAnyOrder(rows);
            received.clear();
        }
        return this;
    }

    /** As {@link #then}, in this order. */
    StreamScript thenInOrder(String... rows) {
        running().processAllAvailable();
        synchronized (received) {
            assertThat(received).containsExactly(rows);
            received.clear();
        }
        return this;
    }

    /** Groups held by each stateful operator, the one nearest to the sink first. */
    StreamScript state(long... totals) {
        assertThat(Arrays.stream(last().stateOperators()).mapToLong(StateOperatorProgress::numRowsTotal))
                .containsExactly(Arrays.stream(totals).boxed().toArray(Long[]::new));
        return this;
    }

    /** Late rows of all operators and batches since the last call of this method or the start. */
    StreamScript dropped(long rows) {
        StreamingQueryProgress[] recent = running().recentProgress();
        List<StreamingQueryProgress> fresh = new ArrayList<>();
        for (StreamingQueryProgress batch : recent) {
            if (progress.stream().noneMatch(seen -> seen.batchId() == batch.batchId())) {
                fresh.add(batch);
            }
        }
        progress.addAll(fresh);
        long dropped = fresh.stream()
                .flatMap(batch -> Arrays.stream(batch.stateOperators()))
                .mapToLong(StateOperatorProgress::numRowsDroppedByWatermark)
                .sum();
        assertThat(dropped).isEqualTo(rows);
        return this;
    }

    StreamScript watermark(String isoTime) {
        assertThat(last().eventTime()).containsEntry("watermark", isoTime);
        return this;
    }

    StreamingQueryProgress last() {
        StreamingQueryProgress newest = running().lastProgress();
        if (newest == null) {
            throw new AssertionError("no batch has run");
        }
        return newest;
    }

    /** The newest batch that ran. */
    StreamingQueryProgress newestBatch() {
        return Arrays.stream(running().recentProgress())
                .filter(progress -> progress.durationMs().containsKey("addBatch"))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no batch has run"));
    }

    /** Moves the clock on by a second. */
    StreamScript tick() {
        clock.advance(Duration.ofSeconds(1));
        return this;
    }

    /** Waits until this batch has run; no later one may have. */
    StreamScript untilBatch(long batchId) {
        long newest = -1;
        while (newest < batchId) {
            if (!running().isActive()) {
                throw new AssertionError("the query has ended: " + running().exception());
            }
            newest = Arrays.stream(running().recentProgress())
                    .filter(progress -> progress.durationMs().containsKey("addBatch"))
                    .mapToLong(StreamingQueryProgress::batchId)
                    .max()
                    .orElse(-1);
            Thread.onSpinWait();
        }
        assertThat(newest).isEqualTo(batchId);
        return this;
    }

    @Override
    public void close() {
        session.close();
    }
}
