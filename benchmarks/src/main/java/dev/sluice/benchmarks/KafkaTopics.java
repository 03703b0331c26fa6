package dev.sluice.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The topics of the workloads: one of events that is the same in every series, and those that runs write. */
final class KafkaTopics {
    static final String INPUT = "events";
    static final int PARTITIONS = 4;
    static final int EVENTS = 5_000_000;

    private static final int MOST_RUNS = 7 * FreshProcesses.RUNS + 1;

    private static final int FETCH_BYTES = 1 << 20;
    private static final int BATCH_BYTES = 256 << 10;

    /** More would only let more records wait, which the collector of garbage has to copy. */
    private static final long BUFFER_BYTES = 16L << 20;

    private KafkaTopics() {}

    /** Makes all topics. */
    static Measured make(String brokers) throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(topic(INPUT));
        for (int run = 1; run <= MOST_RUNS; run++) {
            topics.add(topic("output-" + run));
        }
        long start = System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(topics).all().get();
        }
        return new Measured(topics.size(), (System.nanoTime() - start) / 1e9, "made");
    }

    /** Fills the topic of events: the lines of W1 without their ends, one partition after the other in turn. */
    static Measured fill(String brokers) throws IOException, ExecutionException {
        long start = System.nanoTime();
        Sent sent = new Sent();
        try (KafkaProducer<byte[], byte[]> producer = producer(brokers)) {
            EventFiles.lines(
                    EventFiles.Form.JSON,
                    0,
                    0,
                    EVENTS,
                    line -> sent.add(producer, new ProducerRecord<>(INPUT, sent.partition(), null, withoutEnd(line))));
        }
        sent.requireAll();
        return new Measured(EVENTS, (System.nanoTime() - start) / 1e9, "filled");
    }

    private static byte[] withoutEnd(byte[] line) {
        return Arrays.copyOf(line, line.length - 1);
    }

    /**
     * What is committed in a topic, as a text that is the same for the same values in any order.
     */
    static String check(String brokers, String topic) {
        long records = 0;
        long sum = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(brokers, new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!isAt(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records++;
                    sum += Arrays.hashCode(record.value()) * 0x9E3779B97F4A7C15L;
                }
            }
        }
        return "records=" + records + " sum=" + Long.toHexString(sum);
    }

    /** The partitions of a topic. */
    static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Whether all partitions are read up to these offsets. */
    static boolean isAt(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** A consumer of what is committed, with fetches as large as they help. */
    static <T> KafkaConsumer<T, T> consumer(String brokers, Deserializer<T> deserializer) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        4_096,
                        "max.partition.fetch.bytes",
                        FETCH_BYTES),
                deserializer,
                deserializer);
    }

    /** A producer with batches as large as they help. */
    static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "linger.ms",
                        5,
                        "batch.size",
                        BATCH_BYTES,
                        "buffer.memory",
                        BUFFER_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
    }

    /** Counts what is sent, and remembers a failure. */
    static final class Sent implements Callback {
        private volatile @Nullable Exception failure;
        private long count;

        int partition() {
            return (int) (count % PARTITIONS);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
        void add(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
            count++;
            producer.send(record, this);
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failed) {
            if (failed != null) {
                failure = failed;
            }
        }

        /** @throws ExecutionException if a record was not acknowledged; the producer is flushed or closed */
        void requireAll() throws ExecutionException {
            Exception failed = failure;
            if (failed != null) {
                throw new ExecutionException(failed);
            }
        }
    }
}
