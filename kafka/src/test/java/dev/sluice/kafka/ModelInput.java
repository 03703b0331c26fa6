package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What arrives in a topic: records of their own and of transactions, some of which are given up or end late. */
final class ModelInput {
    static final String TOPIC = "input";

    private final ModelCluster cluster;
    private final SplittableRandom random;
    private final int partitions;

    /** Values are said again, if they are few. */
    private final int distinct;

    private final List<String> committed = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private int count;

    ModelInput(ModelCluster cluster, SplittableRandom random, int distinct) {
        this.cluster = cluster;
        this.random = random;
        this.distinct = distinct;
        this.partitions = 1 + random.nextInt(3);
        cluster.make(TOPIC, partitions);
    }

    /** Every value that has arrived and was not given up. */
    List<String> committed() {
        return committed;
    }

    /** Values of records that retention has taken. */
    List<String> removed() {
        return removed;
    }

    /** Those of them that nobody has begun to read. */
    List<String> unread() {
        return unread;
    }

    /** Values of records that a leader did not have, so that others have come in their place. */
    List<String> replaced() {
        return replaced;
    }

    void arrive() {
        int records = 1 + random.nextInt(5);
        switch (random.nextInt(5)) {
            case 0 -> transaction(records, true);
            case 1 -> transaction(records, false);
            default -> {
                for (int record = 0; record < records; record++) {
                    partition().append(entry(value(true), null));
                }
            }
        }
    }

    private void transaction(int records, boolean commits) {
        ModelTransaction transaction = new ModelTransaction();
        ModelPartition partition = partition();
        for (int record = 0; record < records; record++) {
            partition.append(entry(value(commits), transaction));
        }
        Runnable end = () -> {
            transaction.end(commits);
            partition.append(new ModelPartition.Entry(null, null, 0, transaction, true));
        };
        if (!commits) {
            cluster.meet(KafkaSituation.KS8_RECORDS_OF_AN_ABORTED_TRANSACTION_ARE_PASSED);
        }
        if (random.nextInt(3) == 0) {
            cluster.later(end);
        } else {
            end.run();
        }
    }

    private String value(boolean counts) {
        String value = counts ? "v" + count++ % distinct : "never" + count;
        if (counts) {
            committed.add(value);
        }
        return value;
    }

    private static ModelPartition.Entry entry(String value, @Nullable ModelTransaction of) {
        return new ModelPartition.Entry(null, value.getBytes(UTF_8), 0, of, false);
    }

    private ModelPartition partition() {
        return partitions().get(random.nextInt(partitions));
    }

    private List<ModelPartition> partitions() {
        ModelCluster.Topic topic = cluster.topic(TOPIC);
        if (topic == null) {
            throw new IllegalStateException("no input");
        }
        return topic.partitions();
    }

    /**
     * Retention takes some of the oldest records of a partition.
     *
     * @param isRead whether a query has begun to read: before, nobody misses them
     */
    void retain(boolean isRead) {
        ModelPartition partition = partition();
        long before = partition.start();
        partition.deleteUpTo(before + random.nextInt(6));
        for (long offset = before; offset < partition.start(); offset++) {
            byte[] value = partition.at(offset).value();
            if (value != null) {
                String text = new String(value, UTF_8);
                removed.add(text);
                if (!isRead) {
                    unread.add(text);
                }
            }
        }
    }

    /** Some partition has another leader, which has all there is. */
    void elect(SplittableRandom chance) {
        partitions().get(chance.nextInt(partitions)).elect();
    }

    /**
     * Some partition has another leader, which lacks its last records, and others come until it is longer than it was.
     *
     * @return the partition, and up to where it has what it had
     */
    Map.Entry<Integer, Long> cut(SplittableRandom chance) {
        cluster.settle();
        int number = chance.nextInt(partitions);
        ModelPartition partition = partitions().get(number);
        long before = partition.end();
        long kept = Math.max(partition.start(), before - 1 - chance.nextInt(5));
        for (long offset = kept; offset < before; offset++) {
            byte[] value = partition.at(offset).value();
            String text = value == null ? "" : new String(value, UTF_8);
            if (committed.remove(text)) {
                replaced.add(text);
            }
        }
        partition.elect(kept);
        while (partition.end() <= before + chance.nextInt(3)) {
            partition.append(entry(value(true), null));
        }
        cluster.note("partition " + number + " is cut off at " + kept + " of " + before + ", and ends at "
                + partition.end());
        return Map.entry(number, kept);
    }

    /** The topic is deleted and made again. */
    void makeAgain() {
        cluster.settle();
        cluster.delete(TOPIC);
        cluster.make(TOPIC, partitions);
        cluster.meet(KafkaSituation.KS4_A_TOPIC_IS_MADE_AGAIN);
        committed.clear();
        removed.clear();
        unread.clear();
    }
}
