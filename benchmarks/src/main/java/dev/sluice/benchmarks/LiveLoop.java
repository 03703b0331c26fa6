package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** The limit of W5: one thread that takes what comes, does its work on each record, and sends it on at once. */
final class LiveLoop implements AutoCloseable {
    private static final byte[] SUFFIX = ",seen".getBytes(US_ASCII);
    private static final long WINDOW_MILLIS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaTopics.Sent sent = new KafkaTopics.Sent();
    private final Thread thread;

    /** What is sent for a record. */
    @FunctionalInterface
    private interface Work {
        byte[] value(ConsumerRecord<byte[], byte[]> record);
    }

    private LiveLoop(String brokers, String input, String output, Work work) {
        this.consumer = LiveEvents.consumer(brokers);
        this.producer = LiveEvents.producer(brokers);
        List<TopicPartition> partitions = KafkaTopics.partitions(input);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = new Thread(() -> run(output, work), "loop");
        thread.start();
    }

    /** Adds a word to every value. */
    static LiveLoop map(String brokers, String input, String output) {
        return new LiveLoop(brokers, input, output, record -> {
            byte[] value = record.value();
            byte[] seen = Arrays.copyOf(value, value.length + SUFFIX.length);
            System.arraycopy(SUFFIX, 0, seen, value.length, SUFFIX.length);
            return seen;
        });
    }

    /** Sends, for every record, how many its device has had in ten seconds. */
    static LiveLoop count(String brokers, String input, String output) {
        Map<String, Map<Long, Integer>> counts = new HashMap<>();
        return new LiveLoop(brokers, input, output, record -> {
            int count = counts.computeIfAbsent(new String(record.key(), US_ASCII), device -> new HashMap<>())
                    .merge(record.timestamp() / WINDOW_MILLIS, 1, Integer::sum);
            return (LiveEvents.leadingNumber(record.value()) + "," + count).getBytes(US_ASCII);
        });
    }

    private void run(String output, Work work) {
        try (consumer;
                producer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    sent.add(producer, new ProducerRecord<>(output, record.key(), work.value(record)));
                }
            }
        } catch (WakeupException closing) {
            // It is measured.
        }
    }

    @Override
    public void close() throws InterruptedException, ExecutionException {
        consumer.wakeup();
        thread.join();
        sent.requireAll();
    }
}
