package dev.sluice.kafka;

import static dev.sluice.kafka.Sources.latest;
import static dev.sluice.kafka.Sources.offset;
import static dev.sluice.kafka.Sources.source;
import static dev.sluice.kafka.Sources.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import dev.sluice.types.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Records that are not there, or are not what one would expect. */
class KafkaSourceRecordsTest {
    private static final Broker BROKER = Broker.shared();

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
        InMemorySourceLog notes = new InMemorySourceLog();
        try (Source source = source(topic, notes)) {
            Offset begin = start(source);
            assertThat(Queries.values(source, begin, latest(source, begin)))
                    .contains("[18]", "[19]")
                    .doesNotContain("[0]", "[1]", "[10]");
            assertThat(Queries.values(source, offset(topic, 2), offset(topic, 10)))
                    .isEmpty();
            assertThat(warnings).anyMatch(text -> text.contains(topic) && text.contains("compacted"));
            warnings.clear();
            try (Source again = source(topic, notes)) {
                latest(again, begin);
            }
            assertThat(warnings)
                    .as("at the next start")
                    .anyMatch(text -> text.contains(topic) && text.contains("compacted"));
        } finally {
            logger.removeHandler(handler);
        }
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
