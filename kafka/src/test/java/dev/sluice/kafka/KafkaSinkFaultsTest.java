package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.RowFactory;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.MemoryStream;
import dev.sluice.testkit.SinkContract;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a topic after failures of all kinds, for those who read what is committed. */
class KafkaSinkFaultsTest {
    private static final Broker BROKER = Broker.shared();
    private static final StructType VALUE = new StructType().add("value", "STRING");
    private static final AtomicInteger QUERIES = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String query = "query-" + QUERIES.incrementAndGet();

    private static Batch rows(String... values) {
        BatchBuilder builder = new BatchBuilder(VALUE);
        for (String value : values) {
            ((BytesBuilder) builder.column(0)).set(builder.rowCount(), value);
            builder.endRow();
        }
        return builder.build();
    }

    private Sink sink(String topic, String... more) {
        Map<String, String> options = new HashMap<>(Map.of("topic", topic));
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        return Queries.sink(BROKER, VALUE, query, options);
    }

    private static void write(Sink sink, BatchId batch, String... values) {
        try (SinkWriter writer = sink.writer(batch, 0)) {
            writer.write(rows(values));
            List<CommitMessage> messages = List.of(writer.finish());
            sink.prepare(batch, messages);
            sink.commit(batch, messages);
        }
    }

    private static SluiceException failure(ErrorCondition condition, ThrowingCallable call) {
        List<SluiceException> failures = new ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(SluiceException.class, failures::add);
        assertThat(failures.getFirst().condition()).as("%s", failures).isEqualTo(condition);
        return failures.getFirst();
    }

    @Test
    void SK4_keepsTheContractOfSinks() {
        String topic = BROKER.topic("contract", 1);
        SinkContract.check(
                () -> sink(topic),
                () -> BROKER.values(topic).stream()
                        .map(value -> "[" + value + "]")
                        .toList(),
                rows("a", "b"));
    }

    @Test
    void SK4_aBatchThatRunsAgainIsThereOnce() {
        String topic = BROKER.topic("again", 1);
        try (Sink sink = sink(topic)) {
            write(sink, new BatchId(0, "first"), "a", "b");
        }
        try (Sink restarted = sink(topic)) {
            assertThat(restarted.status(0)).isEqualTo(new SinkStatus.Committed("first"));
            write(restarted, new BatchId(0, "second"), "a", "b");
            assertThat(restarted.status(0)).isEqualTo(new SinkStatus.Committed("first"));
            write(restarted, new BatchId(1, "third"), "c");
            write(restarted, new BatchId(0, "late"), "a", "b");
        }
        assertThat(BROKER.values(topic)).containsExactly("a", "b", "c");
        // The mark is a record that people can read.
        assertThat(BROKER.values("_sluice_batches"))
                .contains("{\"queryId\":\"" + query
                        + "\",\"batchId\":1,\"attempt\":\"third\",\"sink\":\"KafkaSink[" + topic
                        + ", batches in _sluice_batches]\"}");
    }

    @Test
    void C15_anOlderBatchIsForgottenForTheNewest() {
        String topic = BROKER.topic("newest", 1);
        try (Sink sink = sink(topic)) {
            for (int batch = 0; batch < 3; batch++) {
                write(sink, new BatchId(batch, "first"), "row " + batch);
            }
        }
        try (Sink restarted = sink(topic)) {
            assertThat(restarted.status(1)).isEqualTo(new SinkStatus.Forgotten(2));
            assertThat(restarted.status(2)).isEqualTo(new SinkStatus.Committed("first"));
            assertThat(restarted.status(3)).isEqualTo(new SinkStatus.NotCommitted());
        }
    }

