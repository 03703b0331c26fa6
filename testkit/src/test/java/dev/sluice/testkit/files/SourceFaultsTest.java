package dev.sluice.testkit.files;

import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.lit;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a source that are not as they should be (fault model, sections 8 and 9). */
@Timeout(60)
class SourceFaultsTest {
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

    private StreamingQuery start(String format, String schema, Map<String, String> options) {
        return session.readStream()
                .format(format)
                .schema(schema)
                .options(options)
                .load(input.toString())
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch(
                        (rows, batch) -> rows.collectAsList().forEach(row -> received.add(row.get(0) + "@" + batch)))
                .start();
    }

    private void readText() {
        start("text", "value STRING", Map.of("maxFilesPerTrigger", "1")).awaitTermination();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(input.resolve(name), content);
    }

    private void write(String name, String content, long modifiedMillis) throws IOException {
        write(name, content);
        Files.setLastModifiedTime(input.resolve(name), FileTime.fromMillis(modifiedMillis));
    }

    @Test
    void FS1_namesOfFilesThatAreBeingWrittenAreLeftAlone() throws IOException {
        for (String name : new String[] {".a", "_b", "c.tmp", "d._COPYING_", "e.crdownload", "f.part"}) {
            write(name, "half");
        }
        write("whole", "whole");
        readText();
        assertThat(received).containsExactly("whole@0");
        Files.move(input.resolve("c.tmp"), input.resolve("c"));
        readText();
        assertThat(received).containsExactly("whole@0", "half@1");
    }

    @ParameterizedTest
    @CsvSource({"minFileAge,1s", "stableListings,2"})
    void FS1_filesOfStaticDataCannotWaitUntilTheyAreOlder(String option, String value) throws IOException {
        write("whole", "whole");
        assertThatThrownBy(() -> session.read()
                        .format("text")
                        .option(option, value)
                        .load(input.toString())
                        .count())
                .hasMessageContainingAll("INVALID_OPTION", option, "modifiedBefore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxFileAge", "minFileAge"})
    void FS1_FS5_anAgeBelowZeroIsNone(String option) {
        assertThatThrownBy(() -> start("text", "value STRING", Map.of(option, "-1h")))
                .hasMessageContainingAll("INVALID_OPTION", option, "-1h");
    }

    @Test
    void M1_whatIsNoPatternOfNamesIsNamed() throws IOException {
        write("whole", "whole");
        assertThatThrownBy(() -> start("text", "value STRING", Map.of("pathGlobFilter", "["))
                        .awaitTermination())
                .hasMessageContainingAll("INVALID_OPTION", "pathGlobFilter", "[");
        assertThatThrownBy(
                        () -> session.read().text(folder.toString() + "/inp{t").count())
                .hasMessageContainingAll("INVALID_OPTION", "path", "inp{t");
    }

    @Test
    void SK3_nothingIsRetainedForLessThanNoTime() {
        assertThatThrownBy(() -> session.readStream()
                        .schema("value STRING")
                        .text(input.toString())
                        .writeStream()
                        .format("text")
                        .option("retention", "-1h")
                        .option(
                                "checkpointLocation",
                                folder.resolve("checkpoint").toString())
                        .start(folder.resolve("output").toString()))
                .hasMessageContainingAll("INVALID_OPTION", "retention", "-1h");
    }

    @Test
    void FS4_aFileThatChangesAfterItWasReadIsNotReadAgain() throws IOException {
        write("a", "first", 1_000);
        readText();
        write("a", "second, longer", 9_000);
        write("b", "other", 9_001);
        readText();
        assertThat(received).containsExactly("first@0", "other@1");
    }

    @Test
    void FS5_filesComeByTimeThenPathWhateverTheTimesAre() throws IOException {
        write("z", "oldest", 1_000);
        write("b", "equal b", 5_000);
        write("a", "equal a", 5_000);
        readText();
        write("late", "older than all that were seen", 500);
        readText();
        write("future", "future", 4_000_000_000_000L);
        readText();
        assertThat(received)
                .containsExactly("oldest@0", "equal a@1", "equal b@2", "older than all that were seen@3", "future@4");
    }

    @Test
    void FS6_everyNameIsReadOnce() throws IOException {
        String[] names = {
            "a b", "a%20b", "a#b", "a\nb", "a:b", "é", "-dash", "x".repeat(200), "a?b", "a*b", "a[b]", "a\\b"
        };
        for (String name : names) {
            write(name, "row of " + name.replace('\n', ' '));
        }
        readText();
        readText();
        assertThat(received).hasSize(names.length).doesNotHaveDuplicates();
    }

