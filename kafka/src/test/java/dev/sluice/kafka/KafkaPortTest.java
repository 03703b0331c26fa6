package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.Baton;
import dev.sluice.testkit.BatonExec;
import dev.sluice.testkit.FaultyDisk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What simulations rely on: modelled brokers answer as a real one does. */
@Timeout(120)
class KafkaPortTest {
    private static final int ANSWER_MILLIS = 30_000;
    private static final AtomicInteger TOPICS = new AtomicInteger();

    /** Who answers. */
    enum Brokers {
        REAL {
            @Override
            KafkaPort port() {
                return new Clients();
            }

            @Override
            String servers() {
                return Broker.shared().servers();
            }
        },
        MODELLED {
            @Override
            KafkaPort port() {
                Baton baton = new Baton(1, 1, 0);
                BatonExec exec = new BatonExec(baton);
                ModelProcess process =
                        new ModelProcess(1, baton, exec, new ModelCluster(1), new FaultyDisk(1), ModelFaults.NONE);
                return new ModelPort(process, exec);
            }

            @Override
            String servers() {
                return "modelled:9092";
            }
        };

        abstract KafkaPort port();

        abstract String servers();
    }

    private static ClientSettings settings(Brokers brokers) {
        return ClientSettings.ofSource("test", Map.of("bootstrap.servers", brokers.servers()));
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static TopicPartition topic(ClusterAdmin admin) {
        String name = "port-" + TOPICS.incrementAndGet();
        answer(admin.create(new NewTopic(name, Optional.of(1), Optional.empty()), ANSWER_MILLIS));
        return new TopicPartition(name, 0);
    }

    private static Producer<byte[], byte[]> producer(Brokers brokers, KafkaPort port, String id) {
        ClientSettings settings = ClientSettings.ofSink("test", Map.of("bootstrap.servers", brokers.servers()));
        Producer<byte[], byte[]> producer = port.producer(
                settings,
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000));
        producer.initTransactions();
        return producer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    private static void send(Producer<byte[], byte[]> producer, TopicPartition to, String... values) {
        producer.beginTransaction();
        for (String value : values) {
            producer.send(
                    new ProducerRecord<>(to.topic(), to.partition(), null, value.getBytes(UTF_8)),
                    (metadata, failed) -> assertThat(failed).isNull());
        }
        producer.flush();
    }

    private static long offset(ClusterAdmin admin, TopicPartition of, OffsetSpec spec, IsolationLevel isolation) {
        return epochOffset(admin, of, spec, isolation).offset();
    }

    private static EpochOffset epochOffset(
            ClusterAdmin admin, TopicPartition of, OffsetSpec spec, IsolationLevel isolation) {
        return requireNonNull(
                answer(admin.offsets(Map.of(of, spec), isolation, ANSWER_MILLIS))
                        .get(of),
                "offset");
    }

    /** Markers are written after the commit was answered. */
    private static void awaitStableEnd(ClusterAdmin admin, TopicPartition of, long end) {
        while (offset(admin, of, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED) < end) {
            Thread.onSpinWait();
        }
        assertThat(offset(admin, of, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED))
                .isEqualTo(end);
    }

    private static List<String> readTo(Consumer<ByteBuffer, ByteBuffer> consumer, TopicPartition from, long end) {
        List<String> values = new ArrayList<>();
        while (consumer.position(from) < end) {
            consumer.poll(Duration.ofMillis(200))
                    .records(from)
                    .forEach(record -> values.add(record.offset() + ":" + UTF_8.decode(record.value())));
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void KS8_SK4_transactionsTakeOffsetsAndAreSeenWhenTheyHaveEnded(Brokers brokers) {
        KafkaPort port = brokers.port();
        try (ClusterAdmin admin = port.admin(settings(brokers))) {
            TopicPartition topic = topic(admin);
            String id = "id-of-" + topic.topic();
            Producer<byte[], byte[]> first = producer(brokers, port, id);
            send(first, topic, "a", "b");
            first.commitTransaction();
            send(first, topic, "x");
            first.abortTransaction();
            send(first, topic, "c");
            awaitStableEnd(admin, topic, 5);
            assertThat(offset(admin, topic, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED))
                    .isEqualTo(6);
            assertThat(offset(admin, topic, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED))
                    .isZero();
            Consumer<ByteBuffer, ByteBuffer> consumer = port.consumer(settings(brokers), Map.of());
            consumer.assign(Set.of(topic));
            consumer.seek(topic, 0);
            assertThat(readTo(consumer, topic, 5)).containsExactly("0:a", "1:b");

            Producer<byte[], byte[]> second = producer(brokers, port, id);
            awaitStableEnd(admin, topic, 7);
            assertThat(readTo(consumer, topic, 7)).as("what the first left").isEmpty();
            assertThatThrownBy(first::commitTransaction)
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
            send(second, topic, "d");
            second.commitTransaction();
            awaitStableEnd(admin, topic, 9);
            assertThat(readTo(consumer, topic, 9)).containsExactly("7:d");
            first.close(Duration.ZERO);
            second.close(Duration.ZERO);
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    @ParameterizedTest
    @EnumSource
    void KS5_aLeaderIsAskedWhetherItHasWhatIsBeforeAPosition(Brokers brokers) {
        KafkaPort port = brokers.port();
        Duration wait = Duration.ofMillis(ANSWER_MILLIS);
        try (ClusterAdmin admin = port.admin(settings(brokers))) {
            TopicPartition topic = topic(admin);
            Producer<byte[], byte[]> producer = producer(brokers, port, topic.topic());
            send(producer, topic, "a", "b");
            producer.commitTransaction();
            producer.close(Duration.ZERO);
            awaitStableEnd(admin, topic, 3);
            EpochOffset end = epochOffset(admin, topic, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
            assertThat(end.hasEpoch()).isTrue();
            EpochOffset behind = new EpochOffset(7, end.epoch());
            Consumer<ByteBuffer, ByteBuffer> consumer = port.consumer(settings(brokers), Map.of());
            consumer.assign(Set.of(topic));
            consumer.seek(topic, behind.toSeek());
            assertThat(consumer.position(topic, wait))
                    .as("before the leader is known")
                    .isEqualTo(7);
            assertThat(consumer.beginningOffsets(Set.of(topic), wait)).isEqualTo(Map.of(topic, 0L));
            consumer.seek(topic, end.toSeek());
            assertThat(consumer.position(topic, wait)).isEqualTo(3);
            consumer.seek(topic, new EpochOffset(0, end.epoch()).toSeek());
            Map<TopicPartition, OffsetAndMetadata> next = Map.of();
            while (next.isEmpty()) {
                next = consumer.poll(Duration.ofMillis(200)).nextOffsets();
            }
            assertThat(EpochOffset.of(requireNonNull(next.get(topic), "next")).epoch())
                    .isEqualTo(end.epoch());
            consumer.seek(topic, behind.toSeek());
            assertThatThrownBy(() -> consumer.position(topic, wait))
                    .isInstanceOfSatisfying(LogTruncationException.class, cut -> {
                        assertThat(cut.offsetOutOfRangePartitions()).isEqualTo(Map.of(topic, 7L));
                        assertThat(requireNonNull(cut.divergentOffsets().get(topic), "kept")
                                        .offset())
                                .isEqualTo(3);
                    });
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    @ParameterizedTest
    @EnumSource
    void KS2_KS3_whatIsNotThereIsToldAsSuch(Brokers brokers) {
        KafkaPort port = brokers.port();
        try (ClusterAdmin admin = port.admin(settings(brokers))) {
            TopicPartition topic = topic(admin);
            assertThatThrownBy(() -> answer(
                            admin.create(new NewTopic(topic.topic(), Optional.of(1), Optional.empty()), ANSWER_MILLIS)))
                    .hasRootCauseInstanceOf(TopicExistsException.class);
            assertThatThrownBy(() -> answer(admin.topics(List.of("no-such-topic"), ANSWER_MILLIS)
                            .getFirst()))
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(answer(admin.topics(List.of(topic.topic()), ANSWER_MILLIS)
                                    .getFirst())
                            .partitions())
                    .hasSize(1);
            Consumer<ByteBuffer, ByteBuffer> consumer = port.consumer(settings(brokers), Map.of());
            consumer.assign(Set.of(topic));
            consumer.seek(topic, 3);
            assertThatThrownBy(() -> readTo(consumer, topic, 4))
                    .isInstanceOfSatisfying(
                            OffsetOutOfRangeException.class,
                            gone -> assertThat(gone.offsetOutOfRangePartitions())
                                    .isEqualTo(Map.of(topic, 3L)));
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    @ParameterizedTest
    @EnumSource
    void SK5_aProducerThatIsShutOutIsOfNoUse(Brokers brokers) {
        KafkaPort port = brokers.port();
        try (ClusterAdmin admin = port.admin(settings(brokers))) {
            TopicPartition topic = topic(admin);
            Producer<byte[], byte[]> first = producer(brokers, port, topic.topic());
            send(first, topic, "a");
            Producer<byte[], byte[]> second = producer(brokers, port, topic.topic());
            assertThatThrownBy(first::commitTransaction).isInstanceOf(KafkaException.class);
            assertThatThrownBy(first::abortTransaction).isInstanceOf(KafkaException.class);
            assertThatThrownBy(first::beginTransaction).isInstanceOf(KafkaException.class);
            first.close(Duration.ZERO);
            second.close(Duration.ZERO);
        }
    }
}
