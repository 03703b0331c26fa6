package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a topic into sinks other than a topic, under the continuous trigger. */
@Timeout(60)
class KafkaContinuousSinksTest {
    private static final Broker BROKER = Broker.shared();
    private static final List<String> VALUES = List.of("1", "2", "3", "4");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"console", "memory", "noop", "json"})
    void everyRecordComesOnce(String sink) {
        String input = BROKER.topic("sinks-input", 2);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Session session = Session.builder().create()) {
            DataStreamWriter writer = session.readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", BROKER.servers())
                    .option("subscribe", input)
                    .option("startingOffsets", "earliest")
                    .load()
                    .select(col("value").cast("string").as("value"))
                    .writeStream()
                    .queryName("shown")
                    .format(sink)
                    .trigger(Trigger.Continuous("1 hour"))
                    .option("checkpointLocation", folder.resolve("checkpoint").toString());
            if (sink.equals("console")) {
                writer.attachment(new PrintStream(printed, true, UTF_8));
            }
            Path output = folder.resolve("output");
            StreamingQuery query = sink.equals("json") ? writer.start(output.toString()) : writer.start();
            BROKER.send(input, 0, VALUES.get(0), VALUES.get(1));
            query.processAllAvailable();
            BROKER.send(input, 1, VALUES.get(2), VALUES.get(3));
            query.processAllAvailable();
            query.stop();
            assertThat(query.exception()).isEmpty();
            assertThat(Arrays.stream(query.recentProgress())
                            .mapToLong(progress -> progress.numInputRows())
                            .sum())
                    .isEqualTo(VALUES.size());
            List<String> seen = switch (sink) {
                case "console" ->
                    printed.toString(UTF_8)
                            .lines()
                            .filter(line -> line.matches("\\| +[0-9]+\\|"))
                            .map(line -> line.replaceAll("[| ]", ""))
                            .toList();
                case "memory" -> texts(session.table("shown"));
                case "json" -> texts(session.read().schema("value STRING").json(output.toString()));
                default -> VALUES;
            };
            assertThat(seen).containsExactlyInAnyOrderElementsOf(VALUES);
        } finally {
            BROKER.delete(input);
        }
    }

    private static List<String> texts(DataFrame frame) {
        return frame.collectAsList().stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }
}