    @Test
    void FS9_aByteOrderMarkIsLeftOutAtTheBeginningOnly() throws IOException {
        write("a", "\uFEFFfirst\n\uFEFFsecond\n");
        readText();
        assertThat(received).containsExactly("first@0", "\uFEFFsecond@0");
    }

    /** Little and big end first, read with the encoding that the error says. */
    @ParameterizedTest
    @CsvSource({"UTF-16LE,UTF-16", "UTF-16BE,UTF-16", "UTF-32LE,UTF-32", "UTF-32BE,UTF-32"})
    void FS9_aMarkOfAnotherEncodingIsAnErrorThatSaysWhichToGive(String written, String toGive) throws IOException {
        Files.write(input.resolve("a"), "\uFEFF{\"value\":\"\u00e9\"}\n".getBytes(Charset.forName(written)));
        StreamingQuery failing = start("json", "value STRING", Map.of());
        assertThatThrownBy(failing::awaitTermination)
                .hasMessageContainingAll("byte order mark of " + toGive, "set encoding=" + toGive);
        for (String format : List.of("csv", "text")) {
            assertThatThrownBy(() -> session.read()
                            .format(format)
                            .schema("value STRING")
                            .load(input.toString())
                            .collectAsList())
                    .hasMessageContainingAll(
                            "[FAILED_READ_FILE",
                            input.resolve("a").toString(),
                            "byte order mark of " + toGive,
                            format.equals("text") ? "save the file as UTF-8" : "set encoding=" + toGive);
        }
        assertThat(received).isEmpty();
        start("json", "value STRING", Map.of("encoding", toGive)).awaitTermination();
        assertThat(received).containsExactly("\u00e9@0");
    }

    @Test
    void FS14_foldersWithTheNameOfAFileLinksInCirclesAndPipesAreNotRead() throws Exception {
        write("a.txt", "a");
        Files.createDirectory(input.resolve("b.txt"));
        Files.createSymbolicLink(input.resolve("circle"), input);
        Files.createSymbolicLink(input.resolve("nowhere.txt"), folder.resolve("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", input.resolve("pipe.txt").toString())
                        .start()
                        .waitFor())
                .isZero();
        start("text", "value STRING", Map.of("recursiveFileLookup", "true")).awaitTermination();
        assertThat(received).containsExactly("a@0");
    }

    @Test
    void P8_P1_oneBadRecordOfManyMakesNothingVisibleAndTheSameBatchGoesThroughOnceItIsMended() throws IOException {
        String good = String.join(
                "\n",
                IntStream.range(0, 5_000)
                        .mapToObj(row -> "{\"value\":" + row + "}")
                        .toList());
        write("a.json", good + "\n{\"value\":\"no number\"}\n");
        StreamingQuery failing = start("json", "value BIGINT", Map.of("mode", "FAILFAST"));
        assertThatThrownBy(failing::awaitTermination)
                .hasMessageContaining("a.json")
                .hasMessageContaining("no number");
        assertThat(received).isEmpty();
        start("json", "value BIGINT", Map.of("mode", "DROPMALFORMED")).awaitTermination();
        assertThat(received).hasSize(5_000).allMatch(row -> row.endsWith("@0"));
    }

    @Test
    void P1_P2_P4_whatDoesNotFitItsTypeGoesTheWayOfMalformedRecords() throws IOException {
        write("a.json", """
                {"raw":"1","time":"2026-01-01T00:00:00Z"}
                {"raw":"2","time":"+999999999-01-01T00:00:00Z"}
                {"raw":"3"}
                {"raw":"4","time":17,"more":true}
                {"raw":{"deep":1},"time":"2026-01-01T00:00:00Z"}
                not json
                """);
        session.readStream()
                .format("json")
                .schema("raw STRING, time TIMESTAMP, _corrupt_record STRING")
                .load(input.toString())
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch((rows, batch) -> rows.collectAsList().forEach(row -> received.add(row.toString())))
                .start()
                .awaitTermination();
        assertThat(received)
                .hasSize(6)
                .anyMatch(row -> row.equals("[1,2026-01-01 00:00:00.0,null]") || row.startsWith("[1,2026-01-01"))
                .anyMatch(row -> row.contains("999999999"))
                .anyMatch(row -> row.equals("[3,null,null]"))
                .anyMatch(row -> row.endsWith(",not json]"));
    }

