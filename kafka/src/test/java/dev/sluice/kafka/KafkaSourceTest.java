package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.kafka.Sources.offset;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SourceContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics as tables and as streams, where nothing goes wrong. */
class KafkaSourceTest {
    private static final Broker BROKER = Broker.shared();

    @TempDir
    private Path folder;

    private Session session;

    @BeforeEach
    void open() {
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").create();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private DataFrame table(Map<String, String> options) {
        return session.read()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .options(options)
                .load();
    }

    private DataFrame stream(Map<String, String> options) {
        return session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .options(options)
                .load();
    }

    private StreamingQuery start(DataFrame frame, Trigger trigger) {
        return frame.select(col("value").cast("string").as("value"))
                .writeStream()
                .format("memory")
                .queryName("out")
                .trigger(trigger)
                .start();
    }

    private List<String> out() {
        return strings(session.table("out"));
    }

    private static List<String> strings(DataFrame frame) {
        return frame.collectAsList().stream().map(row -> row.getString(0)).toList();
    }

    private static List<String> values(DataFrame frame) {
        return strings(frame.select(col("value").cast("string")));
    }

    private static List<Long> batchSizes(StreamingQuery query) {
        return Arrays.stream(query.recentProgress())
                .filter(progress -> progress.numInputRows() > 0)
                .map(StreamingQueryProgress::numInputRows)
                .toList();
    }

