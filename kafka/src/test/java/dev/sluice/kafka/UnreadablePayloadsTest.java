package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.functions.from_avro;
import static dev.sluice.functions.from_csv;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that cannot be read: by mode, and with the topic, the partition and the offset of their record. */
class UnreadablePayloadsTest {
    private static final Broker BROKER = Broker.shared();
    private static final String AVRO =
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void open() {
        session = Session.builder().create();
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** A topic whose records can be read, but for the one at offset 2 of partition 1. */
    private static String topic(String function) {
        String topic = BROKER.topic("unreadable", 2);
        String good = good(function);
        BROKER.send(topic, 0, good, good);
        BROKER.send(topic, 1, good, good, bad(function), good);
        return topic;
    }

    private static String good(String function) {
        return switch (function) {
            case "from_json" -> "{\"a\":1}";
            case "from_csv" -> "1";
            default -> "\u0002";
        };
    }

    private static String bad(String function) {
        return function.equals("from_avro") ? "" : "{\"a\":";
    }

    private static Column parsed(String function, Map<String, String> options) {
        return switch (function) {
            case "from_json" -> from_json(col("value").cast("string"), lit("a INT"), options);
            case "from_csv" -> from_csv(col("value").cast("string"), lit("a INT"), options);
            default -> from_avro(col("value"), AVRO, options);
        };
    }

    private DataFrame stream(String topic) {
        return session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .load();
    }

    private void run(DataFrame rows, String name) {
        rows.writeStream()
                .format("memory")
                .queryName(name)
                .option("checkpointLocation", folder.resolve(name).toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from_json", "from_csv", "from_avro"})
    void P1_aQueryThatFailsFastNamesTheRecord(String function) {
        String topic = topic(function);
        Column parsed = parsed(function, Map.of("mode", "FAILFAST"));
        DataFrame stream = stream(topic);
        // In a branch it sees some rows of a batch alone.
        Map<String, Column> columns =
                Map.of("all", parsed, "some", when(col("offset").mod(2).equalTo(0), parsed));
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            assertThatThrownBy(() -> run(stream.select(column.getValue().as("v")), column.getKey()))
                    .hasMessageContaining("topic " + topic + " partition 1 offsets 0 to 3, offset 2, operator Project")
                    .hasMessageContainingAll("expression " + function, "function " + function);
        }
        DataFrame table = session.read()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("subscribe", topic)
                .load();
        assertThatThrownBy(() ->
                        table.where(col("offset").gt(0)).select(parsed.as("v")).collectAsList())
                .hasMessageContaining("topic " + topic + " partition 1 offsets 0 to 3, offset 2, operator Project");
    }

    @Test
    void P3_aValueThatCannotBeComputedNamesTheRecord() {
        String topic = topic("from_csv");
        Column number = col("value").cast("string").cast("int");
        assertThatThrownBy(() ->
                        run(stream(topic).where(col("partition").equalTo(1)).select(number.as("v")), "fails"))
                .hasMessageContainingAll(
                        "CAST_INVALID_INPUT",
                        "batch 0",
                        "topic " + topic + " partition 1 offsets 0 to 3, offset 2, operator Project",
                        "expression CAST(CAST(value AS STRING) AS INT)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from_json", "from_csv", "from_avro"})
    void P1_whatIsKeptNamesTheRecord(String function) throws IOException {
        String topic = topic(function);
        Path bad = folder.resolve("bad");
        Map<String, String> options = new HashMap<>(Map.of("mode", "PERMISSIVE", "badRecords", bad.toString()));
        run(stream(topic).select(parsed(function, options).as("v")).select("v.a"), "permits");
        assertThat(session.table("permits").collectAsList()).hasSize(6);
        try (Stream<Path> files = Files.list(bad)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(Files.readAllLines(all.getFirst()))
                    .singleElement()
                    .asString()
                    .contains("\"source\":\"topic " + topic + " partition 1 offsets 0 to 3\",\"position\":2");
        }
    }

    @Test
    void P1_anArrayNamesItsRecordToo() {
        String topic = BROKER.topic("unreadable", 1);
        BROKER.send(topic, 0, "[1]", "[2");
        Column parsed = from_json(col("value").cast("string"), lit("array<int>"), Map.of("mode", "FAILFAST"));
        assertThatThrownBy(() -> run(stream(topic).select(parsed.as("v")), "fails"))
                .hasMessageContaining("topic " + topic + " partition 0 offsets 0 to 1, offset 1");
    }
}
