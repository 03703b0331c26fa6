package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataStreamWriter;
import dev.sluice.Session;
import dev.sluice.Trigger;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says when a query starts. */
class StartNotesTest {
    private static final Logger LOG = Logger.getLogger(DataStreamWriter.class.getName());

    @TempDir
    Path folder;

    private final Session session = Session.builder().create();
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void close() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
        session.close();
    }

    private DataStreamWriter rows(String sink) {
        DataStreamWriter writer = session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 1)
                .load()
                .writeStream()
                .format(sink)
                .queryName("q_" + sink)
                .trigger(Trigger.Once());
        return sink.equals("console") ? writer.attachment(new PrintStream(OutputStream.nullOutputStream())) : writer;
    }

    private void start(DataStreamWriter writer, String checkpoint) {
        writer.option("checkpointLocation", folder.resolve(checkpoint).toString())
                .start()
                .awaitTermination();
    }

    @Test
    void SK13_sinksThatAreNotExactlyOnceOverRestartsSaySo() {
        start(rows("console"), "a");
        start(rows("memory"), "b");
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"console\" of query q_console is not exactly-once", "printed again"),
                        line -> assertThat(line)
                                .contains("\"memory\" of query q_memory is not exactly-once", "lost with the process"));
    }

    @Test
    void SK13_nothingIsSaidWhereThereIsNoCheckpointToStartFrom() {
        rows("console").start().awaitTermination();
        rows("memory").start().awaitTermination();
        start(rows("noop"), "c");
        assertThat(lines).isEmpty();
    }

    @Test
    void D10_aDurabilityThatIsLessSaysSo() {
        session.conf().set("sluice.checkpoint.durability", "process");
        start(rows("noop"), "d");
        assertThat(lines).singleElement().asString().contains("Durability \"process\"", "q_noop", "loss of power");
    }
}