    @Test
    void rowsHaveTheColumnsOfSpark() {
        String topic = BROKER.topic("columns", 2);
        BROKER.send(List.of(
                new ProducerRecord<>(topic, 1, 1_700_000_000_123L, Broker.bytes("k"), Broker.bytes("v")),
                new ProducerRecord<>(
                        topic,
                        1,
                        1_700_000_000_124L,
                        Broker.bytes("k"),
                        Broker.bytes("w"),
                        List.of(
                                new RecordHeader("h", Broker.bytes("1")),
                                new RecordHeader("h", Broker.bytes("2")),
                                new RecordHeader("n", (byte[]) null)))));
        DataFrame plain = table(Map.of("subscribe", topic));
        assertThat(plain.schema().toDDL())
                .isEqualTo("key BINARY, value BINARY, topic STRING, partition INT, offset BIGINT, timestamp TIMESTAMP,"
                        + " timestampType INT");
        DataFrame frame = table(Map.of("subscribe", topic, "includeHeaders", "true"));
        assertThat(frame.schema().toDDL())
                .endsWith("timestampType INT, headers ARRAY<STRUCT<key: STRING, value: BINARY>>");
        List<Row> rows = frame.withColumn("key", col("key").cast("string"))
                .withColumn("value", col("value").cast("string"))
                .collectAsList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).toString()).isEqualTo("[k,v," + topic + ",1,0,2023-11-14T22:13:20.123Z,0,null]");
        List<Row> headers = requireNonNull(rows.get(1).getList(7), "headers");
        assertThat(headers).extracting(header -> header.getString(0)).containsExactly("h", "h", "n");
        assertThat((byte[]) headers.get(1).get(1)).containsExactly('2');
        assertThat(headers.get(2).isNullAt(1)).isTrue();
        assertThat(table(Map.of("subscribe", topic)).count()).isEqualTo(2);
    }

    @Test
    void aTableIsReadBetweenOffsetsOrTimes() {
        String topic = BROKER.topic("between", 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            records.add(new ProducerRecord<>(
                    topic, number % 2, 1_000L + number, null, Broker.bytes(Integer.toString(number))));
        }
        BROKER.send(records);
        assertThat(values(table(Map.of("subscribe", topic))))
                .containsExactly("0", "2", "4", "6", "8", "1", "3", "5", "7", "9");
        String named = "{\"" + topic + "\":{\"0\":%d,\"1\":%d}}";
        assertThat(values(table(Map.of(
                        "assign", "{\"" + topic + "\":[0,1]}",
                        "startingOffsets", String.format(named, 1, -2),
                        "endingOffsets", String.format(named, 3, -1)))))
                .containsExactly("2", "4", "1", "3", "5", "7", "9");
        assertThat(values(table(Map.of("subscribe", topic, "startingTimestamp", "1003", "endingTimestamp", "1007"))))
                .containsExactly("4", "6", "3", "5");
        assertThat(values(table(Map.of(
                        "subscribe", topic,
                        "startingOffsetsByTimestamp", String.format(named, 1006, 1007),
                        "endingOffsetsByTimestamp", String.format(named, 1007, 9999)))))
                .containsExactly("6", "7", "9");
        assertThat(values(table(Map.of("assign", "{\"" + topic + "\":[1]}")))).hasSize(5);
        assertThat(values(table(Map.of("subscribePattern", topic.replace("between", "b.*n")))))
                .hasSize(10);
    }

    @Test
    void startsThatFitNoPartitionAreTold() {
        String topic = BROKER.topic("starts", 2);
        BROKER.send(topic, 0, "a", "b");
        assertCondition(
                ErrorCondition.KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                Map.of("subscribe", topic, "startingOffsets", "{\"" + topic + "\":{\"0\":0}}"));
        assertCondition(
                ErrorCondition.KAFKA_TIMESTAMP_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                Map.of("subscribe", topic, "startingOffsetsByTimestamp", "{\"" + topic + "\":{\"0\":0}}"));
        assertCondition(
                ErrorCondition.RESOLVED_START_OFFSET_GREATER_THAN_END_OFFSET,
                Map.of("assign", "{\"" + topic + "\":[0]}", "startingOffsets", "{\"" + topic + "\":{\"0\":9}}"));
        assertCondition(
                ErrorCondition.INVALID_OPTION,
                Map.of("assign", "{\"" + topic + "\":[0]}", "endingOffsets", "{\"" + topic + "\":{\"0\":9}}"));
        assertCondition(
                ErrorCondition.INVALID_OPTION, Map.of("subscribe", topic, "startingTimestamp", "9999999999999"));
        assertThat(table(Map.of(
                                "subscribe", topic,
                                "startingTimestamp", "9999999999999",
                                "startingOffsetsByTimestampStrategy", "latest"))
                        .count())
                .isZero();
    }

    private void assertCondition(ErrorCondition condition, Map<String, String> options) {
        assertThatThrownBy(() -> table(options).count())
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        failed ->
                                assertThat(failed.condition()).as("%s", failed).isEqualTo(condition));
    }

    @Test
    void aStreamBeginsAtTheEndAndGoesOnAfterARestart() {
        String topic = BROKER.topic("stream", 1);
        BROKER.send(topic, 0, "before");
        String checkpoint = folder.resolve("checkpoint").toString();
        DataFrame frame = stream(Map.of("subscribe", topic));
        StreamingQuery first = into("first", frame, checkpoint);
        first.processAllAvailable();
        assertThat(requireNonNull(first.lastProgress(), "empty batch 0").batchId())
                .isZero();
        BROKER.send(topic, 0, "a", "b");
        first.processAllAvailable();
        first.stop();
        BROKER.send(topic, 0, "c");
        // Where the query begins is said by its checkpoint, and no more by the option.
        StreamingQuery second =
                into("second", stream(Map.of("subscribe", topic, "startingOffsets", "earliest")), checkpoint);
        second.processAllAvailable();
        StreamingQueryProgress last = requireNonNull(second.lastProgress(), "progress");
        assertThat(last.sources()[0].description()).isEqualTo("KafkaV2[Subscribe[" + topic + "]]");
        assertThat(last.sources()[0].endOffset()).isEqualTo("{\"" + topic + "\":{\"0\":4}}");
        assertThat(last.sources()[0].metrics())
                .containsEntry("minOffsetsBehindLatest", "0")
                .containsEntry("maxOffsetsBehindLatest", "0")
                .containsEntry("avgOffsetsBehindLatest", "0.0");
        second.stop();
        assertThat(seen).containsExactly("first a", "first b", "second c");
    }

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private StreamingQuery into(String run, DataFrame frame, String checkpoint) {
        return frame.select(col("value").cast("string"))
                .writeStream()
                .option("checkpointLocation", checkpoint)
                .foreachBatch((rows, id) -> rows.collectAsList().forEach(row -> seen.add(run + " " + row.getString(0))))
                .start();
    }

    @Test
    void availableNowReadsWhatThereIsInBatchesOfTheLimit() {
        String topic = BROKER.topic("limited", 2);
        String[] values = new String[50];
        Arrays.setAll(values, Integer::toString);
        BROKER.send(topic, 0, values);
        BROKER.send(topic, 1, "x");
        StreamingQuery query = start(
                stream(Map.of(
                        "subscribe", topic,
                        "startingOffsets", "earliest",
                        "maxOffsetsPerTrigger", "20",
                        "minOffsetsPerTrigger", "15")),
                Trigger.AvailableNow());
        query.awaitTermination();
        assertThat(batchSizes(query)).containsExactly(20L, 20L, 11L);
        assertThat(out()).hasSize(51).contains("x", "0", "49");
    }

    @Test
    void fewRecordsWaitForTheDelay() {
        String topic = BROKER.topic("delayed", 1);
        ManualClock clock = new ManualClock(1_000_000);
        Map<String, String> options = Map.of(
                "subscribe",
                topic,
                "startingOffsets",
                "earliest",
                "minOffsetsPerTrigger",
                "3",
                "maxTriggerDelay",
                "1m");
        BROKER.send(topic, 0, "a");
        try (Source source = Queries.source(BROKER, new InMemorySourceLog(), options, clock)) {
            Offset start = requireNonNull(source.initialOffset(), "start");
            Offset first = source.latestOffset(start, ReadLimit.OPTIONS);
            assertThat(first).as("the first never waits").isNotEqualTo(start);
            BROKER.send(topic, 0, "b", "c");
            assertThat(source.latestOffset(first, ReadLimit.OPTIONS)).isEqualTo(first);
            assertThat(source.latestOffset(first, ReadLimit.ALL_AVAILABLE)).isNotEqualTo(first);
            clock.advance(Duration.ofMinutes(1));
            assertThat(source.latestOffset(first, ReadLimit.OPTIONS))
                    .isEqualTo(new Offset("{\"" + topic + "\":{\"0\":3}}"));
        }
    }

    /** As a query has it that runs a batch whenever there is something. */
    private static Source followed(String topic, Semaphore told) {
        Source source = Queries.source(
                BROKER, new InMemorySourceLog(), Map.of("subscribe", topic, "startingOffsets", "earliest"));
        ((SignalsNewData) source).onNewData(told::release);
        source.readAhead(ReadAhead.WHEN_CAUGHT_UP);
        return source;
    }

    @Test
    @Timeout(60)
    void aQueryThatKeepsUpFindsInMemoryWhatComes() throws InterruptedException {
        String topic = BROKER.topic("followed", 1);
        BROKER.send(topic, 0, "a");
        Semaphore told = new Semaphore(0);
        try (Source source = followed(topic, told)) {
            Offset start = requireNonNull(source.initialOffset());
            Offset first = requireNonNull(source.latestOffset(start, ReadLimit.OPTIONS));
            assertThat(source.splits(start, first))
                    .singleElement()
                    .satisfies(split ->
                            assertThat(split.isAtHand()).as("was there before").isFalse());
            assertThat(source.hasMore(first)).isFalse();
            BROKER.send(topic, 0, "b", "c");
            assertThat(source.hasMore(first)).isTrue();
            Offset second = first;
            while (second.json().equals(first.json())) {
                told.acquire();
                second = requireNonNull(source.latestOffset(first, ReadLimit.OPTIONS));
            }
            assertThat(source.splits(first, second))
                    .singleElement()
                    .satisfies(split -> assertThat(split.isAtHand()).isTrue());
        }
    }

    @Test
    @Timeout(60)
    void aQueryThatDoesNotKeepUpIsGivenAllThereIs() throws InterruptedException {
        String topic = BROKER.topic("piled-up", 1);
        Semaphore told = new Semaphore(0);
        try (Source source = followed(topic, told)) {
            Offset start = requireNonNull(source.initialOffset());
            assertThat(source.latestOffset(start, ReadLimit.OPTIONS)).isEqualTo(start);
            String[] values = new String[300];
            Arrays.fill(values, "x".repeat(64 << 10));
            BROKER.send(topic, 0, values);
            while (Long.parseLong(source.metrics().getOrDefault("fetchedAheadBytes", "0")) < 16 << 20) {
                told.acquire();
            }
            Offset end = requireNonNull(source.latestOffset(start, ReadLimit.OPTIONS));
            assertThat(end.json()).isEqualTo("{\"" + topic + "\":{\"0\":300}}");
            assertThat(source.splits(start, end)).noneMatch(Split::isAtHand);
            assertThat(source.metrics()).as("it has to catch up first").doesNotContainKey("fetchedAheadBytes");
            assertThat(source.latestOffset(end, ReadLimit.OPTIONS)).isEqualTo(end);
            assertThat(source.metrics()).containsKey("fetchedAheadBytes");
        } finally {
            BROKER.delete(topic);
        }
    }

    @Test
    void keepsTheContractOfSources() {
        String topic = BROKER.topic("contract", 3);
        for (int partition = 0; partition < 3; partition++) {
            BROKER.send(topic, partition, "a" + partition, "b" + partition, "c" + partition, "d" + partition);
        }
        InMemorySourceLog notes = new InMemorySourceLog();
        SourceContract.check(() -> Queries.source(
                BROKER, notes, Map.of("subscribe", topic, "startingOffsets", "earliest", "includeHeaders", "true")));
        InMemorySourceLog inPieces = new InMemorySourceLog();
        SourceContract.check(() -> Queries.source(
                BROKER, inPieces, Map.of("subscribe", topic, "startingOffsets", "earliest", "minPartitions", "7")));
        assertThat(notes.get(0L))
                .satisfiesExactly(
                        begins -> assertThat(begins)
                                .isEqualTo(offset(topic, 0, 0, 0).json()),
                        ids -> assertThat(ids).contains("topicIds").contains(topic),
                        epochs -> assertThat(epochs)
                                .isEqualTo(offset(topic, 0, 0, 0).json()));
    }

    @Test
    void aRangeInPiecesIsReadOnWithWhatWasFetched() {
        String topic = BROKER.topic("pieces", 1);
        String[] values = new String[1_000];
        Arrays.setAll(values, Integer::toString);
        BROKER.send(topic, 0, values);
        for (String most : List.of("1", "7", "999")) {
            assertThat(values(table(Map.of("subscribe", topic, "maxRecordsPerPartition", most))))
                    .as(most)
                    .containsExactlyInAnyOrder(values);
        }
    }
}
