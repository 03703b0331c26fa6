package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.kafka.Sources.failure;
import static dev.sluice.kafka.Sources.latest;
import static dev.sluice.kafka.Sources.offset;
import static dev.sluice.kafka.Sources.source;
import static dev.sluice.kafka.Sources.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SeededIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What the options of a source do to what a query reads, one by one. */
class KafkaSourceOptionsTest {
    private static final Broker BROKER = Broker.shared();

    private static List<String> read(String topic, String... options) {
        try (Source source = source(topic, new InMemorySourceLog(), options)) {
            Offset begin = start(source);
            return Queries.values(source, begin, latest(source, begin));
        }
    }

    @Test
    void consumersAreOfTheGroupThatIsNamedAndNoneIsJoined() {
        String topic = BROKER.topic("groups", 1);
        BROKER.send(topic, 0, "a");
        for (Map<String, String> named : List.of(
                Map.of("groupIdPrefix", "mine-" + topic),
                Map.of("kafka.group.id", "mine-" + topic, "groupIdPrefix", "other-" + topic))) {
            List<String> options = new ArrayList<>();
            named.forEach((option, value) -> options.addAll(List.of(option, value)));
            try (CapturedLog log = new CapturedLog()) {
                assertThat(read(topic, options.toArray(String[]::new))).containsExactly("[a]");
                assertThat(log.texts())
                        .as("%s", named)
                        .anyMatch(text -> text.contains("group.id = mine-" + topic))
                        .noneMatch(text -> text.contains("group.id = other-" + topic));
            }
        }
        assertThat(BROKER.groups()).noneMatch(group -> group.endsWith(topic));
    }

    @Test
    void aTopicThatIsMadeWhileItIsAskedForIsFound() {
        String topic = BROKER.topic("known", 1) + "-soon";
        String[] patience = {"fetchOffset.numRetries", "1000000", "fetchOffset.retryIntervalMs", "10"};
        CompletableFuture<List<String>> reading = CompletableFuture.supplyAsync(() -> read(topic, patience));
        BROKER.make(topic, 1, Map.of());
        assertThat(reading.join()).isEmpty();
        long before = System.nanoTime();
        failure(
                ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                () -> read("no-" + topic, "fetchOffset.numRetries", "3", "fetchOffset.retryIntervalMs", "50"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    private static String begins(String topic, String... options) {
        try (Source source = source(topic, new InMemorySourceLog(), options)) {
            return start(source).json();
        }
    }

    @Test
    void aTimeForAllGoesBeforeTimesByPartitionAndTheseBeforeOffsets() {
        String topic = BROKER.topic("times", 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int second = 0; second < 6; second++) {
            records.add(new ProducerRecord<>(topic, second % 2, second * 1_000L, null, Broker.bytes("v" + second)));
        }
        BROKER.send(records);
        String times = "{\"" + topic + "\":{\"0\":3000,\"1\":0}}";
        String late = "{\"" + topic + "\":{\"0\":0,\"1\":99000}}";
        String latest = "startingOffsetsByTimestampStrategy";
        String both = offset(topic, 1, 0).json();
        assertThat(begins(
                        topic,
                        "startingTimestamp",
                        "2000",
                        "startingOffsetsByTimestamp",
                        times,
                        "startingOffsets",
                        "latest"))
                .isEqualTo(offset(topic, 1, 1).json());
        assertThat(begins(topic, "startingOffsetsByTimestamp", times, "startingOffsets", "latest"))
                .isEqualTo(offset(topic, 2, 0).json());
        assertThat(begins(topic, "startingOffsets", both)).isEqualTo(both);
        assertThat(begins(topic, "startingOffsetsByTimestamp", late, latest, "latest"))
                .isEqualTo(offset(topic, 0, 3).json());
        assertThat(failure(ErrorCondition.INVALID_OPTION, () -> begins(topic, "startingOffsetsByTimestamp", late)))
                .hasMessageContaining("partitions [" + topic + "-1]");
    }

    @Test
    void startsThatAreNotThereAreToldBeforeAnythingIsKept() {
        String topic = BROKER.topic("starts", 2);
        BROKER.send(topic, 0, "a");
        InMemorySourceLog notes = new InMemorySourceLog();
        try (Source source =
                source(topic, notes, "startingOffsets", offset(topic, 2, 0).json())) {
            assertThat(failure(ErrorCondition.INVALID_OPTION, source::initialOffset))
                    .hasMessageContaining("a partition ends before the offset to begin at")
                    .hasMessageContaining("topic \"" + topic + "\", partition 0")
                    .hasMessageContaining("at most 1,");
        }
        for (String others :
                List.of(offset(topic, 0, 0, 0).json(), offset("other", 0).json())) {
            assertThat(failure(
                            ErrorCondition.KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                            () -> begins(topic, "startingOffsets", others)))
                    .hasMessageContaining("option \"startingOffsets\"")
                    .hasMessageContaining("and no other: [" + topic + "-0, " + topic + "-1]");
        }
        assertThat(notes.get(0L)).isNull();
        assertThat(begins(topic, "startingOffsets", "{\"" + topic + "\":{\"0\":-1,\"1\":-2}}"))
                .isEqualTo(offset(topic, 1, 0).json());
    }

    @Test
    void namesOfOptionsAreReadWithoutCaseAndEmptyTopicsAsEmpty() {
        String topic = BROKER.topic("cases", 1);
        try (Session session = Session.builder().create()) {
            Map<String, String> options = Map.of(
                    "KAFKA.Bootstrap.Servers",
                    BROKER.servers(),
                    "SUBSCRIBE",
                    topic,
                    "StartingOffsets",
                    "Earliest",
                    "kafka.Client.ID",
                    "case");
            assertThat(session.read().format("kafka").options(options).load().count())
                    .isZero();
            StreamingQuery query = session.readStream()
                    .format("kafka")
                    .options(options)
                    .load()
                    .writeStream()
                    .format("memory")
                    .queryName("cases")
                    .trigger(Trigger.AvailableNow())
                    .start();
            query.awaitTermination();
            assertThat(session.table("cases").count()).isZero();
        }
    }

    @Test
    void aQueryWaitsForEnoughRecordsButNoLongerThanTheDelay() {
        String topic = BROKER.topic("waiting", 1);
        ManualClock clock = new ManualClock(1_767_225_600_000L);
        try (Session session = Session.builder()
                .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
                .create()) {
            BROKER.send(topic, 0, "a");
            StreamingQuery query = session.readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", BROKER.servers())
                    .option("subscribe", topic)
                    .option("startingOffsets", "earliest")
                    .option("minOffsetsPerTrigger", 3)
                    .option("maxOffsetsPerTrigger", 4)
                    .option("maxTriggerDelay", "1m")
                    .load()
                    .select(col("value").cast("string"))
                    .writeStream()
                    .format("memory")
                    .queryName("waiting")
                    .start();
            query.processAllAvailable();
            assertThat(session.table("waiting").count())
                    .as("the first never waits")
                    .isEqualTo(1);
            BROKER.send(topic, 0, "b", "c");
            query.processAllAvailable();
            assertThat(session.table("waiting").count()).as("too few").isEqualTo(1);
            BROKER.send(topic, 0, "d", "e", "f");
            query.processAllAvailable();
            assertThat(session.table("waiting").count())
                    .as("the most, and one is left")
                    .isEqualTo(5);
            clock.advance(Duration.ofMinutes(1));
            query.processAllAvailable();
            query.stop();
            assertThat(session.table("waiting").count()).as("the delay is over").isEqualTo(6);
        }
    }
}
