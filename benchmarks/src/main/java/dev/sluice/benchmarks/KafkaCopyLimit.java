package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The limit of COPY: each thread reads half of the partitions and sends what it reads. */
final class KafkaCopyLimit {
    private static final int THREADS = 2;

    private KafkaCopyLimit() {}

    static Measured run(String brokers, String output) throws Exception {
        long start = System.nanoTime();
        List<KafkaTopics.Sent> sent = new ArrayList<>();
        long rows = 0;
        try (Parallel parallel = new Parallel();
                KafkaProducer<byte[], byte[]> producer = KafkaTopics.producer(brokers)) {
            List<Callable<Long>> copies = new ArrayList<>();
            List<TopicPartition> partitions = KafkaTopics.partitions(KafkaTopics.INPUT);
            int share = partitions.size() / THREADS;
            for (int thread = 0; thread < THREADS; thread++) {
                List<TopicPartition> own = partitions.subList(thread * share, (thread + 1) * share);
                KafkaTopics.Sent ofThread = new KafkaTopics.Sent();
                sent.add(ofThread);
                copies.add(() -> copy(brokers, own, producer, output, ofThread));
            }
            for (long copied : parallel.all(copies)) {
                rows += copied;
            }
        }
        for (KafkaTopics.Sent records : sent) {
            records.requireAll();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, KafkaTopics.check(brokers, output));
    }

    private static long copy(
            String brokers,
            List<TopicPartition> partitions,
            KafkaProducer<byte[], byte[]> producer,
            String output,
            KafkaTopics.Sent sent) {
        long rows = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaTopics.consumer(brokers, new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!KafkaTopics.isAt(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    sent.add(producer, new ProducerRecord<>(output, record.key(), record.value()));
                    rows++;
                }
            }
        }
        return rows;
    }
}
