package dev.sluice.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.error.SluiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and batches over folders that columns name, and over files that are compressed, cut or cleaned up. */
class PartitionedFilesTest {
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
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static List<String> rows(DataFrame frame) {
        return frame.collectAsList().stream().map(Object::toString).sorted().toList();
    }

    private StreamingQuery start(DataFrame frame) {
        return frame.writeStream().format("memory").queryName("rows").start();
    }

    @Test
    void foldersThatComeLaterAreReadAsTheFirstWere() throws Exception {
        put("in/day=2024-02-29/a.json", "{\"n\":1}\n");
        DataFrame stream =
                session.readStream().schema("n INT").json(folder.resolve("in").toString());
        assertThat(stream.schema().simpleString()).isEqualTo("struct<n:int,day:date>");
        StreamingQuery query = start(stream);
        query.processAllAvailable();
        put("in/day=2024-03-01/b.json", "{\"n\":2}\n");
        put("in/beside.json", "{\"n\":3}\n");
        query.processAllAvailable();
        assertThat(rows(session.table("rows"))).containsExactly("[1,2024-02-29]", "[2,2024-03-01]", "[3,null]");
        put("in/month=3/c.json", "{\"n\":4}\n");
        assertThatThrownBy(query::processAllAvailable)
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("CONFLICTING_PARTITION_COLUMN_NAMES");
    }

    @Test
    void aStreamFindsItsSchemaWhereItIsAllowedTo() throws Exception {
        put("in/a.json", "{\"n\":1,\"s\":\"x\"}\n");
        String path = folder.resolve("in").toString();
        assertThatThrownBy(() -> session.readStream().json(path))
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("spark.sql.streaming.schemaInference");
        session.conf().set("spark.sql.streaming.schemaInference", true);
        StreamingQuery query = start(session.readStream().json(path));
        query.processAllAvailable();
        assertThat(rows(session.table("rows"))).containsExactly("[1,x]");
    }

    @Test
    void FS10_deflatedFilesAreReadWholeOrNotAtAll() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = bytes.toByteArray();
        String path = folder.resolve("in").toString();
        put("in/a.txt.deflate", whole);
        assertThat(rows(session.read().text(path))).containsExactly("[one]", "[two]");
        for (int length = 0; length < whole.length; length++) {
            put("in/a.txt.deflate", Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> rows(session.read().text(path)))
                    .as("cut at %d", length)
                    .isInstanceOf(SluiceException.class)
                    .hasMessageContaining("FAILED_READ_FILE");
        }
        put("in/a.txt.deflate", Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> rows(session.read().text(path))).hasMessageContaining("behind the end");
        put("in/b.txt", "three\n");
        assertThat(rows(session.read().option("ignoreCorruptFiles", true).text(path)))
                .contains("[three]");
    }

    @Test
    void FS8_J6_bytesThatAreNoTextInTheirEncodingAreAnError() throws Exception {
        put("in/a.csv", new byte[] {'a', ',', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> rows(session.read()
                        .schema("a STRING, b STRING")
                        .option("encoding", "US-ASCII")
                        .csv(folder.resolve("in").toString())))
                .hasMessageContainingAll("FAILED_READ_FILE", "byte 2", "US-ASCII");
    }

    @Test
    void filesThatWereReadAreArchivedUnderTheirWholePath() throws Exception {
        put("in/a.txt", "one\n");
        put("in/b.txt", "two\n");
        DataFrame stream = session.readStream()
                .option("cleanSource", "archive")
                .option("sourceArchiveDir", folder.resolve("archive").toString())
                .text(folder.resolve("in").toString());
        StreamingQuery query = start(stream);
        query.processAllAvailable();
        query.stop();
        assertThat(folder.resolve("in")).isEmptyDirectory();
        Path archived = folder.resolve("archive")
                .resolve(folder.getRoot().relativize(folder.toAbsolutePath().normalize()))
                .resolve("in");
        try (Stream<Path> files = Files.list(archived)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a.txt", "b.txt");
        }
    }

    @Test
    void anArchiveThatWouldBeReadIsRefused() throws Exception {
        put("in/a.txt", "one\n");
        String path = folder.resolve("in").toString();
        assertThatThrownBy(() ->
                        session.readStream().option("cleanSource", "archive").text(path))
                .hasMessageContaining("sourceArchiveDir");
        assertThatThrownBy(() -> session.readStream()
                        .option("cleanSource", "archive")
                        .option("sourceArchiveDir", path + "/old")
                        .text(path))
                .hasMessageContaining("would be read again");
    }

    @Test
    void wrongCompressionsAndFoldersAreRefusedBeforeAnythingRuns() {
        DataFrame frame = session.range(3);
        String path = folder.resolve("out").toString();
        assertThatThrownBy(() -> frame.write().option("compression", "xz").json(path))
                .hasMessageContainingAll("CODEC_NOT_AVAILABLE", "xz", "gzip");
        assertThatThrownBy(() -> frame.write().partitionBy("id").json(path))
                .hasMessageContaining("ALL_PARTITION_COLUMNS_NOT_ALLOWED");
        assertThatThrownBy(() -> frame.write().partitionBy("x").json(path)).hasMessageContainingAll("x", "id");
        assertThatThrownBy(() -> frame.write().format("noop").partitionBy("id").save())
                .hasMessageContaining("partitionBy");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
