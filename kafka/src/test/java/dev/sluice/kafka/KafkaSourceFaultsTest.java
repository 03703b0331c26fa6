package dev.sluice.kafka;

import static dev.sluice.kafka.Sources.failure;
import static dev.sluice.kafka.Sources.latest;
import static dev.sluice.kafka.Sources.offset;
import static dev.sluice.kafka.Sources.source;
import static dev.sluice.kafka.Sources.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that shrink and vanish while they are read, and brokers that do not answer. */
class KafkaSourceFaultsTest {
    private static final Broker BROKER = Broker.shared();

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
    void KS1_brokersWhoseNamesHaveNoAddressAreNamed() {
        SluiceException failure = failure(
                ErrorCondition.KAFKA_UNREACHABLE,
                () -> source("t", new InMemorySourceLog(), "kafka.bootstrap.servers", "no.such.host.invalid:9092"));
        assertThat(failure)
                .hasMessageContaining("brokers no.such.host.invalid:9092")
                .hasMessageContaining("no broker has a name that is known here");
    }

    @Test
    void settingsOfWhichNoClientCanBeMadeAreTold() {
        SluiceException failure = failure(
                ErrorCondition.INVALID_OPTION,
                () -> source("t", new InMemorySourceLog(), "kafka.security.protocol", "SASL_PLAINTEXT"));
        assertThat(failure)
                .hasMessageContaining("Kafka's client cannot use its settings")
                .hasMessageContaining("JAAS configuration");
    }

