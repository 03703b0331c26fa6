package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events that are sent at an even rate into one topic, and how old each is when it comes out of another. The value of an event is the
 * moment when it was sent, by the monotonic clock of this process, and what comes out begins with that.
 */
final class LiveEvents {
    /** Events a second. */
    private static final int RATE = 5_000;

    private static final int DEVICES = 100;

    /** Before latencies count: what runs has to be compiled. */
    private static final int WARM_SECONDS = 10;

    private static final long PAUSE_NANOS = 100_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String brokers;
    private final String input;
    private final String output;
    private final int seconds;
    private final KafkaTopics.Sent sent = new KafkaTopics.Sent();
    private volatile long firstCountedNanos = Long.MAX_VALUE;
    private volatile long lastSentNanos = Long.MAX_VALUE;

    private LiveEvents(String brokers, String input, String output, int seconds) {
        this.brokers = brokers;
        this.input = input;
        this.output = output;
        this.seconds = seconds;
    }

    /** What carries events from topic to topic until it is closed. */
    @FunctionalInterface
    interface Carrier {
        /** Begins; events come after it has returned. */
        AutoCloseable start(String input, String output) throws Exception;
    }

    /** The latencies of so many seconds. */
    static Measured measure(String brokers, int seconds, Carrier carrier) throws Exception {
        String id = Long.toString(ProcessHandle.current().pid());
        LiveEvents events = new LiveEvents(brokers, "live-input-" + id, "live-output-" + id, seconds);
        events.makeTopics();
        try (AutoCloseable running = carrier.start(events.input, events.output)) {
            Thread sender = new Thread(events::send, "sender");
            sender.start();
            Measured measured = events.receive();
            sender.join();
            events.sent.requireAll();
            return measured;
        }
    }

    private void makeTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(topic(input), topic(output))).all().get();
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(KafkaTopics.PARTITIONS), Optional.empty());
    }

    private void send() {
        byte[][] keys = new byte[DEVICES][];
        Arrays.setAll(keys, device -> ("device-" + device).getBytes(US_ASCII));
        long all = (long) RATE * (WARM_SECONDS + seconds);
        try (KafkaProducer<byte[], byte[]> producer = producer(brokers)) {
            long start = System.nanoTime();
            firstCountedNanos = start + TimeUnit.SECONDS.toNanos(WARM_SECONDS);
            long count = 0;
            while (count < all) {
                long due = (System.nanoTime() - start) * RATE / TimeUnit.SECONDS.toNanos(1);
                for (; count <= due && count < all; count++) {
                    long now = System.nanoTime();
                    byte[] value = Long.toString(now).getBytes(US_ASCII);
                    sent.add(producer, new ProducerRecord<>(input, keys[(int) (count % DEVICES)], value));
                    if (count == all - 1) {
                        lastSentNanos = now;
                    }
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private Measured receive() {
        long[] latencies = new long[2 * RATE * seconds];
        int count = 0;
        long start = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(brokers)) {
            List<TopicPartition> partitions = KafkaTopics.partitions(output);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long newest = Long.MIN_VALUE;
            long progress = System.nanoTime();
            while (newest < lastSentNanos) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    long now = System.nanoTime();
                    long sentNanos = leadingNumber(record.value());
                    newest = Math.max(newest, sentNanos);
                    progress = now;
                    if (sentNanos >= firstCountedNanos && count < latencies.length) {
                        latencies[count++] = now - sentNanos;
                    }
                }
                if (System.nanoTime() - progress > PATIENCE_NANOS) {
                    throw new IllegalStateException("nothing comes out any more");
                }
            }
        }
        double took = (System.nanoTime() - start) / 1e9;
        Arrays.sort(latencies, 0, count);
        return new Measured(
                count,
                took,
                String.format(
                        Locale.ROOT,
                        "p50=%.3f p95=%.3f p99=%.3f max=%.3f",
                        millis(latencies, count, 0.5),
                        millis(latencies, count, 0.95),
                        millis(latencies, count, 0.99),
                        millis(latencies, count, 1)));
    }

    private static double millis(long[] sorted, int count, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }

    /** The number that a value begins with. */
    static long leadingNumber(byte[] value) {
        long number = 0;
        for (int index = 0; index < value.length && value[index] >= '0' && value[index] <= '9'; index++) {
            number = 10 * number + value[index] - '0';
        }
        return number;
    }

    /** A consumer that is answered as soon as there is something, and sees what is committed. */
    static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("fetch.min.bytes", 1);
        settings.put("max.poll.records", 4_096);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that waits for nothing. */
    static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
