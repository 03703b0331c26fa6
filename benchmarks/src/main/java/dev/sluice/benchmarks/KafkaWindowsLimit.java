package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * The limit of W3: each thread reads half of the partitions, and puts an event into the pane of its minute straight from the
 * bytes of its record; then every window is put together from its ten panes, and sent as JSON.
 */
final class KafkaWindowsLimit {
    private static final int THREADS = 2;
    private static final long MINUTE_MILLIS = 60_000;
    private static final int PANES = 10;

    private final Map<String, Integer> devices = new HashMap<>();
    private final TreeMap<Long, Pane> panes = new TreeMap<>();

    private KafkaWindowsLimit() {}

    static Measured run(String brokers, String output) throws Exception {
        long start = System.nanoTime();
        KafkaWindowsLimit limit = new KafkaWindowsLimit();
        KafkaTopics.Sent[] sent = new KafkaTopics.Sent[THREADS];
        long rows = 0;
        try (Parallel parallel = new Parallel();
                KafkaProducer<byte[], byte[]> producer = KafkaTopics.producer(brokers)) {
            List<Callable<Scan>> scans = new ArrayList<>();
            List<TopicPartition> partitions = KafkaTopics.partitions(KafkaTopics.INPUT);
            int share = partitions.size() / THREADS;
            for (int thread = 0; thread < THREADS; thread++) {
                List<TopicPartition> own = partitions.subList(thread * share, (thread + 1) * share);
                scans.add(() -> Scan.of(brokers, own));
            }
            for (Scan scan : parallel.all(scans)) {
                limit.add(scan);
                rows += scan.rows;
            }
            List<Callable<Boolean>> sends = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int parity = thread;
                sent[thread] = new KafkaTopics.Sent();
                sends.add(() -> limit.send(producer, output, parity, sent[parity]));
            }
            parallel.all(sends);
        }
        for (KafkaTopics.Sent records : sent) {
            records.requireAll();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(rows, seconds, KafkaTopics.check(brokers, output));
    }

    private void add(Scan scan) {
        int[] ids = new int[scan.devices.count];
        for (int device = 0; device < ids.length; device++) {
            ids[device] = devices.computeIfAbsent(scan.devices.name(device), name -> devices.size());
        }
        scan.panes
                .byMinute()
                .forEach((minute, part) ->
                        panes.computeIfAbsent(minute, Pane::new).add(part, ids, devices.size()));
    }

    /** Sends every other window. */
    private boolean send(KafkaProducer<byte[], byte[]> producer, String topic, int parity, KafkaTopics.Sent sent) {
        byte[][] keys = new byte[devices.size()][];
        devices.forEach((name, device) -> keys[device] = name.getBytes(US_ASCII));
        StringBuilder text = new StringBuilder();
        for (long window = panes.firstKey() - PANES + 1; window <= panes.lastKey(); window++) {
            Pane[] parts = panes.subMap(window, window + PANES).values().toArray(Pane[]::new);
            if (Math.floorMod(window, THREADS) != parity || parts.length == 0) {
                continue;
            }
            String start = Instant.ofEpochMilli(window * MINUTE_MILLIS).toString();
            for (int device = 0; device < keys.length; device++) {
                double sum = 0;
                double max = Double.NEGATIVE_INFINITY;
                long count = 0;
                for (Pane pane : parts) {
                    if (device < pane.counts.length) {
                        sum += pane.sums[device];
                        count += pane.counts[device];
                        max = Math.max(max, pane.maxima[device]);
                    }
                }
                if (count > 0) {
                    text.setLength(0);
                    text.append("{\"device\":\"").append(new String(keys[device], US_ASCII));
                    // Of whole minutes an Instant leaves out the fraction.
                    text.append("\",\"start\":\"").append(start, 0, start.length() - 1);
                    text.append(".000Z\",\"average\":").append(sum / count);
                    text.append(",\"maximum\":")
                            .append(max)
                            .append(",\"count\":")
                            .append(count);
                    byte[] value = text.append('}').toString().getBytes(US_ASCII);
                    sent.add(producer, new ProducerRecord<>(topic, keys[device], value));
                }
            }
        }
        return true;
    }

    /** What some partitions hold. */
    private static final class Scan {
        private final Devices devices = new Devices();
        private final RecentPanes panes = new RecentPanes();
        private final Lines.Times times = new Lines.Times();
        private long rows;

        private static Scan of(String brokers, List<TopicPartition> partitions) {
            Scan scan = new Scan();
            try (KafkaConsumer<ByteBuffer, ByteBuffer> consumer =
                    KafkaTopics.consumer(brokers, new ByteBufferDeserializer())) {
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (!KafkaTopics.isAt(consumer, ends)) {
                    for (ConsumerRecord<ByteBuffer, ByteBuffer> record : consumer.poll(Duration.ofMillis(100))) {
                        scan.add(record.value());
                    }
                }
            }
            return scan;
        }

        private void add(ByteBuffer value) {
            byte[] buffer = value.array();
            int device = Lines.afterName(buffer, value.arrayOffset() + value.position(), Lines.DEVICE);
            int deviceEnd = Lines.endOfText(buffer, device);
            int time = Lines.afterName(buffer, deviceEnd, Lines.TIME);
            int number = Lines.afterName(buffer, Lines.endOfText(buffer, time), Lines.VALUE);
            double parsed = Lines.number(buffer, number, Lines.endOfNumber(buffer, number));
            rows++;
            panes.at(times.millis(buffer, time) / MINUTE_MILLIS)
                    .add(devices.id(buffer, device, deviceEnd - device), parsed);
        }
    }
}
