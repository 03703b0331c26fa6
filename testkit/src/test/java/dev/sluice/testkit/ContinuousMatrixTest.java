package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every source of the engine that runs in turns, into every sink that does: in turns, then in batches, then in turns again. */
@Timeout(60)
class ContinuousMatrixTest {
    private static final int ROWS_OF_A_RUN = 5;
    private static final String TABLE = "shown";

    /** Where the numbers from 0 come from. */
    enum From {
        RATE,
        GENERATE,
        MEMORY,
        SOCKET
    }

    /** Where they go to. */
    enum Into {
        CONSOLE,
        FOREACH,
        MEMORY,
        NOOP,
        FILES;

        /** A table in memory begins empty, which a query that goes on must not. */
        boolean goesOn() {
            return this != MEMORY;
        }
    }

    static Stream<Arguments> all() {
        return Arrays.stream(From.values())
                .flatMap(from -> Arrays.stream(Into.values())
                        .flatMap(into -> LongStream.of(0, 1_000).mapToObj(epoch -> Arguments.of(from, into, epoch))));
    }

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final Session session = Session.builder()
            .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
            .getOrCreate();
    private final MemoryStream numbers = new MemoryStream(session, "value BIGINT");
    private final List<String> handed = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        server.close();
    }

    private final class Handed extends ForeachWriter<Row> {
        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row row) {
            handed.add(String.valueOf(row.get(0)));
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {}
    }

    private DataFrame read(From from) {
        DataFrame stream = switch (from) {
            case RATE ->
                session.readStream()
                        .format("rate")
                        .option("rowsPerSecond", ROWS_OF_A_RUN)
                        .load();
            case GENERATE ->
                session.readStream()
                        .generate(StructType.fromDDL("value BIGINT"), ROWS_OF_A_RUN, (LongFunction<Row>) Row::of);
            case MEMORY -> numbers.toDF();
            case SOCKET ->
                session.readStream()
                        .format("socket")
                        .option("host", server.getInetAddress().getHostAddress())
                        .option("port", server.getLocalPort())
                        .load();
        };
        return stream.select(col("value").cast("string").as("value"));
    }

    private StreamingQuery start(From from, Into into, Trigger trigger) {
        DataStreamWriter writer = read(from)
                .writeStream()
                .queryName(TABLE)
                .trigger(trigger)
                .option("checkpointLocation", folder.resolve("checkpoint").toString());
        return switch (into) {
            case CONSOLE ->
                writer.format("console")
                        .attachment(new PrintStream(printed, true, UTF_8))
                        .start();
            case FOREACH -> writer.foreach(new Handed()).start();
            case MEMORY -> writer.format("memory").start();
            case NOOP -> writer.format("noop").start();
            case FILES -> writer.format("json").start(folder.resolve("output").toString());
        };
    }

    private List<String> seen(Into into) {
        return switch (into) {
            case CONSOLE ->
                printed.toString(UTF_8)
                        .lines()
                        .filter(line -> line.matches("\\| +[0-9]+\\|"))
                        .map(line -> line.replaceAll("[| ]", ""))
                        .toList();
            case FOREACH -> List.copyOf(handed);
            case MEMORY -> texts(session.table(TABLE));
            case NOOP -> List.of();
            case FILES ->
                texts(session.read()
                        .schema("value STRING")
                        .json(folder.resolve("output").toString()));
        };
    }

    private static List<String> texts(DataFrame frame) {
        return frame.collectAsList().stream()
                .map(row -> String.valueOf(row.get(0)))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRowComesOnceWhateverTheTriggers(From from, Into into, long epochMillis) throws IOException {
        List<Trigger> triggers = into.goesOn()
                ? List.of(Trigger.Continuous(epochMillis), Trigger.ProcessingTime(0), Trigger.Continuous(epochMillis))
                : List.of(Trigger.Continuous(epochMillis));
        for (int run = 0; run < triggers.size(); run++) {
            StreamingQuery query = start(from, into, triggers.get(run));
            feed(query, from, run);
            query.stop();
            assertThat(query.exception()).isEmpty();
            assertThat(read(query)).as("rows of run %s", run).isEqualTo(ROWS_OF_A_RUN);
        }
        List<String> all = IntStream.range(0, ROWS_OF_A_RUN * triggers.size())
                .mapToObj(Integer::toString)
                .sorted()
                .toList();
        assertThat(seen(into).stream().sorted().toList()).isEqualTo(into == Into.NOOP ? List.of() : all);
    }

    /** The rows of a run come to be there, and are done. */
    private void feed(StreamingQuery query, From from, int run) throws IOException {
        switch (from) {
            case RATE, GENERATE -> {
                query.processAllAvailable();
                clock.advance(Duration.ofSeconds(1));
                awaitRows(query);
            }
            case MEMORY -> {
                for (int row = 0; row < ROWS_OF_A_RUN; row++) {
                    numbers.addValues((long) ROWS_OF_A_RUN * run + row);
                }
                awaitRows(query);
            }
            case SOCKET -> {
                try (Socket client = server.accept()) {
                    for (int row = 0; row < ROWS_OF_A_RUN; row++) {
                        client.getOutputStream().write((ROWS_OF_A_RUN * run + row + "\n").getBytes(UTF_8));
                    }
                    awaitRows(query);
                }
            }
        }
    }

    private static void awaitRows(StreamingQuery query) {
        while (read(query) < ROWS_OF_A_RUN) {
            query.processAllAvailable();
            assertThat(Thread.interrupted()).as("took too long").isFalse();
        }
    }

    private static long read(StreamingQuery query) {
        return Arrays.stream(query.recentProgress())
                .mapToLong(progress -> progress.numInputRows())
                .sum();
    }
}
