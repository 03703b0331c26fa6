package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries with state come to the same in turns as in batches, over restarts and whatever lies in one turn, one epoch or one batch. */
@Timeout(60)
class ContinuousStateTest {
    private static final int BLOCKS = 24;

    @TempDir
    Path folder;

    private final Session session = Session.builder()
            .seams(new ManualClock(1_767_225_600_000L), LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
            .config("spark.sql.session.timeZone", "UTC")
            .config("sluice.streaming.continuous.flushInterval", "0ms")
            .getOrCreate();

    @AfterEach
    void close() {
        session.close();
    }

    /**
     * What is asked of a stream of times and keys.
     *
     * @param keys how many columns, the first ones, say which row replaces which in update mode
     */
    record Asked(String name, String mode, int keys, Function<DataFrame, DataFrame> query) {
        @Override
        public String toString() {
            return name + ", " + mode;
        }
    }

    static Stream<Asked> queries() {
        return Stream.of(
                new Asked(
                        "a filter",
                        "append",
                        0,
                        events -> events.where(col("key").gt(2))),
                new Asked("windows", "update", 2, ContinuousStateTest::windows),
                new Asked("windows", "append", 0, ContinuousStateTest::windows),
                new Asked("sliding windows", "update", 2, ContinuousStateTest::slidingWindows),
                new Asked("sliding windows", "append", 0, ContinuousStateTest::slidingWindows),
                new Asked("all rows together", "update", 0, events -> events.agg(count(lit(1)), sum("value"))),
                new Asked("keys", "update", 1, events -> events.groupBy("key").agg(sum("value"))),
                new Asked(
                        "sessions",
                        "append",
                        0,
                        events -> events.groupBy(col("key"), session_window(col("time"), "4 seconds"))
                                .count()),
                new Asked("duplicates of a time", "append", 0, events -> events.dropDuplicates("key", "time")),
                new Asked(
                        "duplicates for a while",
                        "append",
                        0,
                        // What comes six seconds later may find its key forgotten or not, as batches fall; nothing does
                        // here.
                        events -> events.withColumn(
                                        "part",
                                        col("time")
                                                .cast("bigint")
                                                .divide(lit(6))
                                                .cast("bigint"))
                                .dropDuplicatesWithinWatermark("key", "part")
                                .select("key")),
                new Asked(
                        "windows of windows",
                        "append",
                        0,
                        events -> windows(events)
                                .groupBy(window(col("window"), "20 seconds"))
                                .agg(sum("count"))),
                new Asked("a limit", "append", 0, events -> events.limit(30).select(lit(1))),
                new Asked(
                        "joined with itself",
                        "append",
                        0,
                        events -> events.where(col("key").lt(4))
                                .select(col("key").as("left"), col("time").as("leftTime"))
                                .join(
                                        events.select(
                                                col("key").as("right"),
                                                col("time").as("rightTime")),
                                        col("left")
                                                .equalTo(col("right"))
                                                .and(col("leftTime").equalTo(col("rightTime"))))),
                new Asked(
                        "joined with a table",
                        "append",
                        0,
                        events -> events.join(
                                events.sparkSession()
                                        .range(5)
                                        .select(col("id").cast("int").as("key"), lit("x").as("known")),
                                "key")));
    }

    private static DataFrame windows(DataFrame events) {
        return events.groupBy(col("key"), window(col("time"), "10 seconds"))
                .agg(count(lit(1)).as("count"));
    }

    private static DataFrame slidingWindows(DataFrame events) {
        return events.groupBy(col("key"), window(col("time"), "10 seconds", "5 seconds"))
                .agg(count(lit(1)).as("count"), sum("value"));
    }

    private MemoryStream stream() {
        return new MemoryStream(session, "time TIMESTAMP, key INT, value BIGINT");
    }

    /** Rows of one to two seconds, no older than the watermark may be by then. */
    private static Row[] block(int number) {
        Random random = new Random(number);
        Row[] rows = new Row[1 + random.nextInt(12)];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Row.of(Instant.ofEpochSecond(1_000 + number * 2 + random.nextInt(2)), random.nextInt(6), (long)
                    random.nextInt(100));
        }
        return rows;
    }

    private static final class Gathering extends ForeachWriter<Row> {
        private final List<Row> rows;

        private Gathering(List<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row row) {
            rows.add(row);
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {}
    }

    private StreamingQuery start(Asked asked, MemoryStream stream, Trigger trigger, String name, List<Row> rows) {
        DataFrame events = stream.toDF().withWatermark("time", "3 seconds");
        StreamingQuery query = asked.query()
                .apply(events)
                .writeStream()
                .outputMode(asked.mode())
                .trigger(trigger)
                .option("checkpointLocation", folder.resolve(name).toString())
                .foreach(new Gathering(rows))
                .start();
        // From here on its source is open, and the stream keeps what it has not read.
        query.processAllAvailable();
        return query;
    }

