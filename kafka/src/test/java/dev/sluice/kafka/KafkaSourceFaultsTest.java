package dev.sluice.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import dev.sluice.types.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Topics that change, shrink and vanish while they are read, and brokers that do not answer. */
class KafkaSourceFaultsTest {
    private static final Broker BROKER = Broker.shared();
    private static final Map<String, String> FROM_THE_FIRST =
            Map.of("startingOffsets", "earliest", "fetchOffset.numRetries", "1", "fetchOffset.retryIntervalMs", "10");

    private static Source source(String topic, InMemorySourceLog notes, String... more) {
        Map<String, String> options = new HashMap<>(FROM_THE_FIRST);
        options.put("subscribe", topic);
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        return Queries.source(BROKER, notes, options);
    }

    private static Offset start(Source source) {
        return requireNonNull(source.initialOffset(), "start");
    }

    private static Offset latest(Source source, Offset start) {
        return requireNonNull(source.latestOffset(start, ReadLimit.OPTIONS), "latest");
    }

    private static Offset offset(String topic, long... offsets) {
        Map<TopicPartition, Long> byPartition = new HashMap<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            byPartition.put(new TopicPartition(topic, partition), offsets[partition]);
        }
        return new Offset(PartitionOffsets.of(byPartition).json());
    }

    private static SluiceException failure(ErrorCondition condition, ThrowingCallable call) {
        List<SluiceException> failures = new ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(SluiceException.class, failures::add);
        assertThat(failures.getFirst().condition()).as("%s", failures).isEqualTo(condition);
        return failures.getFirst();
    }

    private static void deleteUpTo(String topic, int partition, long offset) {
        BROKER.administer(admin -> admin.deleteRecords(
                        Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    @Test
    void KS1_brokersThatCannotBeReachedAreNamedWithHowLongTheyWereAsked() {
        SluiceException failure = failure(ErrorCondition.KAFKA_UNREACHABLE, () -> {
            try (Source source = source(
                    "t",
                    new InMemorySourceLog(),
                    "kafka.bootstrap.servers",
                    "127.0.0.1:1",
                    "kafka.default.api.timeout.ms",
                    "400",
                    "kafka.request.timeout.ms",
                    "200")) {
                source.initialOffset();
            }
        });
        assertThat(failure).hasMessageContaining("127.0.0.1:1").hasMessageContaining("ms, which is how long");
    }

    @Test
    void KS1_aBrokerThatIsRestartedIsWaitedFor() throws InterruptedException {
        String topic = BROKER.topic("restarted", 1);
        BROKER.send(topic, 0, "a", "b", "c");
        try (Source source = source(topic, new InMemorySourceLog(), "maxRecordsPerPartition", "2")) {
            Offset begin = start(source);
            Offset end = latest(source, begin);
            assertThat(Queries.values(source, begin, end)).containsExactly("[a]", "[b]", "[c]");
            BROKER.stop();
            Thread starting = new Thread(BROKER::start);
            starting.start();
            // Both the plan and the read begin while nobody answers.
            assertThat(Queries.values(source, begin, end)).containsExactly("[a]", "[b]", "[c]");
            assertThat(latest(source, end)).isEqualTo(end);
            starting.join();
            BROKER.send(topic, 0, "d");
            assertThat(Queries.values(source, end, latest(source, end))).containsExactly("[d]");
        }
    }

    @Test
    void KS2_recordsThatAreGoneAreAnErrorOrCounted() {
        String topic = BROKER.topic("retained", 1);
        BROKER.send(topic, 0, "a", "b", "c", "d", "e");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset begin = offset(topic, 1);
        Offset end = offset(topic, 5);
        try (Source source = source(topic, notes)) {
            start(source);
            deleteUpTo(topic, 0, 3);
            SluiceException failure =
                    failure(ErrorCondition.KAFKA_START_OFFSET_RESET, () -> Queries.values(source, begin, end));
            assertThat(failure)
                    .hasMessageContaining("topic \"" + topic + "\", partition 0")
                    .hasMessageContaining("offset 1")
                    .hasMessageContaining("earliest offset 3, so 2 records are lost");
        }
        try (Source source = source(topic, notes, "failOnDataLoss", "false")) {
            assertThat(Queries.values(source, begin, end)).containsExactly("[d]", "[e]");
            assertThat(source.metrics()).containsEntry("lostRecords", "2");
            deleteUpTo(topic, 0, 5);
            assertThat(Queries.values(source, begin, offset(topic, 4))).isEmpty();
            assertThat(source.metrics()).containsEntry("lostRecords", "5");
        }
    }

    @Test
    void KS3_KS7_aTopicThatIsGoneIsAnErrorOrLeftOut() {
        String kept = BROKER.topic("kept", 1);
        String gone = BROKER.topic("gone", 1);
        BROKER.send(kept, 0, "a");
        BROKER.send(gone, 0, "x");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset end;
        try (Source source = source(kept + "," + gone, notes)) {
            end = latest(source, start(source));
            BROKER.delete(gone);
            BROKER.send(kept, 0, "b");
            SluiceException failure = failure(ErrorCondition.KAFKA_PARTITIONS_DELETED, () -> latest(source, end));
            assertThat(failure).hasMessageContaining(gone + "-0").hasMessageContaining("read up to [1]");
        }
        try (Source source = source(kept + "," + gone, notes, "failOnDataLoss", "false")) {
            Offset next = latest(source, end);
            assertThat(Queries.values(source, end, next)).containsExactly("[b]");
            assertThat(latest(source, next))
                    .as("the partition stays where it was")
                    .isEqualTo(next);
            assertThat(next.json()).contains("\"" + gone + "\":{\"0\":1}");
        }
        SluiceException failure = failure(
                ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                () -> source(gone, new InMemorySourceLog()).initialOffset());
        assertThat(failure).hasMessageContaining("no topic \"" + gone + "\"");
        failure(
                ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                () -> Queries.source(
                                BROKER,
                                new InMemorySourceLog(),
                                Map.of("assign", "{\"" + kept + "\":[0,7]}", "fetchOffset.numRetries", "0"))
                        .initialOffset());
    }

    @Test
    void KS4_aTopicThatWasMadeAgainIsNotTakenForTheOldOne() {
        String topic = BROKER.topic("again", 1);
        BROKER.send(topic, 0, "a");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset end;
        Offset begin;
        try (Source source = source(topic, notes)) {
            begin = start(source);
            end = latest(source, begin);
            BROKER.delete(topic);
            BROKER.make(topic, 1, Map.of());
            // It has grown past the offset that was read: offsets alone could not tell.
            BROKER.send(topic, 0, "n", "o", "p");
            SluiceException failure = failure(ErrorCondition.TOPIC_RECREATED, () -> latest(source, end));
            assertThat(failure).hasMessageContaining(topic).hasMessageContaining("new checkpoint");
        }
        try (Source restarted = source(topic, notes, "failOnDataLoss", "false")) {
            failure(ErrorCondition.TOPIC_RECREATED, () -> restarted.splits(begin, end));
            failure(ErrorCondition.TOPIC_RECREATED, () -> latest(restarted, end));
        }
    }

    @Test
    void KS5_aPartitionThatEndsBeforeItWasReadToIsNeverReadBackwards() {
        String topic = BROKER.topic("shorter", 1);
        BROKER.send(topic, 0, "a", "b");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset read = offset(topic, 5);
        try (Source source = source(topic, notes)) {
            start(source);
            SluiceException failure =
                    failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, read));
            assertThat(failure).hasMessageContaining("end 2").hasMessageContaining("behind 5");
            failure(
                    ErrorCondition.KAFKA_START_OFFSET_RESET,
                    () -> Queries.values(source, offset(topic, 4), offset(topic, 6)));
        }
        try (Source source = source(topic, notes, "failOnDataLoss", "false")) {
            assertThat(latest(source, read)).isEqualTo(read);
            assertThat(source.metrics()).containsEntry("lostRecords", "3");
            assertThat(latest(source, read)).as("told once").isEqualTo(read);
            assertThat(source.metrics()).containsEntry("lostRecords", "3");
        }
    }

    @Test
    void KS6_newPartitionsAndTopicsAreReadFromTheirFirstRecord() {
        String topic = BROKER.topic("grows", 1);
        BROKER.send(topic, 0, "before");
        InMemorySourceLog notes = new InMemorySourceLog();
        Map<String, String> options =
                Map.of("subscribePattern", topic + "(-more)?", "fetchOffset.retryIntervalMs", "10");
        Offset begin;
        Offset end;
        try (Source source = Queries.source(BROKER, notes, options)) {
            begin = start(source);
            assertThat(latest(source, begin)).isEqualTo(begin);
            BROKER.administer(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all());
            BROKER.make(topic + "-more", 1, Map.of());
            BROKER.send(topic, 1, "a", "b");
            BROKER.send(topic + "-more", 0, "c");
            end = latest(source, begin);
            assertThat(notes.get(1L)).first().asString().contains("\"1\":0");
            assertThat(Queries.values(source, begin, end)).containsExactly("[a]", "[b]", "[c]");
        }
        try (Source restarted = Queries.source(BROKER, notes, options)) {
            assertThat(Queries.values(restarted, begin, end)).containsExactly("[a]", "[b]", "[c]");
            assertThat(latest(restarted, end)).isEqualTo(end);
        }
    }

    @Test
    void KS6_aNewPartitionThatHasLostRecordsAlreadyIsToldOf() {
        String topic = BROKER.topic("late", 1);
        InMemorySourceLog notes = new InMemorySourceLog();
        try (Source source = source(topic, notes)) {
            Offset begin = start(source);
            BROKER.administer(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all());
            BROKER.send(topic, 1, "a", "b");
            deleteUpTo(topic, 1, 1);
            failure(ErrorCondition.KAFKA_ADDED_PARTITION_NOT_FROM_ZERO, () -> latest(source, begin));
        }
        try (Source source = source(topic, notes, "failOnDataLoss", "false")) {
            Offset begin = start(source);
            assertThat(Queries.values(source, begin, latest(source, begin))).containsExactly("[b]");
            assertThat(source.metrics()).containsEntry("lostRecords", "1");
        }
    }

    @Test
    void KS8_marksOfTransactionsAndAbortedRecordsArePassed() {
        String topic = BROKER.topic("transactions", 1);
        BROKER.transaction(topic, 0, true, "a", "b");
        BROKER.transaction(topic, 0, false, "x", "y");
        BROKER.send(topic, 0, "c");
        BROKER.transaction(topic, 0, false, "z");
        // Two records of data and a mark, two and a mark, one, one and a mark.
        Offset all = offset(topic, 9);
        try (Source source = source(topic, new InMemorySourceLog())) {
            Offset begin = start(source);
            Offset end = latest(source, begin);
            assertThat(end).isEqualTo(all);
            assertThat(Queries.values(source, begin, end)).containsExactly("[a]", "[b]", "[c]");
            for (long from = 0; from < 9; from++) {
                for (long until = from + 1; until <= 9; until++) {
                    assertThat(Queries.values(source, offset(topic, from), offset(topic, until)))
                            .as("%s to %s", from, until)
                            .hasSize((int) List.of(0L, 1L, 6L).stream()
                                    .filter(between(from, until))
                                    .count());
                }
            }
        }
        try (Source source = source(topic, new InMemorySourceLog(), "kafka.isolation.level", "read_uncommitted")) {
            assertThat(Queries.values(source, start(source), all))
                    .containsExactly("[a]", "[b]", "[x]", "[y]", "[c]", "[z]");
        }
    }

    private static Predicate<Long> between(long from, long until) {
        return offset -> offset >= from && offset < until;
    }

    @Test
    void KS8_KS9_gapsOfCompactionArePassedAndCompactedTopicsWarnedOf() {
        String topic = BROKER.topic(
                "compacted",
                1,
                Map.of("cleanup.policy", "compact", "segment.ms", "1", "min.cleanable.dirty.ratio", "0.001"));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            records.add(new ProducerRecord<>(
                    topic, 0, Broker.bytes("k" + number % 2), Broker.bytes(Integer.toString(number))));
        }
        BROKER.send(records);
        // The active segment is never compacted; a record later it is not the active one.
        while (BROKER.records(topic).size() > 5) {
            BROKER.send(List.of(new ProducerRecord<>(topic, 0, Broker.bytes("last"), Broker.bytes("x"))));
        }
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(record.getMessage() + " "
                        + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Cluster.class.getName());
        logger.addHandler(handler);
        try (Source source = source(topic, new InMemorySourceLog())) {
            Offset begin = start(source);
            assertThat(Queries.values(source, begin, latest(source, begin)))
                    .contains("[18]", "[19]")
                    .doesNotContain("[0]", "[1]", "[10]");
            assertThat(Queries.values(source, offset(topic, 2), offset(topic, 10)))
                    .isEmpty();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings).anyMatch(text -> text.contains(topic) && text.contains("compacted"));
    }

    @Test
    void KS10_consumerGroupsOfOthersChangeNothing() {
        String topic = BROKER.topic("groups", 1);
        BROKER.send(topic, 0, "a", "b");
        String group = "group-of-" + topic;
        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                BROKER.servers(),
                                "group.id",
                                group,
                                "auto.offset.reset",
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                Source source = source(topic, new InMemorySourceLog(), "kafka.group.id", group)) {
            other.subscribe(List.of(topic));
            int received = 0;
            while (received < 2) {
                received += other.poll(Duration.ofMillis(100)).count();
            }
            other.commitSync();
            Offset begin = start(source);
            assertThat(Queries.values(source, begin, latest(source, begin))).containsExactly("[a]", "[b]");
        }
    }

    @Test
    void KS11_recordsOutsideOfTheRangeAreNotSeen() {
        String topic = BROKER.topic("ranges", 1);
        // One batch of records on the wire, which comes whole whatever is asked for.
        BROKER.transaction(topic, 0, true, "0", "1", "2", "3", "4", "5");
        try (Source source = source(topic, new InMemorySourceLog())) {
            start(source);
            assertThat(Queries.values(source, offset(topic, 2), offset(topic, 4)))
                    .containsExactly("[2]", "[3]");
            assertThat(Queries.values(source, offset(topic, 4), offset(topic, 5)))
                    .containsExactly("[4]");
            assertThat(Queries.values(source, offset(topic, 1), offset(topic, 2)))
                    .containsExactly("[1]");
        }
    }

    @Test
    void KS12_nullsLargeRecordsHeadersOfOneNameAndFarTimesAreDeliveredAsTheyAre() {
        String topic = BROKER.topic(
                "odd",
                1,
                Map.of(
                        "message.timestamp.before.max.ms",
                        Long.toString(Long.MAX_VALUE),
                        "message.timestamp.after.max.ms",
                        Long.toString(Long.MAX_VALUE)));
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 'l');
        BROKER.send(List.of(
                new ProducerRecord<>(topic, 0, 0L, Broker.bytes("tombstone"), (byte[]) null),
                new ProducerRecord<>(topic, 0, 1L, null, Broker.bytes("")),
                new ProducerRecord<>(topic, 0, 253_402_300_799_000L, null, large),
                new ProducerRecord<>(topic, 0, Long.MAX_VALUE, null, Broker.bytes("far")),
                new ProducerRecord<>(
                        topic, 0, 2L, null, null, List.of(new RecordHeader("h", null), new RecordHeader("h", null)))));
        StructType columns = new StructType()
                .add("key", "BINARY")
                .add("value", "BINARY")
                .add("timestamp", "TIMESTAMP")
                .add("headers", KafkaRows.HEADERS);
        try (Source source = source(topic, new InMemorySourceLog(), "includeHeaders", "true")) {
            Offset begin = start(source);
            List<String> rows = Queries.rows(source, begin, latest(source, begin), columns);
            assertThat(rows.get(0)).isEqualTo("[tombstone, null, 0, null]");
            assertThat(rows.get(1)).isEqualTo("[null, , 1000, null]");
            assertThat(rows.get(2)).hasSize((1 << 20) + 34).contains("253402300799000000");
            assertThat(rows.get(3)).isEqualTo("[null, far, " + Long.MAX_VALUE + ", null]");
            assertThat(rows.get(4)).isEqualTo("[null, null, 2000, [{h, null}, {h, null}]]");
        }
    }
}
