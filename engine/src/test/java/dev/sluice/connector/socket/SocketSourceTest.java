package dev.sluice.connector.socket;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamReader;
import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.error.AnalysisException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketSourceTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private final Session session = Session.builder().appName("socket").getOrCreate();
    private final BlockingQueue<Row> received = new LinkedBlockingQueue<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private DataStreamReader reader() {
        return session.readStream()
                .format("socket")
                .option("host", server.getInetAddress().getHostAddress())
                .option("port", server.getLocalPort());
    }

    /** Hands every row to the test, but fails at the one that says so. */
    private final class Taker extends ForeachWriter<Row> {
        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row row) {
            if ("fail".equals(row.getString(0))) {
                throw new IllegalStateException("as asked");
            }
            received.add(row);
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {}
    }

    private StreamingQuery start(DataFrame lines) {
        return lines.writeStream()
                .foreach(new Taker())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start();
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Row row = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(row).as("line %d", index).isNotNull();
            texts.add(row.getString(0));
        }
        return texts;
    }

    private static @Nullable String lastOffset(StreamingQuery query) {
        StreamingQueryProgress progress = query.lastProgress();
        return progress == null ? null : progress.sources()[0].endOffset();
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(UTF_8));
        connection.getOutputStream().flush();
    }

    @Test
    void linesComeInTheirOrder_howeverTheyEnd() throws Exception {
        StreamingQuery query = start(reader().load());
        // The first batch is over before a line is sent.
        query.processAllAvailable();
        try (Socket connection = server.accept()) {
            send(connection, "one\ntwo\r\n\n gr\u00fcn \ud83d\ude00");
            assertThat(take(3)).containsExactly("one", "two", "");
            send(connection, "\nlast");
        }
        assertThat(take(2)).containsExactly(" gr\u00fcn \ud83d\ude00", "last");
        query.processAllAvailable();
        assertThat(query.recentProgress()[0].numInputRows()).isZero();
        assertThat(query.recentProgress()[0].sources()[0].endOffset()).isEqualTo("-1");
        assertThat(lastOffset(query)).isEqualTo("4");
        assertThat(query.isActive()).isTrue();
        query.stop();
    }

    @Test
    void aLineHasTheTimeOfItsArrival() throws Exception {
        StreamingQuery query = start(reader().option("includeTimestamp", true)
                .load()
                .select(col("value"), col("timestamp").gt("2020-01-01")));
        try (Socket connection = server.accept()) {
            send(connection, "one\n");
            Row row = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(row).isEqualTo(Row.of("one", true));
        }
        query.stop();
    }

    @Test
    void afterARestartLinesAreNumberedOn() throws Exception {
        StreamingQuery query = start(reader().load());
        try (Socket connection = server.accept()) {
            send(connection, "one\ntwo\n");
            assertThat(take(2)).containsExactly("one", "two");
            query.processAllAvailable();
            query.stop();
        }
        StreamingQuery again = start(reader().load());
        try (Socket connection = server.accept()) {
            send(connection, "three\n");
            assertThat(take(1)).containsExactly("three");
            again.processAllAvailable();
            assertThat(lastOffset(again)).isEqualTo("2");
            again.stop();
        }
    }

    @Test
    void linesThatWereNotCommittedAreMissed_andLeftOutOnlyIfToldTo() throws Exception {
        StreamingQuery failing = start(reader().load());
        try (Socket connection = server.accept()) {
            send(connection, "fail\n");
            assertThatThrownBy(failing::awaitTermination).isInstanceOf(StreamingQueryException.class);
        }
        assertThatThrownBy(() -> start(reader().load()).awaitTermination())
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("DATA_LOSS")
                .hasMessageContaining("lines 0 to 0");

        StreamingQuery query = start(reader().option("failOnDataLoss", false).load());
        try (Socket connection = server.accept()) {
            send(connection, "next\n");
            assertThat(take(1)).containsExactly("next");
            query.processAllAvailable();
            assertThat(lastOffset(query)).isEqualTo("1");
            query.stop();
        }
    }

    @Test
    void withoutAServerTheQueryFails() throws Exception {
        int port = server.getLocalPort();
        server.close();
        DataFrame lines = session.readStream()
                .format("socket")
                .option("host", "127.0.0.1")
                .option("port", port)
                .load();
        assertThatThrownBy(() -> start(lines).awaitTermination())
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("SOCKET_FAILED")
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @ParameterizedTest
    @CsvSource({
        "host, localhost, needs option \"port\"",
        "port, 9999, needs option \"host\"",
        "port, 0, from 1 to 65535",
        "port, 65536, from 1 to 65535",
        "includeTimestamp, perhaps, includeTimestamp",
        "hostt, localhost, did you mean \"host\""
    })
    void optionsAreCheckedAtOnce(String key, String value, String expected) {
        assertThatThrownBy(() ->
                        session.readStream().format("socket").option(key, value).load())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aSchemaOfTheUserIsRefused_andSoIsStaticData() {
        assertThatThrownBy(() -> reader().schema("line STRING").load()).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> session.read()
                        .format("socket")
                        .option("host", "localhost")
                        .option("port", 9_999)
                        .load())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("socket");
    }
}
