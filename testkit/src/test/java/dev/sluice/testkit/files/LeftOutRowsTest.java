package dev.sluice.testkit.files;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.date_format;
import static dev.sluice.functions.from_csv;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.raise_error;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.substring_index;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.ForeachBatchFunction;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.streaming.tools.CheckpointCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options {@code badRecords} and {@code lateRows}: what is left out is in files, one for each batch that has some. */
class LeftOutRowsTest {
    private static final String EVENTS = "id BIGINT, device STRING, time TIMESTAMP";

    @TempDir
    Path folder;

    private Session session;
    private Path input;
    private Path kept;

    @BeforeEach
    void open() throws IOException {
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").getOrCreate();
        input = Files.createDirectories(folder.resolve("input"));
        kept = folder.resolve("kept");
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** Operators that drop what comes too late, each by other code. */
    static Stream<Arguments> operators() {
        UnaryOperator<DataFrame> windows = events -> events.groupBy(col("device"), window(col("time"), "1 minute"))
                .agg(count(lit(1)).as("n"));
        UnaryOperator<DataFrame> sliding =
                events -> events.groupBy(col("device"), window(col("time"), "1 minute", "30 seconds"))
                        .agg(count(lit(1)).as("n"));
        UnaryOperator<DataFrame> times =
                events -> events.groupBy("device", "time").agg(count(lit(1)).as("n"));
        UnaryOperator<DataFrame> sessions =
                events -> events.groupBy(col("device"), session_window(col("time"), "1 minute"))
                        .agg(count(lit(1)).as("n"));
        UnaryOperator<DataFrame> distinct = events -> events.dropDuplicates("device", "time");
        UnaryOperator<DataFrame> joined = events -> events.as("one")
                .join(
                        events.select(col("device").as("other"), col("time").as("at")),
                        col("device").equalTo(col("other")).and(col("time").equalTo(col("at"))));
        return Stream.of(
                Arguments.of("windows", windows),
                Arguments.of("sliding windows", sliding),
                Arguments.of("times", times),
                Arguments.of("sessions", sessions),
                Arguments.of("duplicates", distinct),
                Arguments.of("a join", joined));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void T5_asManyLateRowsAreKeptAsAreCounted(String name, UnaryOperator<DataFrame> query) throws IOException {
        write("0.json", event(1, "a", "01:10:00"), event(2, "b", "01:12:00"));
        write("1.json", event(3, "a", "01:12:30"));
        write("2.json", event(4, "late", "01:02:10"), event(5, "c", "01:20:00"), event(6, "late", "01:00:59"));
        String content = Files.readString(input.resolve("2.json"));
        StreamingQuery ended = run(query.apply(stream("json", EVENTS)));
        long counted = Stream.of(ended.recentProgress())
                .flatMap(progress -> Stream.of(progress.stateOperators()))
                .mapToLong(operator -> operator.numRowsDroppedByWatermark())
                .sum();
        List<String> lines = lines("late-");
        assertThat(counted).isPositive();
        assertThat(lines)
                .hasSize((int) counted)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"watermark\":\"2026-01-01T01:10:00.000Z\"")
                        .contains("\"source\":\"" + input.resolve("2.json") + " bytes 0-")
                        .containsPattern(
                                "\"position\":(0|" + (content.lastIndexOf("\n", content.length() - 2) + 1) + "),")
                        .contains("\":\"late\""));
    }

    /** Each file has a late row behind one that is not. */
    static Stream<Arguments> placesOfLateRows() {
        return Stream.of(
                Arguments.of("json", EVENTS, event(9, "d", "01:50:00"), event(3, "c", "01:02:10")),
                Arguments.of("json", EVENTS, "", "[" + event(3, "c", "01:02:10") + "]"),
                Arguments.of("csv", EVENTS, "9,d,2026-01-01T01:50:00Z", "3,c,2026-01-01T01:02:10Z"),
                Arguments.of("text", "value STRING", "2026-01-01T01:50:00Z", "2026-01-01T01:02:10Z"));
    }