    /** @param before batches that the run had committed: each of its producers was the last at some time */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void SK4_whatARunLeftInFlightIsSettledByTheNext(int before) {
        String topic = BROKER.topic("flight", 1);
        Sink left = sink(topic);
        List<String> expected = new ArrayList<>();
        for (int batch = 0; batch < before; batch++) {
            write(left, new BatchId(batch, "left"), "row " + batch);
            expected.add("row " + batch);
        }
        BatchId last = new BatchId(before, "left");
        SinkWriter writer = left.writer(last, 0);
        writer.write(rows("never"));
        left.prepare(last, List.of());
        try (Sink next = sink(topic)) {
            assertThat(next.status(before)).isInstanceOf(SinkStatus.NotCommitted.class);
            write(next, new BatchId(before, "next"), "a");
            expected.add("a");
            assertThat(BROKER.values(topic)).containsExactlyElementsOf(expected);
            SluiceException fenced = failure(ErrorCondition.FENCED, () -> left.commit(last, List.of()));
            assertThat(fenced).hasMessageContaining("another run");
        }
        left.close();
        assertThat(BROKER.values(topic)).containsExactlyElementsOf(expected);
    }

    /** Producers of which the first loses the answer to its first commit, before or after the broker has done it. */
    private ExactlyOnceDelivery losingAnswers(String topic, boolean commits) {
        AtomicInteger producers = new AtomicInteger();
        return new ExactlyOnceDelivery(
                new ForwardingPort(new Clients()) {
                    @Override
                    public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
                        Producer<byte[], byte[]> real = super.producer(settings, more);
                        return producers.getAndIncrement() > 0 ? real : losing(real, commits);
                    }
                },
                ClientSettings.ofSink("sink", Map.of("bootstrap.servers", BROKER.servers())),
                Queries.sinkContext(query),
                "_sluice_batches",
                topic);
    }

    @SuppressWarnings("unchecked") // A proxy is of the type it is made for.
    private static Producer<byte[], byte[]> losing(Producer<byte[], byte[]> real, boolean commits) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    boolean isCommit = method.getName().equals("commitTransaction");
                    try {
                        Object answer = isCommit && !commits ? null : method.invoke(real, arguments);
                        if (isCommit) {
                            throw new TimeoutException("the answer was lost");
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                });
    }

    @Test
    void SK5_aCommitWhoseAnswerIsLostIsFoundByItsMark() {
        String topic = BROKER.topic("lost", 1);
        try (Sink sink = new KafkaSink(topic, new SinkColumns(VALUE, topic), losingAnswers(topic, true))) {
            write(sink, new BatchId(0, "first"), "a");
            assertThat(sink.status(0)).isEqualTo(new SinkStatus.Committed("first"));
            write(sink, new BatchId(1, "second"), "b");
        }
        assertThat(BROKER.values(topic)).containsExactly("a", "b");
    }

    @Test
    void SK5_aCommitThatDidNotComeAboutFailsAndLeavesNothing() {
        String topic = BROKER.topic("undone", 1);
        try (Sink sink = new KafkaSink(topic, new SinkColumns(VALUE, topic), losingAnswers(topic, false))) {
            failure(ErrorCondition.KAFKA_UNREACHABLE, () -> write(sink, new BatchId(0, "first"), "a"));
            assertThat(sink.status(0)).isInstanceOf(SinkStatus.NotCommitted.class);
            assertThat(BROKER.values(topic)).isEmpty();
        }
        try (Sink next = sink(topic)) {
            write(next, new BatchId(0, "second"), "a");
        }
        assertThat(BROKER.values(topic)).containsExactly("a");
    }

    @Test
    void SK6_aRecordThatIsNotAcknowledgedFailsItsBatch() {
        String topic = BROKER.topic("refused", 1);
        char[] large = new char[5 << 20];
        Arrays.fill(large, 'l');
        try (Sink sink = sink(topic, "kafka.max.request.size", Integer.toString(8 << 20))) {
            SluiceException failure = failure(
                    ErrorCondition.KAFKA_FAILED, () -> write(sink, new BatchId(0, "a"), "small", new String(large)));
            assertThat(failure).hasMessageContaining(topic).hasMessageContaining("RecordTooLarge");
            sink.abort(new BatchId(0, "a"));
        }
        assertThat(BROKER.values(topic)).isEmpty();
    }

    @Test
    void SK6_aMarkThatIsRefusedFailsItsBatchAndNamesItsTopic() {
        String topic = BROKER.topic("unmarked", 1);
        String markers = BROKER.topic("marks", 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "128"));
        try (Sink sink = sink(topic, "markerTopic", markers)) {
            SluiceException failure =
                    failure(ErrorCondition.KAFKA_FAILED, () -> write(sink, new BatchId(0, "a"), "lost"));
            assertThat(failure).hasMessageContaining("sending to topic \"" + markers + "\"");
            sink.abort(new BatchId(0, "a"));
        }
        assertThat(BROKER.values(topic)).isEmpty();
    }

    @Test
    void aTopicThatIsNotThereIsNamed() {
        try (Sink sink = sink("nowhere", "kafka.max.block.ms", "1000")) {
            SluiceException failure =
                    failure(ErrorCondition.KAFKA_TOPIC_NOT_FOUND, () -> write(sink, new BatchId(0, "a"), "lost"));
            assertThat(failure)
                    .hasMessageContaining("sending to topic \"nowhere\"")
                    .hasMessageContaining("create the topic");
            sink.abort(new BatchId(0, "a"));
        }
    }

    @Test
    void brokersThatCannotBeReachedAreNamedWithHowLongTheyWereAsked() {
        try (Sink sink = sink(
                "any",
                "delivery",
                "at-least-once",
                "kafka.bootstrap.servers",
                "127.0.0.1:1",
                "kafka.max.block.ms",
                "400")) {
            SluiceException failure =
                    failure(ErrorCondition.KAFKA_UNREACHABLE, () -> write(sink, new BatchId(0, "a"), "lost"));
            assertThat(failure)
                    .hasMessageContaining("brokers 127.0.0.1:1")
                    .hasMessageContaining("400 ms")
                    .hasMessageContaining("check that the brokers run");
        }
    }

    @Test
    void SK7_aTransactionThatBrokersDoNotAllowIsRefusedWithBothFigures() {
        String wanted = Integer.toString(Broker.MOST_TRANSACTION_MILLIS + 1);
        SluiceException failure =
                failure(ErrorCondition.INVALID_OPTION, () -> sink("any", "kafka.transaction.timeout.ms", wanted));
        assertThat(failure)
                .hasMessageContaining(wanted)
                .hasMessageContaining("at most " + Broker.MOST_TRANSACTION_MILLIS);
    }

    @Test
    void SK7_aBatchThatTakesLongerThanItsTransactionFailsWithBothFigures() {
        String topic = BROKER.topic("slow", 1);
        try (Sink sink = sink(topic, "kafka.transaction.timeout.ms", "1000")) {
            BatchId batch = new BatchId(0, "slow");
            try (SinkWriter writer = sink.writer(batch, 0)) {
                writer.write(rows("a"));
                sink.prepare(batch, List.of());
                TransactionState state = TransactionState.ONGOING;
                while (state == TransactionState.ONGOING || state == TransactionState.PREPARE_ABORT) {
                    state = BROKER.administer(admin -> admin.describeTransactions(List.of("sluice-" + query))
                                    .description("sluice-" + query))
                            .state();
                }
                SluiceException failure =
                        failure(ErrorCondition.TRANSACTION_TIMED_OUT, () -> sink.commit(batch, List.of()));
                assertThat(failure)
                        .hasMessageContaining("which is 1000 ms")
                        .hasMessageContaining("since the first row");
            }
        }
        assertThat(BROKER.values(topic)).isEmpty();
    }

    @Test
    void SK7_aBatchThatTakesMuchOfWhatItMayIsWarnedOfWithBothFigures() {
        String topic = BROKER.topic("slower", 1);
        ManualClock clock = new ManualClock(0);
        Delivery delivery = new ExactlyOnceDelivery(
                new Clients(),
                ClientSettings.ofSink(
                        "sink", Map.of("bootstrap.servers", BROKER.servers(), "transaction.timeout.ms", "10000")),
                Queries.sinkContext(query, clock),
                "_sluice_batches",
                topic);
        try (delivery;
                CapturedLog log = new CapturedLog(ExactlyOnceDelivery.class.getName())) {
            for (int batch = 0; batch < 2; batch++) {
                BatchId id = new BatchId(batch, "a");
                delivery.begin(id);
                clock.advance(Duration.ofSeconds(4 + 2 * batch));
                delivery.prepare(id);
                delivery.commit(id);
            }
            assertThat(log.texts())
                    .singleElement()
                    .asString()
                    .contains("was open for 6000 ms, and may be for 10000 ms");
        }
    }

    @Test
    void SK7_anEpochThatIsLongerThanItsTransactionIsRefusedWithBothFigures() {
        String topic = BROKER.topic("long-epoch", 1);
        try (Session session = Session.builder().create()) {
            StreamingQuery refused = new MemoryStream(session, "value STRING")
                    .toDF()
                    .writeStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", BROKER.servers())
                    .option("kafka.transaction.timeout.ms", "5000")
                    .option("topic", topic)
                    .option("checkpointLocation", folder.resolve("checkpoint").toString())
                    .trigger(Trigger.Continuous("5 seconds"))
                    .start();
            assertThatThrownBy(refused::awaitTermination)
                    .hasMessageContaining("INVALID_OPTION")
                    .hasMessageContaining("the trigger's interval of 5000 ms")
                    .hasMessageContaining("less than transaction.timeout.ms, which is 5000 ms");
        }
    }

    private static StreamingQuery start(MemoryStream input, Path checkpoint, String topic, String markers) {
        return input.toDF()
                .select(col("value"))
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("topic", topic)
                .option("markerTopic", markers)
                .option("checkpointLocation", checkpoint.toString())
                .start();
    }

    @Test
    void SK8_aQueryWhoseMarksAreLostDoesNotGoOnByItself() throws IOException {
        String topic = BROKER.topic("marks", 1);
        String markers = "markers-of-" + topic;
        Path checkpoint = folder.resolve("checkpoint");
        try (Session session = Session.builder().create()) {
            MemoryStream input = new MemoryStream(session, "value STRING");
            StreamingQuery first = start(input, checkpoint, topic, markers);
            input.addData(RowFactory.create("a"));
            first.processAllAvailable();
            input.addData(RowFactory.create("b"));
            first.processAllAvailable();
            first.stop();
            BROKER.delete(markers);
            requireLost(start(input, checkpoint, topic, markers));
            // It is not told either where a batch was planned of which nobody knows whether it was written.
            Path commits = checkpoint.resolve("commits");
            Files.move(commits.resolve("1"), folder.resolve("commit"));
            requireLost(start(input, checkpoint, topic, markers));
            Files.move(folder.resolve("commit"), commits.resolve("1"));
            // With another topic of marks it goes on after what is committed: that is the choice of the user.
            StreamingQuery another = start(input, checkpoint, topic, "more-" + markers);
            input.addData(RowFactory.create("c"));
            another.processAllAvailable();
            another.stop();
            assertThat(BROKER.values(topic)).containsExactly("a", "b", "c");
        }
    }

    private static void requireLost(StreamingQuery query) {
        assertThatThrownBy(query::awaitTermination)
                .hasMessageContaining("SINK_MEMORY_LOST")
                .hasMessageContaining("or write to another one");
    }

    @Test
    void K8_SK4_aBatchThatIsThereIsCommittedWithoutRunningAgain() throws IOException {
        String topic = BROKER.topic("adopted", 1);
        Path checkpoint = folder.resolve("checkpoint");
        try (Session session = Session.builder().create()) {
            MemoryStream input = new MemoryStream(session, "value STRING");
            StreamingQuery first = start(input, checkpoint, topic, "_sluice_batches");
            input.addData(RowFactory.create("a"));
            first.processAllAvailable();
            first.stop();
            Files.delete(checkpoint.resolve("commits").resolve("0"));
            StreamingQuery second = start(input, checkpoint, topic, "_sluice_batches");
            input.addData(RowFactory.create("b"));
            second.processAllAvailable();
            second.stop();
            assertThat(BROKER.values(topic)).containsExactly("a", "b");
        }
    }
}
