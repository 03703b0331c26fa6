package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.timestamp_seconds;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.sluice.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where rows come from, go to and are left out under the continuous trigger, on a clock that only the test moves: an epoch
 * lasts until it says so.
 */
@Timeout(60)
class ContinuousConnectorsTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final Session session = Session.builder()
            .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "1")
            .config("sluice.streaming.continuous.flushInterval", "0ms")
            // Which turn a row meets is then decided by the rows alone.
            .config("spark.sql.streaming.noDataMicroBatches.enabled", "false")
            .getOrCreate();

    /** Rows in the order in which the sink was handed them. */
    private final BlockingQueue<String> rows = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        session.close();
    }

    private final class Taking extends ForeachWriter<Row> {
        private final Consumer<Row> first;

        private Taking(Consumer<Row> first) {
            this.first = first;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row row) {
            first.accept(row);
            rows.add(row.toString());
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {}
    }

    private DataStreamWriter writer(DataFrame frame) {
        return frame.writeStream()
                .trigger(Trigger.Continuous("1 second"))
                .option("checkpointLocation", folder.resolve("checkpoint").toString());
    }

    private StreamingQuery start(DataStreamWriter writer) {
        return writer.foreach(new Taking(row -> {})).start();
    }

    private static void awaitEndOfTurn(StreamingQuery query) {
        while (query.status().isTriggerActive()) {
            Thread.onSpinWait();
        }
    }

    /** Waits for so many rows. */
    private List<String> rows(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            taken.add(rows.take());
        }
        assertThat(rows).isEmpty();
        return taken;
    }

    private static List<String> lines(Path kept) throws IOException {
        if (!Files.exists(kept)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** What is late goes by the watermark that the turn before left. */
    @Test
    void T5_lateRowsOfAllTurnsAreKeptWithTheirEpoch() throws Exception {
        Path late = folder.resolve("late");
        MemoryStream seconds = new MemoryStream(session, "s BIGINT");
        DataFrame windows = seconds.toDF()
                .withColumn("t", timestamp_seconds(col("s")))
                .withWatermark("t", "0 seconds")
                .groupBy(window(col("t"), "10 seconds"))
                .agg(count(lit(1)).as("n"))
                .select(col("window.start").cast("bigint").as("start"), col("n"));
        StreamingQuery query = start(writer(windows).outputMode("update").option("lateRows", late.toString()));
        seconds.addValues(25L, 3L);
        assertThat(rows(2)).containsExactlyInAnyOrder("[20,1]", "[0,1]");
        seconds.addValues(26L);
        assertThat(rows(1)).containsExactly("[20,2]");
        seconds.addValues(4L, 27L);
        assertThat(rows(1)).containsExactly("[20,3]");
        seconds.addValues(5L, 47L);
        assertThat(rows(1)).containsExactly("[40,1]");
        awaitEndOfTurn(query);
        assertThat(lines(late)).as("before the epoch is committed").isEmpty();
        query.processAllAvailable();
        query.stop();
        assertThat(lines(late))
                .hasSize(2)
                .allMatch(line -> line.contains("\"batchId\":0"))
                .anyMatch(line -> line.contains("1970-01-01T00:00:04.000Z"))
                .anyMatch(line -> line.contains("1970-01-01T00:00:05.000Z"));
        assertThat(Objects.requireNonNull(query.lastProgress()).json()).contains("\"numRowsDroppedByWatermark\":2");
    }

    @Test
    void P1_badRecordsOfAllTurnsAreKeptWithTheirEpochAndOnceAfterAFailure() throws Exception {
        Path bad = folder.resolve("bad");
        MemoryStream texts = new MemoryStream(session, "value STRING");
        DataFrame numbers = texts.toDF()
                .select(from_json(col("value"), lit("a INT"), Map.of("badRecords", bad.toString()))
                        .as("parsed"))
                .select(col("parsed.a").as("a"));
        StreamingQuery failing = writer(numbers)
                .foreach(new Taking(row -> {
                    if (!row.isNullAt(0) && row.getInt(0) == 13) {
                        throw new IllegalStateException("no thirteen");
                    }
                }))
                .start();
        texts.addValues("{\"a\":1}", "one");
        assertThat(rows(2)).containsExactly("[1]", "[null]");
        texts.addValues("two");
        assertThat(rows(1)).containsExactly("[null]");
        texts.addValues("three", "{\"a\":13}");
        assertThatThrownBy(failing::awaitTermination).hasMessageContaining("FOREACH_USER_FUNCTION_ERROR");
        rows.clear();
        assertThat(lines(bad)).as("an epoch that was thrown away").isEmpty();
        StreamingQuery query = start(writer(numbers));
        assertThat(rows(5)).containsExactly("[1]", "[null]", "[null]", "[null]", "[13]");
        query.processAllAvailable();
        query.stop();
        assertThat(lines(bad))
                .hasSize(3)
                .anyMatch(line -> line.contains("\"record\":\"one\""))
                .anyMatch(line -> line.contains("\"record\":\"two\""))
                .anyMatch(line -> line.contains("\"record\":\"three\""));
    }

    @Test
    void linesOfASocketAreHandedOverAsTheyCome() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DataFrame lines = session.readStream()
                    .format("socket")
                    .option("host", server.getInetAddress().getHostAddress())
                    .option("port", server.getLocalPort())
                    .load();
            StreamingQuery query = start(writer(lines));
            try (Socket client = server.accept()) {
                send(client, "a");
                assertThat(rows(1)).containsExactly("[a]");
                send(client, "b");
                assertThat(rows(1)).containsExactly("[b]");
                query.processAllAvailable();
                assertThat(Objects.requireNonNull(query.lastProgress()).json()).contains("\"endOffset\":1");
                send(client, "c");
                assertThat(rows(1)).containsExactly("[c]");
                awaitEndOfTurn(query);
                query.stop();
            }
            StreamingQuery again = start(writer(lines));
            try (Socket client = server.accept()) {
                send(client, "d");
                assertThat(rows(1)).as("c was committed by the stop").containsExactly("[d]");
                again.processAllAvailable();
                assertThat(Objects.requireNonNull(again.lastProgress()).json())
                        .contains("\"startOffset\":2,\"endOffset\":3");
                again.stop();
            }
        }
    }

    private static void send(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\n").getBytes(UTF_8));
        client.getOutputStream().flush();
    }

    @Test
    void theConsoleShowsEveryTurnUnderTheNumberOfItsEpoch() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        MemoryStream numbers = new MemoryStream(session, "n INT");
        StreamingQuery query = writer(numbers.toDF())
                .format("console")
                .attachment(new PrintStream(printed, true, UTF_8))
                .start();
        numbers.addValues(1);
        awaitText(printed, table(0, 1));
        numbers.addValues(2);
        awaitText(printed, table(0, 1) + table(0, 2));
        query.processAllAvailable();
        numbers.addValues(3);
        awaitText(printed, table(0, 1) + table(0, 2) + table(1, 3));
        query.stop();
        assertThat(query.exception()).isEmpty();
    }

    private static String table(long epoch, int number) {
        String line = "-".repeat(43) + "\n";
        return line + "Batch: " + epoch + "\n" + line + "+---+\n|  n|\n+---+\n|  " + number + "|\n+---+\n\n";
    }

    private static void awaitText(ByteArrayOutputStream printed, String wanted) {
        while (printed.size() < wanted.length()) {
            Thread.onSpinWait();
        }
        assertThat(printed.toString(UTF_8)).isEqualTo(wanted);
    }

    /** A row takes the sink ten milliseconds, in which ten more fall due. */
    @Test
    void aSlowSinkHoldsTheSourceBackAndIsSeenInProgress() throws Exception {
        int rowsPerTurn = 20;
        AtomicLong made = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        AtomicLong mostHeld = new AtomicLong();
        DataFrame numbers = session.readStream()
                .option("rowsPerBatch", rowsPerTurn)
                .option("totalRows", 400)
                .generate(StructType.fromDDL("n BIGINT"), 1_000, (LongFunction<Row>) number -> {
                    made.incrementAndGet();
                    return Row.of(number);
                });
        StreamingQuery query = writer(numbers)
                .foreach(new Taking(row -> {
                    mostHeld.accumulateAndGet(made.get() - taken.getAndIncrement(), Math::max);
                    clock.advance(Duration.ofMillis(10));
                }))
                .start();
        query.processAllAvailable();
        clock.advance(Duration.ofMillis(100));
        query.processAllAvailable();
        query.stop();
        assertThat(rows).hasSize(400);
        assertThat(mostHeld.get()).isLessThanOrEqualTo(rowsPerTurn);
        assertThat(query.recentProgress())
                .filteredOn(epoch -> epoch.numInputRows() > 0)
                .hasSize(4)
                .allSatisfy(epoch -> assertThat(epoch.json())
                        .contains("\"batchDuration\":1000,\"numInputRows\":100,")
                        .contains("\"turns\":5,\"busyMs\":1000,\"longestTurnMs\":200,"));
    }
}
