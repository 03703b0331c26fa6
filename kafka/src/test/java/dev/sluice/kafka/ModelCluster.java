package dev.sluice.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, which outlives the processes that use it: topics with ids, retention, transactions, and requests that
 * are under way when their sender is gone. Touched by the holder of a baton alone.
 */
final class ModelCluster {
    private static final int MOST_NOTES = 200;

    private final SplittableRandom random;
    private final Map<String, Topic> topics = new TreeMap<>();
    private final Map<String, ModelCoordinator> coordinators = new TreeMap<>();
    private final List<Runnable> underWay = new ArrayList<>();
    private final Map<KafkaSituation, Long> met = new EnumMap<>(KafkaSituation.class);
    private final Deque<String> last = new ArrayDeque<>();

    record Topic(Uuid id, List<ModelPartition> partitions) {}

    ModelCluster(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Map<KafkaSituation, Long> met() {
        return met;
    }

    void meet(KafkaSituation situation) {
        met.merge(situation, 1L, Long::sum);
        note(situation.name());
    }

    /** Notes something for those who read why a seed has failed. */
    void note(String what) {
        if (last.size() == MOST_NOTES) {
            last.removeFirst();
        }
        last.addLast(what);
    }

    List<String> notes() {
        return List.copyOf(last);
    }

    void make(String name, int partitions) {
        List<ModelPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new ModelPartition());
        }
        topics.put(name, new Topic(new Uuid(random.nextLong(), random.nextLong()), List.copyOf(all)));
    }

    void delete(String name) {
        topics.remove(name);
    }

    @Nullable
    Topic topic(String name) {
        return topics.get(name);
    }

    List<String> names() {
        return List.copyOf(topics.keySet());
    }

    /** Null if it is not there. */
    @Nullable
    ModelPartition partition(TopicPartition partition) {
        Topic topic = topics.get(partition.topic());
        return topic == null || partition.partition() >= topic.partitions().size()
                ? null
                : topic.partitions().get(partition.partition());
    }

    ModelCoordinator coordinator(String id) {
        return coordinators.computeIfAbsent(id, name -> new ModelCoordinator(name, this));
    }

    /** Something that happens on the brokers at some later moment. */
    void later(Runnable arrival) {
        underWay.add(arrival);
    }

    /** The same after so many others. */
    void later(int moments, Runnable arrival) {
        later(moments == 0 ? arrival : () -> later(moments - 1, arrival));
    }

    /** A moment passes: some of what is under way arrives, in any order. */
    void tick(int percent) {
        if (!underWay.isEmpty() && random.nextInt(100) < percent) {
            arrive(underWay.remove(random.nextInt(underWay.size())));
        }
    }

    /** Transactions that are open too long are given up, whoever has left them. */
    void expire(long nowMillis) {
        coordinators.values().forEach(coordinator -> coordinator.expire(nowMillis));
    }

    /** What was sent last arrives. */
    void arriveLast() {
        arrive(underWay.removeLast());
    }

    /** All of what is under way arrives. */
    void settle() {
        while (!underWay.isEmpty()) {
            tick(100);
        }
        coordinators.values().forEach(ModelCoordinator::writeEnd);
    }

    /** Its sender is not told what becomes of it. */
    private static void arrive(Runnable arrival) {
        try {
            arrival.run();
        } catch (ApiException refused) {
            // As brokers do with what comes too late.
        }
    }

    /** What those see who read what is committed, of all that was ever written. */
    List<byte[]> committed(String name) {
        List<byte[]> values = new ArrayList<>();
        Topic topic = topics.get(name);
        if (topic != null) {
            for (ModelPartition partition : topic.partitions()) {
                for (long offset : partition.fetch(0, false, Integer.MAX_VALUE).offsets()) {
                    byte[] value = partition.at(offset).value();
                    if (value != null) {
                        values.add(value);
                    }
                }
            }
        }
        return values;
    }
}