    @ParameterizedTest
    @MethodSource("placesOfLateRows")
    void aLateRowNamesItsPlace(String format, String schema, String before, String late) throws IOException {
        String onTime = late.replace("01:02:10", "01:40:00");
        write("0", onTime);
        write("1", onTime);
        write("2", before, late);
        DataFrame events = session.readStream()
                .format(format)
                .schema(schema)
                .option("maxFilesPerTrigger", 1)
                .load(input.toString());
        DataFrame timed =
                format.equals("text") ? events.select(to_timestamp(col("value")).as("time")) : events;
        run(timed.withWatermark("time", "2 minutes")
                .where(col("time").isNotNull())
                .dropDuplicates("time"));
        int position = before.length() + 1 + (late.startsWith("[") ? 1 : 0);
        assertThat(lines("late-"))
                .singleElement()
                .asString()
                .contains("\"source\":\"" + input.resolve("2") + " bytes 0-")
                .contains("\"position\":" + position + ",")
                .contains("2026-01-01T01:02:10");
    }

    @Test
    void lateRowsAreReadAgainWithTheirSchema() throws IOException {
        write("0.json", event(1, "a", "01:10:00"));
        write("1.json", event(2, "b", "01:11:00"));
        write("2.json", event(3, "c", "01:02:10"));
        run(stream("json", EVENTS).dropDuplicates("id", "device", "time"));
        assertThat(session.read()
                        .schema("batchId BIGINT, watermark TIMESTAMP, row STRUCT<"
                                + "id: BIGINT, device: STRING, time: TIMESTAMP>")
                        .json(kept.toString())
                        .select(
                                col("batchId"),
                                date_format(col("watermark"), "HH:mm"),
                                col("row.id"),
                                col("row.device"))
                        .collectAsList())
                .map(Object::toString)
                .containsExactly("[2,01:08,3,c]");
    }

    @Test
    void P1_badRecordsOfFilesAreKeptInEveryModeThatGoesOn() throws IOException {
        write("0.csv", "1,2", "x,2", "3", "4,5");
        assertThat(rows(csv("PERMISSIVE"))).containsExactly("[1,2]", "[null,2]", "[3,null]", "[4,5]");
        List<String> permissive = lines("bad-");
        assertThat(permissive)
                .containsExactly(
                        bad(
                                "a record has a value that does not fit the type of its column",
                                input.resolve("0.csv"),
                                4,
                                "x,2"),
                        bad("a record has more or fewer fields than the schema", input.resolve("0.csv"), 8, "3"));
        kept = folder.resolve("kept-2");
        assertThat(rows(csv("DROPMALFORMED"))).containsExactly("[1,2]", "[4,5]");
        assertThat(lines("bad-")).isEqualTo(permissive);
        kept = folder.resolve("kept-3");
        assertThatThrownBy(() -> rows(csv("FAILFAST"))).isInstanceOf(StreamingQueryException.class);
        assertThat(kept).doesNotExist();
    }

    private DataFrame csv(String mode) {
        return session.readStream()
                .format("csv")
                .schema("a INT, b INT")
                .option("mode", mode)
                .option("badRecords", kept.toString())
                .load(input.toString());
    }

    @Test
    void P1_bytesThatAreNoTextAreKeptAsBytes() throws IOException {
        Files.write(input.resolve("0.json"), new byte[] {'{', (byte) 0xFF, '}', '\n'});
        rows(json("mode", "DROPMALFORMED"));
        assertThat(lines("bad-"))
                .singleElement()
                .asString()
                .contains("\"bytes\":\"e/99\"")
                .doesNotContain("\"record\"");
    }

    private DataFrame json(String option, String value) {
        return session.readStream()
                .format("json")
                .schema("a INT")
                .option(option, value)
                .option("badRecords", kept.toString())
                .load(input.toString());
    }

    @Test
    void P1_anArrayThatDoesNotFitIsKeptOnce() throws IOException {
        write("0.json", "[{\"a\":1},{\"a\":\"x\"}]", "{\"a\":3}");
        assertThat(rows(json("mode", "DROPMALFORMED"))).containsExactly("[3]");
        assertThat(lines("bad-")).singleElement().asString().contains("[{\\\"a\\\":1},{\\\"a\\\":\\\"x\\\"}]");
    }