    /** A run that ends between its commit and the clean-up leaves the files as one without a clean-up does. */
    @Test
    void K9_theCleanUpIsRepeatedAlsoWhereNothingNewComes() throws IOException {
        write("a", "first", 1_000);
        write("b", "second", 2_000);
        readText();
        assertThat(input.resolve("a")).exists();
        start("text", "value STRING", Map.of("maxFilesPerTrigger", "1", "cleanSource", "delete"))
                .awaitTermination();
        assertThat(input).isEmptyDirectory();
        assertThat(received).containsExactly("first@0", "second@1");
    }

    @Test
    void P7_deepNestingIsAnErrorOrAMalformedRecordAndNoOverflowOfTheStack() throws IOException {
        write("a.json", "{\"value\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}\n{\"value\":\"fine\"}\n");
        start("json", "value STRING", Map.of("mode", "DROPMALFORMED")).awaitTermination();
        assertThat(received).contains("fine@0");
    }

    @Test
    void C11_G4_aDamagedManifestIsNeverAnEmptyOutput() throws IOException {
        write("a", "row");
        Path output = folder.resolve("output");
        session.readStream()
                .format("text")
                .load(input.toString())
                .writeStream()
                .format("text")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start(output.toString())
                .awaitTermination();
        Path manifest = output.resolve("_spark_metadata/0");
        byte[] bytes = Files.readAllBytes(manifest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(manifest, bytes);
        assertThatThrownBy(() -> session.read().text(output.toString()).count())
                .hasMessageContaining(manifest.toString());
    }

    private void writeWithBadBytes(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = bytes[index] == '~' ? (byte) 0xFF : bytes[index];
        }
        Files.write(input.resolve(name), bytes);
    }

    /** Read as STRING and written again, a byte that is no UTF-8 is still that byte. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text;value STRING;~",
                "csv;_corrupt_record STRING, a STRING;~",
                "json;_corrupt_record STRING, a STRING;{\"a\":\"~\"}"
            })
    void FS8_J6_bytesThatAreNoTextAreNeverReplaced(String format, String schema, String line) throws IOException {
        writeWithBadBytes("0." + format, line + "\n");
        Path output = folder.resolve("output");
        String column = format.equals("text") ? "value" : "_corrupt_record";
        session.readStream()
                .format(format)
                .schema(schema)
                .load(input.toString())
                .filter(col(format.equals("text") ? "value" : "a").isNull().equalTo(!format.equals("text")))
                .select(concat(col(column), lit("")).as("value"))
                .writeStream()
                .format("text")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start(output.toString())
                .awaitTermination();
        try (Stream<Path> files = Files.list(output)) {
            Path written = files.filter(file -> file.toString().endsWith(".txt"))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(Files.readAllBytes(written), ISO_8859_1))
                    .isEqualTo(line.replace('~', '\u00ff') + "\n");
        }
    }

    /** The second record has a text that is none; what else is in it stays, as where a number is none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "csv;a STRING, n INT;x,1|y~,2|z,3|;[x,1] [null,2] [z,3]",
                "json;a STRING, n INT;{'a':'x','n':1}|{'a':'\\ty~','n':2}|{'a':'z','n':3}|;[x,1] [null,2] [z,3]",
                "json;a ARRAY<STRING>, n INT;{'a':['x'],'n':1}|{'a':['y','~'],'n':2}|;[[x],1] [null,2]",
                "json;a MAP<STRING,INT>, n INT;{'a':{'x':1},'n':1}|{'a':{'y':1,'~':2},'n':2}|;[{x=1},1] [null,2]",
                "json;a STRUCT<b:STRING>, n INT;{'a':{'b':'x'},'n':1}|{'a':{'b':'~'},'n':2}|;[[x],1] [[null],2]"
            })
    void FS8_P1_aTextThatIsNoneMakesItsRecordAMalformedOne(String format, String schema, String lines, String rows)
            throws IOException {
        writeWithBadBytes("0." + format, lines.replace('|', '\n').replace('\'', '"'));
        assertThat(String.join(" ", rows(format, schema, "PERMISSIVE"))).isEqualTo(rows);
        List<String> left = new ArrayList<>(List.of(rows.split(" (?=\\[)")));
        left.remove(1);
        assertThat(rows(format, schema, "DROPMALFORMED")).isEqualTo(left);
        long secondRecord = lines.indexOf('|') + 1L;
        assertThatThrownBy(() -> rows(format, schema, "FAILFAST"))
                .hasMessageContainingAll(
                        "[MALFORMED_RECORD", input.resolve("0." + format).toString(), "byte " + secondRecord);
    }

    private List<String> rows(String format, String schema, String mode) {
        return session
                .read()
                .format(format)
                .schema(schema)
                .option("mode", mode)
                .load(input.toString())
                .collectAsList()
                .stream()
                .map(Object::toString)
                .toList();
    }
}
