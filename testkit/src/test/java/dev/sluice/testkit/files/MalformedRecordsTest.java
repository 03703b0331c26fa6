package dev.sluice.testkit.files;

import static dev.sluice.functions.col;
import static dev.sluice.functions.from_csv;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that do not fit the schema, in each format and mode, of files and of texts in a column (fault model, section 9). */
@Timeout(60)
class MalformedRecordsTest {
    /** Bytes before the record that does not fit. */
    private static final int GOOD_BYTES = 5_000 * 8;

    @TempDir
    Path folder;

    private final Session session =
            Session.builder().config("spark.sql.session.timeZone", "UTC").create();
    private final List<String> received = new ArrayList<>();
    private Path input;

    @BeforeEach
    void makeInput() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(input.resolve("a"), String.join("\n", lines) + "\n", ISO_8859_1);
    }

    private void run(DataFrame rows) {
        StreamingQuery query = rows.writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch((batch, id) -> batch.collectAsList().forEach(row -> received.add(row.toString())))
                .start();
        query.awaitTermination();
    }

    private DataFrame stream(String format, String schema, String mode) {
        return session.readStream()
                .format(format)
                .schema(schema)
                .option("mode", mode)
                .load(input.toString());
    }

    private static SluiceException failure(Runnable work) {
        try {
            work.run();
        } catch (SluiceException failed) {
            return failed;
        }
        throw new AssertionError("expected an error");
    }

    /** A record of a number that is none, of some 1,000 bytes, with a byte that a terminal would obey and one that is no UTF-8. */
    private static String bad(String format) {
        String text = "\u0007\u00ff" + "x".repeat(1_000);
        return format.endsWith("json") ? "{\"a\":\"" + text + "\"}" : text;
    }

    /** 5,000 records of eight bytes, then one that does not fit. */
    private Path writeBad(String format) throws IOException {
        String good = format.endsWith("json") ? "{\"a\":1}" : "1234567";
        List<String> lines = new ArrayList<>(Collections.nCopies(5_000, good));
        lines.add(bad(format));
        return write(lines.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void P1_failfastNamesTheFileAndThePlaceAndShowsTheBeginning(String format) throws IOException {
        Path file = writeBad(format);
        DataFrame table = session.read()
                .format(format)
                .schema("a INT")
                .option("mode", "FAILFAST")
                .load(input.toString());
        for (Runnable read :
                List.<Runnable>of(() -> run(stream(format, "a INT", "FAILFAST")), () -> table.collectAsList())) {
            assertNamed(failure(read), file);
        }
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from_csv", "from_json"})
    void P1_failfastOfAFunctionNamesTheFileAndThePlaceAndShowsTheBeginning(String function) throws IOException {
        Path file = writeBad(function);
        Column parsed = parsed(function, "FAILFAST").as("v");
        DataFrame table = session.read().text(input.toString());
        for (Runnable read : List.<Runnable>of(
                () -> run(session.readStream().text(input.toString()).select(parsed)),
                () -> table.select(parsed).collectAsList())) {
            SluiceException failed = failure(read);
            assertNamed(failed, file);
            assertThat(failed.details().at()).anyMatch(place -> place.startsWith("expression " + function));
        }
        assertThat(received).isEmpty();
    }

    private static Column parsed(String function, String mode) {
        Map<String, String> options = Map.of("mode", mode);
        return function.equals("from_csv")
                ? from_csv(col("value"), lit("a INT"), options)
                : from_json(col("value"), lit("a INT"), options);
    }

    private static void assertNamed(SluiceException failed, Path file) {
        assertThat(failed)
                .hasMessageContainingAll("MALFORMED_RECORD_IN_PARSING", file.toString(), "byte " + GOOD_BYTES)
                .hasMessageContaining("\\u0007\\xff" + "x".repeat(100))
                .hasMessageNotContaining("\u0007");
        assertThat(failed.details().found()).hasSizeBetween(190, 203).endsWith("...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"PERMISSIVE;[1,null],[null,{\"a\":\"x\"}],[2,null]", "DROPMALFORMED;[1,null],[2,null]"})
    void P2_aFieldOfAnotherTypeMakesAMalformedRecord(String mode, String rows) throws IOException {
        write("{\"a\":1}", "{\"a\":\"x\"}", "{\"a\":2}");
        run(stream("json", "a INT, _corrupt_record STRING", mode));
        assertThat(String.join(",", received)).isEqualTo(rows);
    }

    @Test
    void P2_aMissingFieldIsNullAndOneTooManyIsIgnored() throws IOException {
        write("{\"a\":1,\"c\":[{}]}", "{\"b\":\"x\"}", "{}");
        run(stream("json", "a INT, b STRING", "FAILFAST"));
        assertThat(received).containsExactly("[1,null]", "[null,x]", "[null,null]");
    }

    @Test
    void P2_recordsOfCsvWithOtherCountsAreMalformed() throws IOException {
        Path file = write("1,x", "2", "3,y,z");
        run(stream("csv", "a INT, b STRING, _corrupt_record STRING", "PERMISSIVE"));
        assertThat(received).containsExactly("[1,x,null]", "[2,null,2]", "[3,y,3,y,z]");
        assertThat(failure(() -> session.read()
                        .schema("a INT, b STRING")
                        .option("mode", "FAILFAST")
                        .csv(input.toString())
                        .collectAsList()))
                .hasMessageContainingAll(file.toString(), "byte 4", "found: 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void P2_aColumnOfFilesTakesNullsWhateverTheSchemaSays(String format) throws IOException {
        write(format.equals("json") ? "{\"b\":1}" : ",1");
        DataFrame rows = stream(format, "a INT NOT NULL, b INT", "FAILFAST");
        assertThat(rows.schema().field(0).nullable()).isTrue();
        run(rows);
        assertThat(received).containsExactly("[null,1]");
    }

    @Test
    void P2_aFunctionTakesNullsWhateverTheSchemaSays() throws IOException {
        write("{\"b\":1}");
        run(session.readStream()
                .text(input.toString())
                .select(from_json(col("value"), lit("a INT NOT NULL, b INT"), Map.of("mode", "FAILFAST"))
                        .as("v")));
        assertThat(received).containsExactly("[[null,1]]");
    }

    @Test
    void P1_aRecordThatIsTooLongNamesTheFileAndItsPlace() throws IOException {
        Path file = write("short", "x".repeat(2_000_000));
        assertThatThrownBy(() -> run(session.readStream()
                        .format("text")
                        .option("maxLineBytes", 600_000)
                        .load(input.toString())))
                .hasMessageContainingAll(file.toString(), "byte 6", "maxLineBytes");
    }
}