    @Test
    void P1_textsThatFunctionsCannotParseAreKeptOnceAsTheyWereGiven() throws IOException {
        write("0.txt", "{\"a\":1}|1", "{\"a\":\"x\"}|2", "  {broken|y", "{\"a\":4}|4");
        DataFrame texts = session.readStream()
                .format("text")
                .load(input.toString())
                .select(
                        substring_index(col("value"), "|", 1).as("json"),
                        substring_index(col("value"), "|", -1).as("csv"));
        Map<String, String> options = Map.of("badRecords", kept.toString());
        DataFrame parsed = texts.select(
                        from_json(col("json"), lit("a INT"), options).as("j"),
                        from_csv(col("csv"), lit("b INT"), options).as("c"))
                // Each part is used more than once, and in a condition.
                .select(
                        col("j.a").as("a"),
                        col("j.a").plus(1).as("more"),
                        col("c.b").as("b"))
                .where(col("a").isNull().or(col("a").gt(1)));
        assertThat(rows(parsed)).containsExactly("[null,null,2]", "[null,null,null]", "[4,5,4]");
        assertThat(lines("bad-"))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"record\":\"{\\\"a\\\":\\\"x\\\"}\""))
                .anySatisfy(line -> assertThat(line).contains("\"record\":\"  {broken\""))
                .anySatisfy(line -> assertThat(line).contains("\"record\":\"y\""))
                .allSatisfy(line -> assertThat(line).contains("\"source\":\"" + input.resolve("0.txt") + " bytes 0-"));
    }

    @Test
    void arraysThatAFunctionCannotParseAreKept() throws IOException {
        write("0.txt", "[1,2]", "[1,", "{}");
        DataFrame parsed = session.readStream()
                .format("text")
                .load(input.toString())
                .select(from_json(col("value"), lit("ARRAY<INT>"), Map.of("badRecords", kept.toString()))
                        .as("numbers"));
        rows(parsed);
        assertThat(lines("bad-"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("a text is not a value of type ARRAY<INT>"));
    }

    @Test
    void staticDataHasNoBatchToKeepRecordsFor() throws IOException {
        write("0.json", "{\"a\":1}");
        assertThatThrownBy(() -> session.read()
                        .schema("a INT")
                        .option("badRecords", kept.toString())
                        .json(input.toString()))
                .isInstanceOfSatisfying(SluiceException.class, refused -> {
                    assertThat(refused.condition()).isEqualTo(ErrorCondition.INVALID_OPTION);
                    assertThat(refused.getMessage()).contains("badRecords", "_corrupt_record STRING");
                });
        assertThatThrownBy(() -> session.read()
                        .text(input.toString())
                        .select(from_json(col("value"), lit("a INT"), Map.of("badRecords", kept.toString())))
                        .collectAsList())
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        refused -> assertThat(refused.getMessage()).contains("function from_json", "streaming query"));
    }

    @Test
    void G5_aFolderThatCannotBeMadeStopsTheQueryAndLosesNothing() throws IOException {
        write("0.csv", "1,2", "x,2");
        Files.writeString(kept, "in the way");
        Path output = folder.resolve("output");
        assertThatThrownBy(() -> toFiles(csv("DROPMALFORMED"), output))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("batch 0")
                .hasMessageContaining("what is committed stays");
        Files.delete(kept);
        toFiles(csv("DROPMALFORMED"), output);
        assertThat(lines("bad-")).hasSize(1);
        assertThat(session.read().schema("a INT, b INT").csv(output.toString()).collectAsList())
                .hasSize(1);
    }

    /** A stream for each folder of bad records, which holds one. */
    private DataFrame badRecordsIn(Path... folders) throws IOException {
        List<DataFrame> all = new ArrayList<>();
        for (int index = 0; index < folders.length; index++) {
            Path own = Files.createDirectories(folder.resolve("input-" + index));
            Files.writeString(own.resolve("a.csv"), index + ",2\nbad-" + index + ",2\n");
            all.add(session.readStream()
                    .schema("a INT, b INT")
                    .option("mode", "DROPMALFORMED")
                    .option("badRecords", folders[index].toString())
                    .csv(own.toString()));
        }
        return all.stream().reduce(DataFrame::union).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void G4_P1_foldersThatAreOneByALinkHoldTheRecordsOfBoth(boolean isThereAtTheStart) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        if (isThereAtTheStart) {
            Files.createDirectory(kept);
        }
        rows(badRecordsIn(link.resolve("kept"), kept, link.resolve("link/kept")));
        assertThat(lines("bad-"))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("bad-0,2"))
                .anySatisfy(line -> assertThat(line).contains("bad-1,2"))
                .anySatisfy(line -> assertThat(line).contains("bad-2,2"));
    }

    @Test
    void G4_G5_foldersThatBecomeOneStopTheQueryAndLoseNothing() throws IOException {
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createDirectory(kept);
        List<String> attempts = new ArrayList<>();
        DataFrame rows = badRecordsIn(kept, second);
        ForeachBatchFunction linking = (batch, id) -> {
            attempts.add(id + " " + batch.collectAsList().size());
            Files.delete(second);
            Files.createSymbolicLink(second, kept);
        };
        assertThatThrownBy(() -> toFunction(rows, linking))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContainingAll(
                        "CHECKPOINT_INCONSISTENT", kept.toString(), second.toString(), "the batch is committed");
        assertThat(kept).isEmptyDirectory();
        assertThatThrownBy(() -> toFunction(rows, linking)).hasMessageContaining("CHECKPOINT_INCONSISTENT");
        Files.delete(second);
        toFunction(rows, linking);
        assertThat(attempts).containsExactly("0 2");
        assertThat(lines("bad-"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("bad-0,2"));
        assertThat(second).isDirectoryContaining("glob:**/bad-*-0.json");
    }

    private void toFunction(DataFrame frame, ForeachBatchFunction function) {
        frame.writeStream()
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(function)
                .start()
                .awaitTermination();
    }

    @Test
    void G5_rowsThatWaitInADamagedFileAreNamed() throws IOException {
        write("0.csv", "1,2", "x,2");
        Path output = folder.resolve("output");
        Files.writeString(kept, "in the way");
        assertThatThrownBy(() -> toFiles(csv("DROPMALFORMED"), output)).isInstanceOf(StreamingQueryException.class);
        Files.delete(kept);
        Path waiting;
        try (Stream<Path> files = Files.list(folder.resolve("checkpoint/kept"))) {
            waiting = files.findFirst().orElseThrow();
        }
        assertThat(CheckpointCheck.of(folder.resolve("checkpoint")).lines()).contains("kept: 1 file sound");
        String whole = Files.readString(waiting);
        Files.writeString(waiting, whole.replace("x,2", "y,2"));
        assertThat(CheckpointCheck.of(folder.resolve("checkpoint")).damagedCount())
                .isOne();
        assertThatThrownBy(() -> toFiles(csv("DROPMALFORMED"), output))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("CHECKSUM_VERIFICATION_FAILED")
                .hasMessageContaining(waiting.toString())
                .hasMessageContaining("the result of the query is not affected");
        Files.writeString(waiting, whole);
        toFiles(csv("DROPMALFORMED"), output);
        assertThat(lines("bad-")).hasSize(1);
        assertThat(waiting).doesNotExist();
    }

    @Test
    void P8_rowsThatAMendedBatchNoLongerLeavesOutAreNotKept() throws IOException {
        write("0.csv", "1,2", "x,2");
        Path output = folder.resolve("output");
        DataFrame failing = csv("PERMISSIVE")
                .select(when(col("a").isNull(), raise_error(lit("no a")))
                        .otherwise(col("a"))
                        .as("a"));
        assertThatThrownBy(() -> toFiles(failing, output)).isInstanceOf(StreamingQueryException.class);
        assertThat(kept).doesNotExist();
        toFiles(csv("DROPMALFORMED").select("a"), output);
        assertThat(lines("bad-")).hasSize(1);
    }

    private void toFiles(DataFrame frame, Path output) {
        frame.writeStream()
                .format("csv")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start(output.toString())
                .awaitTermination();
    }

    private DataFrame stream(String format, String schema) {
        return session.readStream()
                .format(format)
                .schema(schema)
                .option("maxFilesPerTrigger", 1)
                .load(input.toString())
                .withWatermark("time", "2 minutes");
    }

    private StreamingQuery run(DataFrame frame) {
        StreamingQuery query = frame.writeStream()
                .format("noop")
                .option("lateRows", kept.toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        return query;
    }

    /** The rows of a stream in its order. */
    private List<String> rows(DataFrame frame) {
        List<String> rows = new ArrayList<>();
        frame.writeStream()
                .trigger(Trigger.AvailableNow())
                .foreachBatch((batch, id) -> batch.collectAsList().forEach(row -> rows.add(row.toString())))
                .start()
                .awaitTermination();
        return rows;
    }

    private static String event(int id, String device, String time) {
        return "{\"id\":" + id + ",\"device\":\"" + device + "\",\"time\":\"2026-01-01T" + time + "Z\"}";
    }

    private static String bad(String reason, Path source, int position, String record) {
        return "{\"reason\":\"" + reason + "\",\"batchId\":0,\"source\":\"" + source + "\",\"position\":" + position
                + ",\"record\":\"" + record + "\"}";
    }

    private void write(String name, String... lines) throws IOException {
        Path hidden = Files.writeString(input.resolve("." + name), String.join("\n", lines) + "\n");
        Files.move(hidden, input.resolve(name));
    }

    private List<String> lines(String prefix) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.sorted().toList()) {
                assertThat(file.getFileName().toString()).startsWith(prefix).endsWith(".json");
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
