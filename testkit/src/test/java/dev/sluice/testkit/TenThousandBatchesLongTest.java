package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A query over files that come one after the other, on a real file system, for ten thousand batches in five runs. From the
 * second run on nothing grows: neither the files of the checkpoint, nor their bytes, nor the heap, nor the time of a start.
 */
@Timeout(900)
class TenThousandBatchesLongTest {
    private static final CheckpointFs FILES = LocalFs.withoutSync();
    private static final int RUNS = 5;
    private static final int PORTIONS = 20;
    private static final int BATCHES_OF_A_PORTION = 100;
    private static final int ROWS = 4;
    private static final long START_SECONDS = 1_767_225_600L;
    private static final long HEAP_NOISE_BYTES = 4 << 20;
    private static final long START_NOISE_MILLIS = 300;

    @TempDir
    Path folder;

    private int written;

    record Asked(String name, UnaryOperator<DataFrame> query) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Of one run of the query: the most that there ever was, and how long it took until its first batch was done. */
    private record Bounds(long files, long fileBytes, long heapBytes, long startMillis, long batchMicros) {}

    static Stream<Asked> queries() {
        return Stream.of(
                new Asked(
                        "windows",
                        events -> events.groupBy(window(col("t"), "10 seconds", "5 seconds"), col("k"))
                                .agg(count(lit(1)), collect_list("v"))),
                new Asked("duplicates within the watermark", events -> events.dropDuplicatesWithinWatermark("v")),
                new Asked(
                        "joined with itself",
                        events -> events.select(col("v").as("left"), col("t"))
                                .join(
                                        events.select(col("v").as("right"), col("t").as("other")),
                                        col("left").equalTo(col("right")).and(col("t").equalTo(col("other"))),
                                        "left")));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void ST11_FS13_tenThousandBatchesTakeNoMoreThanTwoThousand(Asked asked) throws IOException {
        long start = System.nanoTime();
        Files.createDirectories(folder.resolve("input"));
        List<Bounds> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            runs.add(run(asked));
        }
        System.out.printf(
                Locale.ROOT,
                "Ten thousand batches of %s in %d s: %s%n",
                asked.name(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                runs);
        Bounds usual = runs.get(1);
        for (Bounds later : runs.subList(2, RUNS)) {
            // How many there are at a moment depends on when maintenance runs, which is beside the batches.
            assertThat(later.files()).as("files").isLessThanOrEqualTo(usual.files() * 5 / 4);
            assertThat(later.fileBytes()).as("bytes of files").isLessThanOrEqualTo(usual.fileBytes() * 5 / 4);
            assertThat(later.heapBytes()).as("heap").isLessThanOrEqualTo(usual.heapBytes() + HEAP_NOISE_BYTES);
            assertThat(later.startMillis())
                    .as("milliseconds of a start")
                    .isLessThanOrEqualTo(2 * usual.startMillis() + START_NOISE_MILLIS);
        }
    }

    private Bounds run(Asked asked) throws IOException {
        long files = 0;
        long fileBytes = 0;
        try (Session session = Session.builder()
                .seams(new SystemClock(), FILES, new SystemExec(), new SystemIds())
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                // Entries of the log of a source are kept ten minutes otherwise, and this takes less.
                .config("spark.sql.streaming.fileSource.log.cleanupDelay", "0s")
                .create()) {
            writeFile();
            long start = System.nanoTime();
            StreamingQuery query = start(session, asked);
            query.processAllAvailable();
            long startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            long firstBatch = Objects.requireNonNull(query.lastProgress()).batchId();
            start = System.nanoTime();
            for (int portion = 0; portion < PORTIONS; portion++) {
                for (int file = 0; file < BATCHES_OF_A_PORTION; file++) {
                    writeFile();
                }
                query.processAllAvailable();
                long[] found = found(folder.resolve("checkpoint"));
                files = Math.max(files, found[0]);
                fileBytes = Math.max(fileBytes, found[1]);
            }
            long nanos = System.nanoTime() - start;
            long batches = Objects.requireNonNull(query.lastProgress()).batchId() - firstBatch;
            assertThat(batches).isGreaterThanOrEqualTo((long) PORTIONS * BATCHES_OF_A_PORTION);
            long heap = usedHeap();
            query.stop();
            return new Bounds(files, fileBytes, heap, startMillis, TimeUnit.NANOSECONDS.toMicros(nanos / batches));
        }
    }

    private StreamingQuery start(Session session, Asked asked) {
        DataFrame events = session.readStream()
                .format("json")
                .schema("k INT, t TIMESTAMP, v INT")
                .option("maxFilesPerTrigger", 1)
                .option("maxFileAge", "10m")
                .option("cleanSource", "delete")
                .load(folder.resolve("input").toString())
                .withWatermark("t", "5 seconds");
        return asked.query()
                .apply(events)
                .writeStream()
                .format("noop")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start();
    }

    /** A file for each second, with keys that come again and values that are new. */
    private void writeFile() throws IOException {
        StringBuilder lines = new StringBuilder();
        Instant time = Instant.ofEpochSecond(START_SECONDS + written);
        for (int row = 0; row < ROWS; row++) {
            lines.append("{\"k\":")
                    .append(row % 3)
                    .append(",\"t\":\"")
                    .append(time)
                    .append("\",\"v\":")
                    .append(written * ROWS + row)
                    .append("}\n");
        }
        Path hidden = Files.writeString(folder.resolve("input/." + written), lines);
        Files.setLastModifiedTime(hidden, FileTime.from(time));
        Files.move(hidden, folder.resolve("input/" + written + ".json"));
        written++;
    }

    /** How many files there are below a folder, and their bytes. Files may go meanwhile. */
    private static long[] found(Path folder) throws IOException {
        long[] found = new long[2];
        for (String name : FILES.list(folder)) {
            Path path = folder.resolve(name);
            CheckpointFs.Stat stat = FILES.stat(path);
            if (stat != null && stat.isDirectory()) {
                long[] below = found(path);
                found[0] += below[0];
                found[1] += below[1];
            } else if (stat != null) {
                found[0]++;
                found[1] += stat.length();
            }
        }
        return found;
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
