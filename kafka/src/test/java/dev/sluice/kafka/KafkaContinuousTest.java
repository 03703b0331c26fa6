package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.udf;
import static dev.sluice.functions.window;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries under the continuous trigger from topic to topic, in epochs that end when the test says so. */
@Timeout(120)
class KafkaContinuousTest {
    private static final Broker BROKER = Broker.shared();

    @TempDir
    private Path folder;

    private Session session;
    private String input;
    private String output;

    @BeforeEach
    void open() {
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").create();
        input = BROKER.topic("live-input", 1);
        output = BROKER.topic("live-output", 1);
    }

    @AfterEach
    void close() {
        session.close();
    }

    private DataFrame stream(String... more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                BROKER.servers(),
                "subscribe",
                input,
                "startingOffsets",
                "earliest",
                "fetchOffset.numRetries",
                "1",
                "fetchOffset.retryIntervalMs",
                "10"));
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        return session.readStream().format("kafka").options(options).load();
    }

    private static DataFrame mapped(DataFrame stream, UDF1<String, String> function) {
        return stream.select(udf(function, AtomicType.STRING)
                .apply(col("value").cast("string"))
                .as("value"));
    }

    private StreamingQuery start(DataFrame result, String delivery) {
        return result.writeStream()
                .outputMode("update")
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("topic", output)
                .option("delivery", delivery)
                .option("checkpointLocation", folder.toString())
                .trigger(noEnd())
                .start();
    }

    /**
     * Epochs that end when somebody waits for all to be done, and not by the clock. They would at the multiples of their interval,
     * which is no longer than a transaction may be open: so it is one of which there was a multiple just now.
     */
    private static Trigger noEnd() {
        long now = System.currentTimeMillis();
        return LongStream.range(Broker.MOST_TRANSACTION_MILLIS / 2, Broker.MOST_TRANSACTION_MILLIS)
                .boxed()
                .min(Comparator.comparingLong(interval -> now % interval))
                .map(Trigger::Continuous)
                .orElseThrow();
    }

    /** What is in the output as soon as it is so much. */
    private List<String> await(StreamingQuery query, int count) {
        List<String> there = BROKER.values(output);
        while (query.isActive() && there.size() < count) {
            there = BROKER.values(output);
        }
        return there;
    }

    private static SluiceException failure(StreamingQuery query) {
        try {
            query.awaitTermination();
        } catch (StreamingQueryException failed) {
            return (SluiceException) requireNonNull(failed.getCause(), "cause");
        }
        throw new AssertionError("the query has not failed");
    }

    @Test
    void rowsFlowWithinAnEpoch() {
        StreamingQuery query = start(mapped(stream(), value -> value + "!"), "at-least-once");
        BROKER.send(input, 0, "a");
        assertThat(await(query, 1)).containsExactly("a!");
        BROKER.send(input, 0, "b", "c");
        assertThat(await(query, 3)).containsExactly("a!", "b!", "c!");
        assertThat(folder.resolve("commits").resolve("0")).doesNotExist();
        query.processAllAvailable();
        query.stop();
        assertThat(query.exception()).isEmpty();
        assertThat(requireNonNull(query.lastProgress(), "progress").json())
                .contains("\"visible\":\"at once\"")
                .contains("\"endOffset\":{\"" + input + "\":{\"0\":3}}")
                .contains("\"fetchedAheadBytes\":\"0\"");
    }

    @Test
    void whatWasWrittenExactlyOnceIsNotReadAgain() {
        runTwice("exactly-once");
    }

    @Test
    void whatWasWrittenAtLeastOnceIsNotReadAgainAfterAStop() {
        runTwice("at-least-once");
    }

    private void runTwice(String delivery) {
        for (int run = 0; run < 2; run++) {
            StreamingQuery query = start(mapped(stream(), value -> value), delivery);
            BROKER.send(input, 0, "x", "y");
            query.processAllAvailable();
            BROKER.send(input, 0, "z");
            query.processAllAvailable();
            query.stop();
            assertThat(query.exception()).isEmpty();
        }
        assertThat(BROKER.values(output)).containsExactly("x", "y", "z", "x", "y", "z");
    }

    @Test
    void anEpochThatFailsIsNotSeenAndComesAgain() throws InterruptedException {
        AtomicBoolean fails = new AtomicBoolean(true);
        CountDownLatch isComputed = new CountDownLatch(1);
        UDF1<String, String> function = value -> {
            if (value.equals("bad") && fails.get()) {
                throw new IllegalStateException("bad");
            }
            if (value.equals("b")) {
                isComputed.countDown();
            }
            return value;
        };
        StreamingQuery query = start(mapped(stream(), function), "exactly-once");
        BROKER.send(input, 0, "a");
        query.processAllAvailable();
        BROKER.send(input, 0, "b");
        isComputed.await();
        BROKER.send(input, 0, "bad");
        assertThatThrownBy(query::awaitTermination).hasMessageContaining("bad");
        assertThat(BROKER.values(output)).containsExactly("a");
        fails.set(false);
        StreamingQuery again = start(mapped(stream(), function), "exactly-once");
        again.processAllAvailable();
        again.stop();
        assertThat(BROKER.values(output)).containsExactly("a", "b", "bad");
    }

    @Test
    void countsOfWindowsChangeAsRecordsCome() {
        DataFrame counts = stream()
                .withWatermark("timestamp", "1 minute")
                .groupBy(window(col("timestamp"), "1 minute"), col("value"))
                .agg(count(lit(1)).as("n"))
                .select(concat(
                                col("value").cast("string"),
                                lit(" "),
                                col("window.start").cast("string"),
                                lit(" "),
                                col("n"))
                        .as("value"));
        StreamingQuery query = start(counts, "at-least-once");
        send("a", 1_767_225_600_000L);
        assertThat(await(query, 1)).containsExactly("a 2026-01-01 00:00:00 1");
        send("a", 1_767_225_601_000L);
        await(query, 2);
        send("a", 1_767_225_660_000L);
        assertThat(await(query, 3))
                .containsExactly("a 2026-01-01 00:00:00 1", "a 2026-01-01 00:00:00 2", "a 2026-01-01 00:01:00 1");
        query.processAllAvailable();
        query.stop();
        StreamingQuery again = start(counts, "at-least-once");
        send("a", 1_767_225_602_000L);
        assertThat(await(again, 4)).last().isEqualTo("a 2026-01-01 00:00:00 3");
        again.processAllAvailable();
        again.stop();
        assertThat(again.exception()).isEmpty();
    }

    private void send(String value, long millis) {
        BROKER.send(List.of(new ProducerRecord<>(input, 0, millis, null, Broker.bytes(value))));
    }

    @Test
    void limitsAreThoseOfATurn() {
        BROKER.send(input, 0, "a", "b", "c", "d", "e");
        StreamingQuery query = start(mapped(stream("maxOffsetsPerTrigger", "2"), value -> value), "exactly-once");
        query.processAllAvailable();
        query.stop();
        assertThat(BROKER.values(output)).containsExactly("a", "b", "c", "d", "e");
        assertThat(requireNonNull(query.lastProgress(), "progress").json())
                .as("the first may find nothing yet")
                .containsPattern("\"turns\":[3-9]");
    }

    @Test
    void KS2_recordsThatAreGoneAreAnErrorOrCounted() {
        BROKER.send(input, 0, "a", "b");
        StreamingQuery first = start(mapped(stream(), value -> value), "exactly-once");
        first.processAllAvailable();
        first.stop();
        BROKER.send(input, 0, "c", "d", "e");
        BROKER.administer(
                admin -> admin.deleteRecords(Map.of(new TopicPartition(input, 0), RecordsToDelete.beforeOffset(4)))
                        .all());
        SluiceException failure = failure(start(mapped(stream(), value -> value), "exactly-once"));
        assertThat(failure.condition()).isEqualTo(ErrorCondition.KAFKA_START_OFFSET_RESET);
        assertThat(failure).hasMessageContaining("earliest offset 4, so 2 records are lost");
        StreamingQuery tolerant = start(mapped(stream("failOnDataLoss", "false"), value -> value), "exactly-once");
        tolerant.processAllAvailable();
        tolerant.stop();
        assertThat(BROKER.values(output)).containsExactly("a", "b", "e");
        assertThat(requireNonNull(tolerant.lastProgress(), "progress").json()).contains("\"lostRecords\":\"2\"");
    }

    @Test
    void KS3_KS7_aTopicThatIsGoneIsAnError() {
        BROKER.send(input, 0, "a");
        StreamingQuery query = start(mapped(stream(), value -> value), "exactly-once");
        query.processAllAvailable();
        BROKER.delete(input);
        assertThat(failure(query).condition()).isEqualTo(ErrorCondition.KAFKA_PARTITIONS_DELETED);
    }

    @Test
    void KS4_aTopicThatIsMadeAgainIsNotTakenForTheOldOne() {
        BROKER.send(input, 0, "a");
        StreamingQuery query = start(mapped(stream("fetchOffset.numRetries", "1000"), value -> value), "exactly-once");
        query.processAllAvailable();
        BROKER.delete(input);
        BROKER.make(input, 1, Map.of());
        assertThat(failure(query).condition()).isEqualTo(ErrorCondition.TOPIC_RECREATED);
    }

    @Test
    void KS6_partitionsThatAreNewAreReadFromTheirFirstRecord() {
        BROKER.send(input, 0, "a");
        StreamingQuery query = start(mapped(stream(), value -> value), "at-least-once");
        assertThat(await(query, 1)).containsExactly("a");
        BROKER.administer(admin -> admin.createPartitions(Map.of(input, NewPartitions.increaseTo(2)))
                .all());
        BROKER.send(input, 1, "b", "c");
        assertThat(await(query, 3)).containsExactly("a", "b", "c");
        query.processAllAvailable();
        query.stop();
        BROKER.send(input, 1, "d");
        StreamingQuery again = start(mapped(stream(), value -> value), "at-least-once");
        again.processAllAvailable();
        again.stop();
        assertThat(again.exception()).isEmpty();
        assertThat(BROKER.values(output)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void KS8_whatIsNotCommittedIsNotSeen() {
        StreamingQuery query = start(mapped(stream(), value -> value), "at-least-once");
        BROKER.transaction(input, 0, false, "x");
        BROKER.transaction(input, 0, true, "a", "b");
        BROKER.transaction(input, 0, false, "y");
        query.processAllAvailable();
        query.stop();
        assertThat(BROKER.values(output)).containsExactly("a", "b");
        assertThat(requireNonNull(query.lastProgress(), "progress").sources()[0].endOffset())
                .isEqualTo("{\"" + input + "\":{\"0\":7}}");
    }

    @Test
    void KS1_aQueryOutlivesItsBroker() {
        StreamingQuery query = start(mapped(stream(), value -> value), "at-least-once");
        BROKER.send(input, 0, "a");
        assertThat(await(query, 1)).containsExactly("a");
        BROKER.stop();
        BROKER.start();
        BROKER.send(input, 0, "b");
        assertThat(await(query, 2)).containsExactly("a", "b");
        query.processAllAvailable();
        query.stop();
        assertThat(query.exception()).isEmpty();
        assertThat(Files.exists(folder.resolve("commits").resolve("0"))).isTrue();
    }
}
