package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.SystemExec;
import dev.sluice.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A query whose batches are recorded beside it, ended at every operation on its disk, or with one that fails: it can always be
 * started again, every row is printed, and rows come again only after a batch that was recorded.
 */
class AsyncProgressCrashTest {
    private static final int SECONDS = 8;
    private static final int MOST_OPERATIONS = 1_000;

    /** How an operation goes wrong. */
    enum Trouble {
        KILL,
        LOSS_OF_POWER,
        ERROR
    }

    static Stream<Arguments> troubles() {
        return Stream.of(Trouble.values())
                .flatMap(trouble -> LongStream.of(0, 3_000).mapToObj(interval -> Arguments.of(trouble, interval)));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("troubles")
    void G1_G7_everyRowIsPrintedAndEveryCheckpointIsOneToGoOnFrom(Trouble trouble, long intervalMillis)
            throws IOException {
        boolean isDisturbed = true;
        int point = 1;
        while (isDisturbed) {
            assertThat(point).isLessThan(MOST_OPERATIONS);
            FaultyDisk disk = new FaultyDisk(point);
            switch (trouble) {
                case KILL -> disk.crashAt(point, CrashMode.KILL);
                case LOSS_OF_POWER -> disk.crashAt(point, CrashMode.ANY_SUBSET);
                case ERROR ->
                    disk.failAt(disk.operationCount() + point, new FileSystemException("/data", null, "I/O error"));
            }
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            try {
                run(disk, point, intervalMillis, printed);
            } catch (SluiceException | SimulatedCrash expected) {
                assertThat(disk.isDown() || disk.failedIn() != null)
                        .as(() -> "failed of nothing: " + expected)
                        .isTrue();
            }
            isDisturbed = disk.isDown() || disk.failedIn() != null;
            if (isDisturbed) {
                disk.restart();
                requireRestart(disk, point, intervalMillis, printed, trouble + " at " + point);
            }
            point++;
        }
        assertThat(point).as("operations tried").isGreaterThan(20);
    }

    private static void requireRestart(
            FaultyDisk disk, long point, long intervalMillis, ByteArrayOutputStream printed, String where) {
        List<Long> before = rows(printed);
        run(disk, point + 1_000_000L, intervalMillis, printed);
        List<Long> all = rows(printed);
        assertThat(before).as("in order before %s", where).isSorted();
        assertThat(all.subList(before.size(), all.size()))
                .as("in order after %s", where)
                .isSorted();
        assertThat(all.stream().distinct().sorted().toList())
                .as("printed after %s", where)
                .isEqualTo(LongStream.range(0, SECONDS).boxed().toList());
    }

    /** A row every second, in a batch of its own. */
    private static void run(FaultyDisk disk, long seed, long intervalMillis, ByteArrayOutputStream printed) {
        ManualClock clock = new ManualClock(1_767_225_600_000L);
        try (Session session = Session.builder()
                .seams(clock, disk.mount(), new SystemExec(), new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.streaming.minBatchesToRetain", 2)
                .getOrCreate()) {
            StreamingQuery query = session.readStream()
                    .option("rowsPerBatch", 1)
                    .option("totalRows", SECONDS)
                    .generate(StructType.fromDDL("n BIGINT"), 1, (LongFunction<Row>) Row::of)
                    .select(col("n"))
                    .writeStream()
                    .format("console")
                    .attachment(new PrintStream(printed, true, UTF_8))
                    .option("checkpointLocation", "/data/checkpoint")
                    .option("asyncProgressTrackingEnabled", true)
                    .option("asyncProgressTrackingCheckpointIntervalMs", intervalMillis)
                    .start();
            query.processAllAvailable();
            for (int second = 0; second < SECONDS; second++) {
                clock.advance(Duration.ofSeconds(1));
                query.processAllAvailable();
            }
            query.stop();
            query.exception().ifPresent(failed -> {
                throw failed;
            });
        }
    }

    private static List<Long> rows(ByteArrayOutputStream printed) {
        List<Long> rows = new ArrayList<>();
        printed.toString(UTF_8)
                .lines()
                .filter(line -> line.matches("\\| +[0-9]+\\|"))
                .forEach(line -> rows.add(Long.valueOf(line.replaceAll("[| ]", ""))));
        return rows;
    }
}
