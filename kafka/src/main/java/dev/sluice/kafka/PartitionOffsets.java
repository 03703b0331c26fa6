package dev.sluice.kafka;

import dev.sluice.types.Json;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * A number for each partition: the next offset to read, the epoch of a leader, or a time in milliseconds. As JSON it is what Spark writes,
 * {@code {"topic":{"0":23,"1":345}}}, topics and partitions in order.
 */
record PartitionOffsets(SortedMap<TopicPartition, Long> byPartition) {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    PartitionOffsets {
        SortedMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(byPartition);
        byPartition = Collections.unmodifiableSortedMap(sorted);
    }

    static PartitionOffsets of(Map<TopicPartition, Long> offsets) {
        SortedMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(offsets);
        return new PartitionOffsets(sorted);
    }

    /** @throws IllegalArgumentException if {@code json} is not of that form; the message says what is not */
    static PartitionOffsets parse(String json) {
        SortedMap<TopicPartition, Long> offsets = new TreeMap<>(ORDER);
        Json.parseObject(json).forEach((topic, partitions) -> {
            if (!(partitions instanceof Map<?, ?> numbers)) {
                throw new IllegalArgumentException("topic \"" + topic + "\" has no object of partitions");
            }
            numbers.forEach((partition, number) -> {
                if (!(number instanceof Long value)) {
                    throw new IllegalArgumentException(
                            "partition " + partition + " of topic \"" + topic + "\" has no whole number");
                }
                offsets.put(new TopicPartition(topic, partitionNumber(String.valueOf(partition), topic)), value);
            });
        });
        return new PartitionOffsets(offsets);
    }

    private static int partitionNumber(String text, String topic) {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            number = -1;
        }
        if (number < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not the number of a partition of topic \"" + topic + "\"");
        }
        return number;
    }

    String json() {
        Map<String, Map<String, Long>> topics = new LinkedHashMap<>();
        byPartition.forEach(
                (partition, offset) -> topics.computeIfAbsent(partition.topic(), ignored -> new LinkedHashMap<>())
                        .put(Integer.toString(partition.partition()), offset));
        return Json.write(topics);
    }

    /** Those of some partitions alone. */
    PartitionOffsets of(Set<TopicPartition> partitions) {
        SortedMap<TopicPartition, Long> some = new TreeMap<>(byPartition);
        some.keySet().retainAll(partitions);
        return new PartitionOffsets(some);
    }

    boolean isEmpty() {
        return byPartition.isEmpty();
    }

    @Override
    public String toString() {
        return json();
    }
}
