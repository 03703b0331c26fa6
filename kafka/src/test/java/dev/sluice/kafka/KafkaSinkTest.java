package dev.sluice.kafka;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.RowFactory;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.MemoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows into topics, where nothing goes wrong, and frames that cannot be written. */
class KafkaSinkTest {
    private static final Broker BROKER = Broker.shared();

    @TempDir
    private Path folder;

    private Session session;

    @BeforeEach
    void open() {
        session = Session.builder().create();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, UTF_8);
    }

    private DataFrame rows(String schema, Row... rows) {
        return session.createDataFrame(List.of(rows), schema);
    }

    private static void write(DataFrame frame, String... options) {
        var writer = frame.write().format("kafka").mode("append").option("kafka.bootstrap.servers", BROKER.servers());
        for (int index = 0; index < options.length; index += 2) {
            writer.option(options[index], options[index + 1]);
        }
        writer.save();
    }

    private static SluiceException refused(DataFrame frame, String... options) {
        try {
            write(frame, options);
        } catch (SluiceException refused) {
            return refused;
        }
        throw new AssertionError("accepted");
    }

    @Test
    void columnsSayWhatIsInARecord() {
        String topic = BROKER.topic("records", 3);
        String other = BROKER.topic("others", 1);
        DataFrame frame = rows(
                "topic STRING, key STRING, value STRING, partition INT, h STRING",
                RowFactory.create(topic, "k", "v", 2, "x"),
                RowFactory.create(topic, null, null, 1, null),
                RowFactory.create(other, "ö", "ü", null, null));
        write(frame.select(
                col("topic"),
                col("key"),
                col("value").cast("binary").as("value"),
                col("partition"),
                when(
                                col("h").isNotNull(),
                                array(
                                        struct(
                                                col("h").as("key"),
                                                col("h").cast("binary").as("value")),
                                        struct(
                                                lit("n").as("key"),
                                                lit(null).cast("binary").as("value"))))
                        .as("headers")));
        List<ConsumerRecord<byte[], byte[]>> records = BROKER.records(topic);
        assertThat(records)
                .extracting(record -> record.partition() + " " + text(record.key()) + " " + text(record.value()))
                .containsExactlyInAnyOrder("2 k v", "1 null null");
        ConsumerRecord<byte[], byte[]> first = records.stream()
                .filter(record -> record.partition() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(first.headers())
                .extracting(header -> header.key() + text(header.value()))
                .containsExactly("xx", "nnull");
        assertThat(BROKER.values(other)).containsExactly("ü");
        // The option wins over the column.
        write(frame.select("topic", "value"), "topic", other);
        assertThat(BROKER.values(other)).containsExactlyInAnyOrder("ü", "v", "null", "ü");
    }

    @Test
    void framesThatAreNoRecordsAreRefused() {
        assertCondition(ErrorCondition.KAFKA_SINK_SCHEMA, "'value' not found", refused(rows("a STRING"), "topic", "t"));
        assertCondition(ErrorCondition.KAFKA_SINK_SCHEMA, "topic option required", refused(rows("value STRING")));
        assertCondition(
                ErrorCondition.KAFKA_SINK_SCHEMA,
                "value attribute unsupported type INT",
                refused(rows("value INT"), "topic", "t"));
        assertCondition(
                ErrorCondition.KAFKA_SINK_SCHEMA,
                "headers attribute unsupported type",
                refused(rows("value STRING, headers MAP<STRING, BINARY>"), "topic", "t"));
        assertCondition(
                ErrorCondition.KAFKA_SINK_SCHEMA,
                "partition attribute unsupported type",
                refused(rows("value STRING, partition BIGINT"), "topic", "t"));
        for (String option : List.of("acks", "transactional.id", "key.serializer", "enable.idempotence")) {
            assertCondition(
                    ErrorCondition.INVALID_OPTION,
                    "\"kafka." + option + "\" cannot be used",
                    refused(rows("value STRING"), "topic", "t", "kafka." + option, "1"));
        }
        for (String mode : List.of("overwrite", "ignore")) {
            assertThatThrownBy(() -> rows("value STRING")
                            .write()
                            .format("kafka")
                            .mode(mode)
                            .option("kafka.bootstrap.servers", BROKER.servers())
                            .option("topic", "t")
                            .save())
                    .hasMessageContaining("INVALID_SAVE_MODE")
                    .hasMessageContaining("not allowed for sink \"kafka\"");
        }
        assertCondition(
                ErrorCondition.INVALID_OPTION,
                "exactly-once or at-least-once",
                refused(rows("value STRING"), "topic", "t", "delivery", "once"));
    }

    @Test
    void aRecordOfAMegabyteIsWrittenAndReadWhereTheClientMaySendIt() {
        String topic = BROKER.topic("large", 1);
        String large = "x".repeat(1 << 20);
        write(
                rows("value STRING", RowFactory.create(large)),
                "topic",
                topic,
                "kafka.max.request.size",
                Integer.toString(2 << 20));
        assertThat(session.read()
                        .format("kafka")
                        .option("kafka.bootstrap.servers", BROKER.servers())
                        .option("subscribe", topic)
                        .load()
                        .select(col("value").cast("string"))
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly(large);
    }

    @Test
    void recordsThatNoTopicCanHaveAreToldOf() {
        String topic = BROKER.topic("small", 2);
        assertCondition(
                ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                "Partition 7 of topic " + topic,
                refused(
                        rows("value STRING, partition INT", RowFactory.create("a", 7)),
                        "topic",
                        topic,
                        "kafka.max.block.ms",
                        "500"));
        assertCondition(
                ErrorCondition.KAFKA_FAILED,
                "a number from 0 on",
                refused(rows("value STRING, partition INT", RowFactory.create("a", -1)), "topic", topic));
        assertCondition(
                ErrorCondition.KAFKA_FAILED,
                "raise kafka.max.request.size",
                refused(rows("value STRING", RowFactory.create("x".repeat(2 << 20))), "topic", topic));
        assertCondition(
                ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                "there can be no topic of this name",
                refused(rows("value STRING", RowFactory.create("a")), "topic", "no topic!"));
        assertThat(BROKER.values(topic)).isEmpty();
    }

    private static void assertCondition(ErrorCondition condition, String text, SluiceException failed) {
        assertThat(failed.condition()).as("%s", failed).isEqualTo(condition);
        assertThat(failed).hasMessageContaining(text);
    }

    @Test
    void aRowWithoutATopicFailsAndLeavesNothing() {
        String topic = BROKER.topic("nothing", 1);
        DataFrame frame =
                rows("topic STRING, value STRING", RowFactory.create(topic, "a"), RowFactory.create(null, "b"));
        assertCondition(ErrorCondition.KAFKA_NULL_TOPIC_IN_DATA, "column topic", refused(frame));
        assertThat(BROKER.values(topic)).isEmpty();
    }

    @Test
    void everyOutputModeGoesIntoATopic() {
        for (String mode : List.of("append", "update", "complete")) {
            MemoryStream input = new MemoryStream(session, "word STRING");
            String topic = BROKER.topic(mode, 1);
            DataFrame frame = mode.equals("append")
                    ? input.toDF().select(col("word").as("value"))
                    : input.toDF()
                            .groupBy(col("word"))
                            .agg(count(lit(1)).as("n"))
                            .select(concat(col("word"), lit(" "), col("n")).as("value"));
            StreamingQuery query = frame.writeStream()
                    .outputMode(mode)
                    .format("kafka")
                    .option("kafka.bootstrap.servers", BROKER.servers())
                    .option("topic", topic)
                    .option("checkpointLocation", folder.resolve(mode).toString())
                    .start();
            input.addData(RowFactory.create(mode + "-a"), RowFactory.create(mode + "-b"));
            query.processAllAvailable();
            input.addData(RowFactory.create(mode + "-b"));
            query.processAllAvailable();
            assertThat(requireNonNull(query.lastProgress(), "progress").sink().description())
                    .isEqualTo("KafkaSink[" + topic + ", batches in _sluice_batches]");
            query.stop();
            List<String> own = BROKER.values(topic).stream()
                    .filter(value -> value.startsWith(mode))
                    .toList();
            assertThat(own)
                    .as(mode)
                    .containsExactlyInAnyOrderElementsOf(
                            switch (mode) {
                                case "append" -> List.of("append-a", "append-b", "append-b");
                                case "update" -> List.of("update-a 1", "update-b 1", "update-b 2");
                                default -> List.of("complete-a 1", "complete-b 1", "complete-a 1", "complete-b 2");
                            });
        }
    }

    @Test
    void atLeastOnceNeedsNoTransactions() {
        String topic = BROKER.topic("plain", 1);
        MemoryStream input = new MemoryStream(session, "value STRING");
        input.addData(RowFactory.create("a"));
        StreamingQuery query = input.toDF()
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("topic", topic)
                .option("delivery", "at-least-once")
                .option("checkpointLocation", folder.resolve("plain").toString())
                .start();
        query.processAllAvailable();
        query.stop();
        assertThat(BROKER.records(topic))
                .hasSize(1)
                .first()
                .extracting(ConsumerRecord::offset)
                .isEqualTo(0L);
        write(rows("value STRING", RowFactory.create("b")), "topic", topic, "delivery", "at-least-once");
        assertThat(BROKER.values(topic)).containsExactly("a", "b");
    }

    @Test
    void underTheContinuousTriggerRowsAreThereAtOnceOrWithTheirEpoch() {
        for (String delivery : List.of("at-least-once", "exactly-once")) {
            String topic = BROKER.topic("continuous-" + delivery, 1);
            MemoryStream input = new MemoryStream(session, "value STRING");
            List<String> expected = new ArrayList<>();
            for (String value : List.of("a", "b")) {
                StreamingQuery query = input.toDF()
                        .writeStream()
                        .format("kafka")
                        .option("kafka.bootstrap.servers", BROKER.servers())
                        .option("topic", topic)
                        .option("delivery", delivery)
                        .trigger(Trigger.Continuous(Broker.MOST_TRANSACTION_MILLIS - 1))
                        .option(
                                "checkpointLocation",
                                folder.resolve("continuous-" + delivery).toString())
                        .start();
                input.addData(RowFactory.create(value));
                expected.add(value);
                if (delivery.equals("exactly-once")) {
                    query.processAllAvailable();
                }
                List<String> there = BROKER.values(topic);
                while (query.isActive() && there.size() < expected.size()) {
                    there = BROKER.values(topic);
                }
                assertThat(there).isEqualTo(expected);
                query.stop();
                assertThat(query.exception()).isEmpty();
                assertThat(requireNonNull(query.lastProgress()).json()).contains("\"delivery\":\"" + delivery + "\"");
            }
            assertThat(BROKER.values(topic)).isEqualTo(expected);
        }
    }

    @Test
    void aTopicThatIsNotThereIsToldOf() {
        assertThatThrownBy(() -> write(
                        rows("value STRING", RowFactory.create("a")),
                        "topic",
                        "no-such-topic",
                        "kafka.max.block.ms",
                        "500"))
                .hasMessageContaining("no-such-topic");
    }
}
