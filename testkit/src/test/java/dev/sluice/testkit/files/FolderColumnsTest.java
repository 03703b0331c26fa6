package dev.sluice.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamReader;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A column of the schema that a folder names comes from there, whatever lay there when a stream was started. */
class FolderColumnsTest {
    private final Session session = Session.builder()
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", 1)
            .create();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        session.close();
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "folder"));
        Files.writeString(file, text);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private DataFrame stream(String format, String schema, String path, Map<String, String> options) {
        DataStreamReader reader = session.readStream().format(format).schema(schema);
        options.forEach(reader::option);
        return reader.load(path(path));
    }

    /** The rows of a run over all there is. */
    private List<String> rows(DataFrame stream) throws StreamingQueryException, TimeoutException {
        List<String> rows = new ArrayList<>();
        stream.writeStream()
                .trigger(Trigger.AvailableNow())
                .foreachBatch((batch, id) -> {
                    batch.collectAsList().forEach(row -> rows.add(row.toString()));
                })
                .start()
                .awaitTermination();
        return rows.stream().sorted().toList();
    }

    private static Map<String, String> metrics(StreamingQuery query) {
        return Objects.requireNonNull(query.lastProgress(), "a batch")
                .sources()[0]
                .metrics();
    }

    /** Files in folders of a column and beside them; one holds the column itself. */
    private void fill() throws IOException {
        put("in/p=01/a.json", "{\"k\":\"a\"}\n");
        put("in/P=02/b.json", "{\"k\":\"b\",\"p\":\"own\"}\n");
        put("in/p=__HIVE_DEFAULT_PARTITION__/c.json", "{\"k\":\"c\",\"p\":\"own\"}\n");
        put("in/beside.json", "{\"k\":\"beside\"}\n");
        put("in/whole.json", "{\"k\":\"whole\",\"p\":\"own\"}\n");
        put("in/no-column/d.json", "{\"k\":\"not read\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k STRING, p STRING", "p STRING, k STRING"})
    void G2_G4_aStartOnAnEmptyFolderEqualsOneOnAFilledOne(String schema) throws Exception {
        Files.createDirectory(folder.resolve("in"));
        DataFrame onEmpty = stream("json", schema, "in", Map.of());
        fill();
        DataFrame onFilled = stream("json", schema, "in", Map.of());
        assertThat(onFilled.schema()).isEqualTo(onEmpty.schema());
        for (DataFrame stream : List.of(onEmpty, onFilled)) {
            assertThat(stream.schema().toDDL()).isEqualTo(schema);
            assertThat(rows(stream.select("k", "p")))
                    .containsExactly("[a,01]", "[b,02]", "[beside,null]", "[c,null]", "[whole,own]");
        }
    }

    @Test
    void G4_aFileBesideFoldersOfColumnsIsReadWheneverItComes() throws Exception {
        put("in/p=1/a.json", "{\"k\":\"a\"}\n");
        DataFrame stream = stream("json", "k STRING, p INT", "in", Map.of());
        StreamingQuery query =
                stream.writeStream().format("memory").queryName("rows").start();
        query.processAllAvailable();
        put("in/beside.json", "{\"k\":\"beside\"}\n");
        query.processAllAvailable();
        put("in/p=2/b.json", "{\"k\":\"b\"}\n");
        query.processAllAvailable();
        query.stop();
        assertThat(session.table("rows").collectAsList().stream().map(Object::toString))
                .containsExactly("[a,1]", "[beside,null]", "[b,2]");
        assertThat(metrics(query)).isEmpty();
    }

    @Test
    void G2_SK9_aBatchThatRunsAgainHasTheSameValuesOfFolders() throws Exception {
        Files.createDirectory(folder.resolve("in"));
        List<String> attempts = new ArrayList<>();
        for (boolean fails : new boolean[] {true, false}) {
            DataFrame stream = stream("json", "k STRING, p STRING", "in", Map.of());
            if (fails) {
                fill();
            }
            StreamingQuery query = stream.writeStream()
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", path("checkpoint"))
                    .foreachBatch((batch, id) -> {
                        attempts.add(id + " " + batch.sort("k").collectAsList());
                        if (fails) {
                            throw new IllegalStateException("no room");
                        }
                    })
                    .start();
            if (fails) {
                assertThatThrownBy(query::awaitTermination).hasMessageContaining("no room");
            } else {
                query.awaitTermination();
            }
        }
        String rows = "0 [[a,01], [b,02], [beside,null], [c,null], [whole,own]]";
        assertThat(attempts).containsExactly(rows, rows);
    }

    @Test
    void columnsByPositionAreThoseThatNoFolderNames() throws Exception {
        Files.createDirectory(folder.resolve("in"));
        DataFrame stream = stream("csv", "s STRING, p INT, n INT", "in", Map.of());
        put("in/p=1/a.csv", "x,2\n");
        put("in/n=3/p=4/b.csv", "y\n");
        put("in/beside.csv", "z,5,6\n");
        assertThat(rows(stream)).containsExactly("[x,1,2]", "[y,4,3]", "[z,5,6]");
    }

    /** What names columns is the same for folders that were there and for those that come. */
    @ParameterizedTest
    @CsvSource({
        "in/p=*,,false,'[1,null,a]|[2,null,b]'",
        "in/p=*,in,false,'[1,a,a]|[2,b,b]'",
        "in/p=*/q=*/*.json,,false,'[1,null,null]|[2,null,null]'",
        "in,,false,'[1,a,a]|[2,b,b]'",
        "in,,true,'[1,null,null]|[2,null,null]'"
    })
    void columnsBeginBelowThePathOrItsBase(String path, String base, boolean isRecursive, String rows)
            throws Exception {
        put("in/p=a/q=a/1.json", "{\"n\":1}\n");
        Map<String, String> options = base == null
                ? Map.of("recursiveFileLookup", String.valueOf(isRecursive))
                : Map.of("basePath", path(base));
        DataFrame early = stream("json", "n INT, p STRING, q STRING", path, options);
        put("in/p=b/q=b/2.json", "{\"n\":2}\n");
        DataFrame late = stream("json", "n INT, p STRING, q STRING", path, options);
        assertThat(rows(early)).containsExactly(rows.split("\\|"));
        assertThat(rows(late)).containsExactly(rows.split("\\|"));
    }

    @Test
    void foldersMayNameColumnsOfTheSchemaOrNot() throws Exception {
        put("in/p=1/a.json", "{\"n\":1}\n");
        put("in/p=1/q=2/b.json", "{\"n\":2}\n");
        put("in/q=3/c.json", "{\"n\":3}\n");
        put("in/q=3/p=4/d.json", "{\"n\":4}\n");
        assertThat(rows(stream("json", "n INT, p INT, q INT", "in", Map.of())))
                .containsExactly("[1,1,null]", "[2,1,2]", "[3,null,3]", "[4,4,3]");
        assertThatThrownBy(() -> session.read().schema("n INT, p INT, q INT").json(path("in")))
                .as("static data, as in Spark")
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("CONFLICTING_PARTITION_COLUMN_NAMES");
    }

    @Test
    void G4_aColumnThatNobodyAskedForIsCountedAndNotReadWhereNoneWasThereAtTheStart() throws Exception {
        put("in/a.json", "{\"n\":1}\n");
        DataFrame stream = stream("json", "n INT, p INT", "in", Map.of());
        StreamingQuery query =
                stream.writeStream().format("memory").queryName("rows").start();
        query.processAllAvailable();
        put("in/p=2/q=x/b.json", "{\"n\":2}\n");
        put("in/p=3/q=y/c.json", "{\"n\":3}\n");
        query.processAllAvailable();
        query.stop();
        assertThat(session.table("rows").collectAsList().stream()
                        .map(Object::toString)
                        .sorted())
                .containsExactly("[1,null]", "[2,2]", "[3,3]");
        assertThat(metrics(query)).containsExactly(Map.entry("folderColumnsIgnored", "1"));
        assertThat(stream("json", "n INT, p INT", "in", Map.of()).schema().toDDL())
                .as("found by the next start")
                .isEqualTo("n INT, p INT, q STRING");
    }

    @Test
    void whereColumnsWereFoundThoseOfTheSchemaMayBeMissing() throws Exception {
        put("in/p=1/q=x/a.json", "{\"n\":1}\n");
        DataFrame stream = stream("json", "p INT, n INT", "in", Map.of());
        assertThat(stream.schema().toDDL()).isEqualTo("p INT, n INT, q STRING");
        put("in/p=2/b.json", "{\"n\":2}\n");
        put("in/q=y/c.json", "{\"n\":3}\n");
        put("in/d.json", "{\"n\":4,\"q\":\"own\"}\n");
        assertThat(rows(stream)).containsExactly("[1,1,x]", "[2,2,null]", "[null,3,y]", "[null,4,null]");
    }

    @Test
    void aFileThatCannotHoldTheOtherColumnsIsAnErrorBeforeItsBatchIsPlanned() throws Exception {
        put("in/p=1/a.txt", "x\n");
        DataFrame stream = stream("text", "value STRING, p INT", "in", Map.of());
        assertThat(rows(stream)).containsExactly("[x,1]");
        put("in/beside.txt", "y\n");
        assertThatThrownBy(() -> rows(stream))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContainingAll(
                        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", "Initializing sources", path("in/beside.txt"));
        assertThat(rows(session.readStream().text(path("in")))).containsExactly("[x,1]", "[y,null]");
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT,-7,-7",
        "SMALLINT,300,300",
        "INT,007,7",
        "BIGINT,3000000000,3000000000",
        "FLOAT,0.1,0.1",
        "DOUBLE,1e3,1000.0",
        "'DECIMAL(6,2)',12.345,12.35",
        "'DECIMAL(30,1)',12345678901234567890.1,12345678901234567890.1",
        "BOOLEAN,true,true",
        "DATE,2024-02-29,2024-02-29",
        "TIMESTAMP_NTZ,2024-02-29 01%3A02%3A03,2024-02-29T01:02:03",
        "TINYINT,300,",
        "SMALLINT,x,",
        "FLOAT,x,",
        "'DECIMAL(4,2)',100,",
        "'DECIMAL(4,2)',x,"
    })
    void valuesHaveTheTypeOfTheSchema(String type, String value, @Nullable String expected) throws Exception {
        put("in/p=" + value + "/a.json", "{\"n\":1}\n");
        DataFrame stream = stream("json", "n INT, p " + type, "in", Map.of());
        if (expected == null) {
            assertThatThrownBy(() -> rows(stream))
                    .hasMessageContainingAll("INVALID_PARTITION_VALUE", type, path("in/p=" + value + "/a.json"));
        } else {
            assertThat(rows(stream)).containsExactly("[1," + expected + "]");
        }
    }

    @Test
    void aFolderWithoutAValueIsAnErrorWheneverItComes() throws Exception {
        put("in/a.json", "{\"n\":1}\n");
        DataFrame stream = stream("json", "n INT, p INT", "in", Map.of());
        put("in/p=/b.json", "{\"n\":2}\n");
        assertThatThrownBy(() -> rows(stream)).hasMessageContainingAll("EMPTY_PARTITION_COLUMN_VALUE", path("in/p="));
        assertThatThrownBy(() -> stream("json", "n INT, p INT", "in", Map.of()))
                .hasMessageContainingAll("EMPTY_PARTITION_COLUMN_VALUE", path("in/p="));
    }
}
