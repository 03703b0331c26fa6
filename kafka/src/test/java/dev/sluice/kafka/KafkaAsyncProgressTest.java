package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataStreamWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.SystemExec;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SeededIds;
import dev.sluice.testkit.SimulatedCrash;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries into a topic whose batches, of a row each, are recorded beside them; the checkpoint is on a disk that fails. */
@Timeout(120)
class KafkaAsyncProgressTest {
    private static final Broker BROKER = Broker.shared();
    private static final int ROWS = 4;
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");
    private static final long FOR_EVER_MILLIS = 3_600_000;
    private static final int MOST_OPERATIONS = 200;

    private String output;

    @BeforeEach
    void makeTopic() {
        output = BROKER.topic("async-output", 1);
    }

    @AfterEach
    void deleteTopic() {
        BROKER.delete(output);
    }

    private static Session session(FaultyDisk disk, ManualClock clock, int run) {
        return Session.builder()
                .seams(clock, disk.mount(), new SystemExec(), new SeededIds(run))
                .create();
    }

    /** A row every second, that says of which run it is. */
    private DataStreamWriter writer(Session session, int run) {
        return session.readStream()
                .option("rowsPerBatch", 1)
                .option("totalRows", ROWS)
                .generate(StructType.fromDDL("n BIGINT"), 1, (LongFunction<Row>) Row::of)
                .select(concat(lit(run + ":"), col("n")).as("value"))
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("topic", output)
                .option("checkpointLocation", CHECKPOINT.toString());
    }

    /** The first batch is recorded, and the last one if it is stopped. */
    private void run(FaultyDisk disk, int run) {
        ManualClock clock = new ManualClock(1_767_225_600_000L);
        try (Session session = session(disk, clock, run)) {
            StreamingQuery query = writer(session, run)
                    .option("delivery", "at-least-once")
                    .option("asyncProgressTrackingEnabled", true)
                    .option("asyncProgressTrackingCheckpointIntervalMs", FOR_EVER_MILLIS)
                    .start();
            query.processAllAvailable();
            for (int second = 0; second < ROWS; second++) {
                clock.advance(Duration.ofSeconds(1));
                query.processAllAvailable();
            }
            query.stop();
            query.exception().ifPresent(failed -> {
                throw failed;
            });
        }
    }

    /** What a run has sent, in order. */
    private static List<Integer> sent(List<String> all, int run) {
        String prefix = run + ":";
        return all.stream()
                .filter(value -> value.startsWith(prefix))
                .map(value -> Integer.valueOf(value.substring(prefix.length())))
                .toList();
    }

    private static List<Integer> rows(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void batchesBetweenTwoThatAreRecordedLeaveNoEntry() {
        FaultyDisk disk = new FaultyDisk(1);
        run(disk, 1);
        for (String log : List.of("commits", "offsets")) {
            assertThat(disk.names(CHECKPOINT.resolve(log))).as(log).containsExactly("0", "3");
        }
        run(disk, 2);
        List<String> all = BROKER.values(output);
        assertThat(sent(all, 1)).isEqualTo(rows(0, ROWS));
        assertThat(sent(all, 2)).as("what comes again after a stop").isEmpty();
    }

    /** The operation on the disk by which the first batch begins to be recorded. */
    private long firstRecord() {
        FaultyDisk disk = new FaultyDisk(0);
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        disk.listen((operation, what, file) -> {
            if (what.equals("create") && file.startsWith(CHECKPOINT.resolve("offsets"))) {
                first.accumulateAndGet(operation, Math::min);
            }
        });
        run(disk, 0);
        return first.get();
    }

    /** Each row is there, in order, and what comes again begins behind the last batch that was recorded. */
    @Test
    void G1_G7_endedAtAnyOperationOnTheDiskEveryRowIsThere() {
        List<Integer> points = new ArrayList<>();
        boolean isDisturbed = true;
        for (int point = Math.toIntExact(firstRecord()); isDisturbed; point++) {
            assertThat(point).isLessThan(MOST_OPERATIONS);
            FaultyDisk disk = new FaultyDisk(point);
            disk.crashAt(point, CrashMode.KILL);
            try {
                run(disk, point);
            } catch (SluiceException | SimulatedCrash expected) {
                assertThat(disk.isDown()).as("failed of nothing: %s", expected).isTrue();
            }
            isDisturbed = disk.isDown();
            if (isDisturbed) {
                disk.restart();
                run(disk, point + MOST_OPERATIONS);
                points.add(point);
            }
        }
        List<String> all = BROKER.values(output);
        int cameAgain = 0;
        for (int point : points) {
            List<Integer> before = sent(all, point);
            List<Integer> after = sent(all, point + MOST_OPERATIONS);
            assertThat(before).as("before %s", point).isEqualTo(rows(0, before.size()));
            assertThat(after).as("after %s", point).isEqualTo(rows(ROWS - after.size(), ROWS));
            int again = before.size() + after.size() - ROWS;
            assertThat(again).as("rows more than there are, at %s", point).isNotNegative();
            cameAgain += again;
        }
        assertThat(cameAgain).as("rows that came again").isPositive();
    }

    @Test
    void whoHasEachRowOnceIsToldToAskForLess() {
        try (Session session = session(new FaultyDisk(1), new ManualClock(0), 1)) {
            for (DataStreamWriter writer :
                    List.of(writer(session, 1), writer(session, 1).option("delivery", "exactly-once"))) {
                assertThatThrownBy(writer.option("asyncProgressTrackingEnabled", true)::start)
                        .hasMessageContaining("Sink kafka does not support async progress tracking")
                        .hasMessageContaining(".option(\"delivery\", \"at-least-once\")");
            }
        }
        assertThat(BROKER.values(output)).isEmpty();
    }
}
