package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StateOperatorProgress;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import dev.sluice.seam.SystemExec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A query whose watermark moves may run for ever: over two thousand batches the rows it holds, the memory they take and the
 * files of its checkpoint, by number and by size, come to no more in the second half than in the first.
 */
class BoundedStateTest {
    private static final Path CHECKPOINT = Path.of("/checkpoint");

    /** Each with rows is followed by one without. */
    private static final int STEPS = 1_000;

    /** Logs, state files and tables have come to their usual size. */
    private static final int FIRST_MEASURED = 200;

    /** Not in step with the maintenance of the checkpoint, so that all of its phases are seen. */
    private static final int FILES_MEASURED_EVERY = 3;

    private static final int ROWS = 8;

    record Asked(String name, UnaryOperator<DataFrame> query) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Asked> queries() {
        return Stream.of(
                new Asked(
                        "windows",
                        events -> events.groupBy(window(col("t"), "10 seconds"), col("k"))
                                .agg(count(lit(1)), collect_list("v"))),
                new Asked(
                        "sliding windows",
                        events -> events.groupBy(window(col("t"), "10 seconds", "2 seconds"), col("k"))
                                .agg(count(lit(1)))),
                new Asked(
                        "sessions",
                        events -> events.groupBy(session_window(col("t"), "3 seconds"), col("v"))
                                .agg(count(lit(1)))),
                new Asked("duplicates", events -> events.dropDuplicates("k", "t")),
                new Asked("duplicates within the watermark", events -> events.dropDuplicatesWithinWatermark("v")),
                new Asked(
                        "joined, then counted",
                        events -> events.select(col("k").as("left"), col("t"))
                                .join(
                                        events.select(col("k").as("right"), col("t").as("other")),
                                        col("left").equalTo(col("right")).and(near()),
                                        "left")
                                .drop("other")
                                .groupBy(window(col("t"), "10 seconds"))
                                .agg(count(lit(1)))),
                new Asked("a limit", events -> events.limit(1_000)));
    }

    private static Column near() {
        return col("t").cast("double")
                .between(
                        col("other").cast("double").minus(2),
                        col("other").cast("double").plus(2));
    }

    /** What there may be of each at most. */
    private static final class Most {
        private long held;
        private long heldBytes;
        private long files;
        private long fileBytes;

        private void noteState(StreamingQueryProgress batch) {
            long rows = 0;
            long bytes = 0;
            for (StateOperatorProgress operator : batch.stateOperators()) {
                rows += operator.numRowsTotal();
                bytes += operator.memoryUsedBytes();
            }
            held = Math.max(held, rows);
            heldBytes = Math.max(heldBytes, bytes);
        }

        private void noteFiles(CheckpointFs disk) throws IOException {
            long[] found = new long[2];
            add(disk, CHECKPOINT, found);
            files = Math.max(files, found[0]);
            fileBytes = Math.max(fileBytes, found[1]);
        }

        private static void add(CheckpointFs disk, Path folder, long[] found) throws IOException {
            for (String name : disk.list(folder)) {
                Path path = folder.resolve(name);
                CheckpointFs.Stat stat = disk.stat(path);
                if (stat != null && stat.isDirectory()) {
                    add(disk, path, found);
                } else if (stat != null) {
                    found[0]++;
                    found[1] += stat.length();
                }
            }
        }
    }

    /** Maintenance runs in its turn, so that figures are the same in every run. */
    private static final class TasksInTurn implements Exec {
        private final Exec threads = new SystemExec();
        private final Exec inline = new InlineExec();

        @Override
        public Task spawn(String name, Runnable task) {
            return threads.spawn(name, task);
        }

        @Override
        public WorkPool workPool(String name, int count) {
            return inline.workPool(name, count);
        }

        @Override
        public Monitor monitor() {
            return threads.monitor();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("queries")
    void t3_twoThousandBatchesHoldNoMoreThanAFewHundred(Asked asked) throws IOException {
        CheckpointFs disk = new FaultyDisk(0).mount();
        try (Session session = Session.builder()
                .seams(new ManualClock(0), disk, new TasksInTurn(), new SeededIds(1))
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            MemoryStream input = new MemoryStream(session, "k INT, t TIMESTAMP, v INT");
            StreamingQuery query = asked.query()
                    .apply(input.toDF().withWatermark("t", "5 seconds"))
                    .writeStream()
                    .format("noop")
                    .outputMode("append")
                    .option("checkpointLocation", CHECKPOINT.toString())
                    .start();
            Most first = new Most();
            Most second = new Most();
            for (int step = 0; step < STEPS; step++) {
                input.addData(rows(step));
                query.processAllAvailable();
                if (step >= FIRST_MEASURED) {
                    Most half = step < (STEPS + FIRST_MEASURED) / 2 ? first : second;
                    half.noteState(Objects.requireNonNull(query.lastProgress()));
                    if (step % FILES_MEASURED_EVERY == 0) {
                        half.noteFiles(disk);
                    }
                }
            }
            assertThat(Objects.requireNonNull(query.lastProgress()).batchId()).isGreaterThanOrEqualTo(STEPS - 1);
            assertThat(first.held).isPositive();
            assertThat(second.held).as("rows held").isLessThanOrEqualTo(first.held);
            assertThat(second.heldBytes).as("bytes of state").isLessThanOrEqualTo(first.heldBytes);
            assertThat(second.files).as("files").isLessThanOrEqualTo(first.files + 2);
            assertThat(second.fileBytes)
                    .as("bytes of files")
                    .isLessThanOrEqualTo(first.fileBytes + first.fileBytes / 10);
        }
    }

    /** A second of event time, with keys that come again and values that are new. */
    private static Row[] rows(int step) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> Row.of(row % 3, Instant.ofEpochMilli(step * 1_000L + row * 100L), step * ROWS + row))
                .toArray(Row[]::new);
    }
}