    /** With the pauses between them, so many attempts would take hours. */
    @Test
    @Timeout(30)
    void KS1_allAttemptsTogetherHaveOneBound() {
        ClientSettings settings = ClientSettings.ofSource(
                "source \"kafka\"",
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "default.api.timeout.ms",
                        "300",
                        "request.timeout.ms",
                        "100"));
        try (Cluster cluster =
                new Cluster(new Clients(), settings, 1_000_000, 10, new SystemClock(), new SystemExec())) {
            SluiceException failure = failure(ErrorCondition.KAFKA_UNREACHABLE, cluster::anyBroker);
            assertThat(failure)
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageContaining("asking for brokers")
                    .hasMessageContaining("ms, which is how long");
        }
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
    void KS3_aTopicThatIsDeletedWhileItsOffsetsAreAskedForIsNotWaitedFor() {
        String topic = BROKER.topic("vanishing", 1);
        String other = BROKER.topic("staying", 1);
        BROKER.send(other, 0, "a");
        BROKER.delete(topic);
        TopicPartition gone = new TopicPartition(topic, 0);
        TopicPartition there = new TopicPartition(other, 0);
        ClientSettings settings = ClientSettings.ofSource(
                "source \"kafka\"",
                // More than the test may take: what bounds the first question is not this.
                Map.of("bootstrap.servers", BROKER.servers(), "default.api.timeout.ms", "600000"));
        try (Cluster cluster = new Cluster(new Clients(), settings, 3, 10, new SystemClock(), new SystemExec())) {
            assertThat(cluster.presentOffsets(List.of(gone, there), OffsetSpec.latest()))
                    .containsExactly(Map.entry(there, 1L));
            assertThat(failure(
                            ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                            () -> cluster.offsets(List.of(gone, there), OffsetSpec.latest())))
                    .hasMessageContaining("no partitions [" + gone + "]");
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
    void KS3_KS7_G4_aTopicThatIsGoneIsAnErrorOrLeftOut() {
        String kept = BROKER.topic("kept", 1);
        String gone = BROKER.topic("gone", 1);
        BROKER.send(kept, 0, "a");
        BROKER.send(gone, 0, "x");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset end;
        try (Source source = source(kept + "," + gone, notes)) {
            end = latest(source, start(source));
            BROKER.send(gone, 0, "y", "z");
            latest(source, end);
            BROKER.delete(gone);
            BROKER.send(kept, 0, "b");
            SluiceException failure = failure(ErrorCondition.KAFKA_PARTITIONS_DELETED, () -> latest(source, end));
            assertThat(failure)
                    .hasMessageContaining("topic \"" + gone + "\", partition 0: no partition and so no earliest offset")
                    .hasMessageContaining("2 records are lost of those that were seen to be there")
                    .hasMessageContaining("offset 1, up to which it was read");
        }
        try (Source restarted = source(kept + "," + gone, notes)) {
            assertThat(failure(ErrorCondition.KAFKA_PARTITIONS_DELETED, () -> latest(restarted, end)))
                    .hasMessageContaining("offset 1, up to which it was read")
                    .hasMessageContaining("nobody has seen how many records it had left");
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
    void KS3_G4_theRecordsThatAreLostWithATopicAreCounted() {
        String kept = BROKER.topic("staying", 1);
        String gone = BROKER.topic("going", 1);
        BROKER.send(gone, 0, "x");
        try (Source source = source(kept + "," + gone, new InMemorySourceLog(), "failOnDataLoss", "false")) {
            Offset end = latest(source, start(source));
            BROKER.send(gone, 0, "y", "z");
            latest(source, end);
            BROKER.delete(gone);
            assertThat(latest(source, end)).isEqualTo(end);
            assertThat(source.metrics()).containsEntry("lostRecords", "2");
            assertThat(latest(source, end)).as("told once").isEqualTo(end);
            assertThat(source.metrics()).containsEntry("lostRecords", "2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void KS5_aPartitionThatEndsBeforeItWasReadToIsNeverReadBackwards(boolean failsOnLoss) {
        String topic = BROKER.topic("shorter", 1);
        BROKER.send(topic, 0, "a", "b");
        deleteUpTo(topic, 0, 1);
        Offset read = offset(topic, 5);
        try (Source source = source(
                topic,
                new InMemorySourceLog(),
                "failOnDataLoss",
                Boolean.toString(failsOnLoss),
                "kafkaConsumer.pollTimeoutMs",
                "300")) {
            start(source);
            requireShrunk(topic, 2, 5, () -> latest(source, read));
            requireShrunk(topic, 2, 5, () -> latest(source, read));
            requireShrunk(topic, 2, 6, () -> Queries.values(source, offset(topic, 4), offset(topic, 6)));
            assertThat(source.metrics()).doesNotContainKey("lostRecords");
            // A leader that was behind catches up.
            BROKER.send(topic, 0, "c", "d", "e", "f");
            assertThat(Queries.values(source, read, latest(source, read))).containsExactly("[f]");
            // As if it had been cut off since the batch was planned.
            requireShrunk(topic, 6, 9, () -> Queries.values(source, read, offset(topic, 9)));
            requireShrunk(topic, 6, 9, () -> Queries.values(source, offset(topic, 8), offset(topic, 9)));
        }
    }

    private static void requireShrunk(String topic, long end, long wanted, ThrowingCallable call) {
        assertThat(failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, call))
                .hasMessageContaining("topic \"" + topic + "\", partition 0: end " + end + ", earliest offset 1, so "
                        + (wanted - end) + " records are lost")
                .hasMessageContaining("an end at or behind offset " + wanted);
    }

    @Test
    void KS3_G4_G7_aBatchThatWasPlannedGoesOnWithoutATopicThatIsGone() {
        String kept = BROKER.topic("kept-planned", 1);
        String gone = BROKER.topic("gone-planned", 1);
        BROKER.send(kept, 0, "a");
        BROKER.send(gone, 0, "x", "y");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset begin;
        Offset planned;
        try (Source source = source(kept + "," + gone, notes)) {
            begin = start(source);
            planned = latest(source, begin);
        }
        BROKER.delete(gone);
        try (Source source = source(kept + "," + gone, notes)) {
            failure(ErrorCondition.KAFKA_PARTITIONS_DELETED, () -> source.splits(begin, planned));
        }
        try (Source source = source(kept + "," + gone, notes, "failOnDataLoss", "false")) {
            assertThat(Queries.values(source, begin, planned)).containsExactly("[a]");
            assertThat(source.metrics()).containsEntry("lostRecords", "2");
            assertThat(latest(source, planned)).isEqualTo(planned);
            assertThat(source.metrics()).as("told once").containsEntry("lostRecords", "2");
        }
    }

    @Test
    void KS5_G4_aLogOfWhichABrokerHasLostTheEndIsNoticedWhenItHasGrownAgain() {
        String topic = BROKER.topic("cut", 1);
        BROKER.send(topic, 0, "a", "b");
        long bytes = BROKER.logBytes(topic);
        BROKER.send(topic, 0, "c", "d");
        InMemorySourceLog notes = new InMemorySourceLog();
        Offset end;
        try (Source source = source(topic, notes)) {
            end = latest(source, start(source));
            assertThat(end).isEqualTo(offset(topic, 4));
        }
        BROKER.stop();
        BROKER.start();
        try (Source source = source(topic, notes)) {
            assertThat(latest(source, end))
                    .as("another leader that lacks nothing")
                    .isEqualTo(end);
        }
        BROKER.stop();
        BROKER.cutLog(topic, bytes);
        BROKER.start();
        BROKER.send(topic, 0, "e", "f", "g");
        try (Source source = source(topic, notes, "failOnDataLoss", "false")) {
            assertThat(failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, end)))
                    .hasMessageContaining("topic \"" + topic + "\", partition 0: what was read is there up to offset 2,"
                            + " earliest offset 0, so 2 records are lost")
                    .hasMessageContaining("all of it up to offset 4");
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
}