    /** The newest row of each key, or all rows. */
    private static List<String> results(Asked asked, List<Row> rows) {
        if (asked.mode().equals("append")) {
            return rows.stream().map(Row::toString).sorted().toList();
        }
        TreeMap<String, String> newest = new TreeMap<>();
        for (Row row : rows) {
            StringBuilder key = new StringBuilder();
            for (int column = 0; column < asked.keys(); column++) {
                key.append(row.get(column)).append(' ');
            }
            newest.put(key.toString(), row.toString());
        }
        return List.copyOf(newest.values());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void turnsComeToWhatBatchesComeTo(Asked asked) {
        MemoryStream stream = stream();
        List<Row> ofBatches = Collections.synchronizedList(new ArrayList<>());
        List<Row> ofTurns = Collections.synchronizedList(new ArrayList<>());
        StreamingQuery batches = start(asked, stream, Trigger.ProcessingTime(0), "batches", ofBatches);
        Random random = new Random(asked.name().hashCode());
        StreamingQuery turns = start(asked, stream, Trigger.Continuous(1_000), "turns", ofTurns);
        for (int block = 0; block < BLOCKS; block++) {
            stream.addData(block(block));
            if (random.nextInt(3) > 0) {
                turns.processAllAvailable();
            }
            if (random.nextInt(3) == 0) {
                batches.processAllAvailable();
            }
            if (random.nextInt(8) == 0) {
                turns.processAllAvailable();
                turns.stop();
                Trigger next = random.nextBoolean() ? Trigger.Continuous(1_000) : Trigger.ProcessingTime(0);
                turns = start(asked, stream, next, "turns", ofTurns);
            }
        }
        batches.processAllAvailable();
        turns.processAllAvailable();
        assertThat(results(asked, ofTurns))
                .as("%s rows of turns, %s of batches", ofTurns.size(), ofBatches.size())
                .isNotEmpty()
                .isEqualTo(results(asked, ofBatches));
        turns.stop();
        batches.stop();
        assertThat(turns.exception()).isEmpty();
    }

    /** In update mode a turn hands over the groups that it changed, and none that an earlier turn of the epoch did. */
    @Test
    void aTurnHandsOverTheGroupsThatItChanged() throws Exception {
        MemoryStream stream = stream();
        List<Row> rows = Collections.synchronizedList(new ArrayList<>());
        Asked asked =
                new Asked("keys", "update", 1, events -> events.groupBy("key").agg(sum("value")));
        StreamingQuery query = start(asked, stream, Trigger.Continuous(1_000), "turns", rows);
        stream.addData(at(1, 1, 5), at(1, 2, 6));
        awaitRows(rows, 2);
        stream.addData(at(2, 1, 7));
        awaitRows(rows, 3);
        stream.addData(at(3, 3, 1), at(3, 1, 1));
        awaitRows(rows, 5);
        assertThat(rows.subList(0, 2)).extracting(Row::toString).containsExactlyInAnyOrder("[1,5]", "[2,6]");
        assertThat(rows.get(2)).hasToString("[1,12]");
        assertThat(rows.subList(3, 5)).extracting(Row::toString).containsExactlyInAnyOrder("[3,1]", "[1,13]");
        query.processAllAvailable();
        assertThat(rows).hasSize(5);
        var progress = Objects.requireNonNull(query.lastProgress());
        assertThat(progress.stateOperators()[0].numRowsTotal()).isEqualTo(3);
        assertThat(progress.json())
                .contains("\"turns\":3,")
                .contains("\"created\":3,\"evicted\":0,\"removed\":0,\"held\":3");
        query.stop();
    }

    /** The watermark moves within an epoch: what it closes comes with the next turn, and late rows are late from there on. */
    @Test
    void theWatermarkMovesFromTurnToTurn() throws Exception {
        MemoryStream stream = stream();
        List<Row> rows = Collections.synchronizedList(new ArrayList<>());
        Asked asked = new Asked("windows", "append", 0, ContinuousStateTest::windows);
        StreamingQuery query = start(asked, stream, Trigger.Continuous(1_000), "turns", rows);
        stream.addData(at(1, 1, 0), at(2, 1, 0));
        stream.addData(at(13, 1, 0));
        awaitRows(rows, 1);
        stream.addData(at(3, 1, 0), at(23, 1, 0));
        awaitRows(rows, 2);
        query.processAllAvailable();
        assertThat(rows)
                .extracting(Row::toString)
                .containsExactly(
                        "[1,[1970-01-01T00:00:00Z,1970-01-01T00:00:10Z],2]",
                        "[1,[1970-01-01T00:00:10Z,1970-01-01T00:00:20Z],1]");
        var progress = Objects.requireNonNull(query.lastProgress());
        assertThat(progress.batchId()).isZero();
        assertThat(progress.stateOperators()[0].numRowsDroppedByWatermark()).isEqualTo(1);
        assertThat(progress.eventTime()).containsEntry("watermark", "1970-01-01T00:00:20.000Z");
        query.stop();
    }

    private static Row at(int second, int key, long value) {
        return Row.of(Instant.ofEpochSecond(second), key, value);
    }

    private static void awaitRows(List<Row> rows, int count) throws InterruptedException {
        while (rows.size() < count) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
