package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of a source as the cluster shows them now, beside what the query knows of them. An answer in which a partition is
 * missing or ends before it was read to is asked for again, since a leader may be about to move, and only then believed.
 */
final class KnownTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTopics.class);

    private final Cluster cluster;
    private final Subscription subscription;
    private final SourceNotes notes;
    private final LostRecords lost;

    /** Topics whose kind of retention was looked at. */
    private final Set<String> seen = new HashSet<>();

    /** Partitions that were missing at the last look, which is told once. */
    private Set<TopicPartition> toldMissing = Set.of();

    /** The ends of partitions when they were there last, by which one can tell how much was lost with them. */
    private final Map<TopicPartition, Long> lastEnds = new TreeMap<>(PartitionOffsets.ORDER);

    private boolean isVerified;

    KnownTopics(Cluster cluster, Subscription subscription, SourceNotes notes, LostRecords lost) {
        this.cluster = cluster;
        this.subscription = subscription;
        this.notes = notes;
        this.lost = lost;
    }

    /**
     * The topics that a new query finds.
     *
     * @throws SluiceException if a topic or partition that is named is not there, however often it is asked for
     */
    Cluster.Topics first() {
        Cluster.Topics there = cluster.topics(subscription);
        List<String> missing = missing(there);
        for (int attempt = 0; !missing.isEmpty() && attempt < cluster.retries(); attempt++) {
            cluster.pause();
            there = cluster.topics(subscription);
            missing = missing(there);
        }
        if (!missing.isEmpty()) {
            throw SluiceException.of(ErrorCondition.KAFKA_TOPIC_NOT_FOUND, "what is to be read is not there")
                    .at("source \"kafka\"")
                    .found("no " + String.join(", no ", missing))
                    .safe("nothing was read")
                    .mend("correct the name, or create the topic before the query starts")
                    .build();
        }
        warnOfCompaction(there.ids().keySet());
        return there;
    }

    /** What is named in the subscription and is not there. */
    private List<String> missing(Cluster.Topics there) {
        return switch (subscription) {
            case Subscription.Assign(SortedSet<TopicPartition> partitions) ->
                partitions.stream()
                        .filter(partition -> !there.partitions().contains(partition))
                        .map(partition ->
                                "partition " + partition.partition() + " of topic \"" + partition.topic() + "\"")
                        .toList();
            case Subscription.Topics(List<String> names) ->
                names.stream()
                        .filter(name -> !there.ids().containsKey(name))
                        .map(name -> "topic \"" + name + "\"")
                        .toList();
            case Subscription.Matching ignored -> List.of();
        };
    }

    /**
     * What there is at a moment.
     *
     * @param ends of every partition; of one that is gone, where it was read to
     * @param present the partitions that are there
     * @param found where those begin of which nobody has known
     * @param foundIds of topics of which nobody has known
     * @param moved where those are read on that could not be
     */
    record Look(
            PartitionOffsets ends,
            SortedSet<TopicPartition> present,
            PartitionOffsets found,
            Map<String, Uuid> foundIds,
            Map<TopicPartition, Long> moved) {}

    /** As {@link #look(PartitionOffsets, Set)}, where no partition has said that it cannot be read. */
    Look look(PartitionOffsets from) {
        return look(from, Set.of());
    }

    /**
     * Looks at every partition, those among them that are new since {@code from}.
     *
     * @param unreadable whose offset in {@code from} a leader did not have
     * @throws SluiceException if the answers contradict what was read
     */
    Look look(PartitionOffsets from, Set<TopicPartition> unreadable) {
        requireSubscribed(from);
        Trouble trouble = null;
        for (int attempt = 0; attempt <= cluster.retries(); attempt++) {
            if (attempt > 0) {
                cluster.pause();
            }
            Cluster.Topics there = cluster.topics(subscription);
            requireSameTopics(there.ids());
            Map<TopicPartition, Long> ends = cluster.presentOffsets(there.partitions(), OffsetSpec.latest());
            // One that an old answer lacks is found at a later look.
            there.partitions().retainAll(ends.keySet());
            trouble = Trouble.of(from, ends);
            if (trouble == null) {
                toldMissing = Set.of();
                ends.forEach((partition, end) -> lastEnds.merge(partition, end, Math::max));
                return found(from, unreadable, there, ends);
            }
            if (trouble.shrunk().isEmpty()
                    && toldMissing.containsAll(trouble.missing().keySet())) {
                toldMissing = trouble.missing().keySet();
                ends.forEach((partition, end) -> lastEnds.merge(partition, end, Math::max));
                return found(from, unreadable, there, trouble.mended(from, ends));
            }
        }
        if (trouble == null) {
            throw new IllegalStateException("no attempt was made");
        }
        if (!trouble.shrunk().isEmpty()) {
            // Whatever is said of lost records: new ones lie where others were read, so they would be left out unseen.
            throw KafkaErrors.shrunk(
                    trouble.shrunk(), cluster.presentOffsets(trouble.shrunk().keySet(), OffsetSpec.earliest()));
        }
        Map<TopicPartition, Long> missing = trouble.missing();
        Set<TopicPartition> told = toldMissing;
        long records = missing.entrySet().stream()
                .filter(read -> !told.contains(read.getKey()))
                .mapToLong(read -> lastEnds.getOrDefault(read.getKey(), read.getValue()) - read.getValue())
                .filter(count -> count > 0)
                .sum();
        lost.report(records, () -> KafkaErrors.deleted(missing, lastEnds));
        // Known from here on: the query goes on with the other partitions, and with this one from where it stands.
        toldMissing = missing.keySet();
        return look(from, unreadable);
    }

    /** @param ends of the partitions of {@code from} none before it */
    private Look found(
            PartitionOffsets from,
            Set<TopicPartition> unreadable,
            Cluster.Topics there,
            Map<TopicPartition, Long> ends) {
        warnOfCompaction(there.ids().keySet());
        SortedSet<TopicPartition> found = new TreeSet<>(PartitionOffsets.ORDER);
        for (TopicPartition partition : there.partitions()) {
            if (!from.byPartition().containsKey(partition) && notes.begin(partition) == null) {
                found.add(partition);
            }
        }
        PartitionOffsets begins = begins(found);
        Map<String, Uuid> newIds = new TreeMap<>();
        if (!found.isEmpty()) {
            newIds.putAll(there.ids());
            newIds.keySet().removeIf(topic -> notes.topicId(topic) != null);
        }
        return new Look(PartitionOffsets.of(ends), there.partitions(), begins, newIds, moved(from, unreadable, there));
    }

    /** Those that have lost records go on with the first there is; the others stay, for that was a leader which was not up to date. */
    private Map<TopicPartition, Long> moved(
            PartitionOffsets from, Set<TopicPartition> unreadable, Cluster.Topics there) {
        Set<TopicPartition> asked = new TreeSet<>(PartitionOffsets.ORDER);
        asked.addAll(unreadable);
        asked.retainAll(there.partitions());
        Map<TopicPartition, Long> moved = new TreeMap<>(PartitionOffsets.ORDER);
        cluster.offsets(asked, OffsetSpec.earliest()).forEach((partition, earliest) -> {
            long wanted = from.byPartition().getOrDefault(partition, earliest);
            if (wanted < earliest) {
                lost.report(
                        earliest - wanted,
                        () -> KafkaErrors.lost(
                                ErrorCondition.KAFKA_START_OFFSET_RESET,
                                partition,
                                wanted,
                                earliest,
                                earliest - wanted));
            }
            moved.put(partition, Math.max(wanted, earliest));
        });
        return moved;
    }

    /** New partitions are read from their first record, wherever the query began. */
    private PartitionOffsets begins(SortedSet<TopicPartition> found) {
        Map<TopicPartition, Long> begins = cluster.offsets(found, OffsetSpec.earliest());
        begins.forEach((partition, begin) -> {
            if (begin > 0) {
                lost.report(
                        begin,
                        () -> KafkaErrors.lost(
                                ErrorCondition.KAFKA_ADDED_PARTITION_NOT_FROM_ZERO, partition, 0, begin, begin));
            }
        });
        return PartitionOffsets.of(begins);
    }

    /** Notes what a look has found, durably, before anything is planned of it. */
    void note(Look look) {
        isVerified = true;
        if (!look.found().isEmpty()) {
            LOG.info("New partitions are read from their first record: {}", look.found());
            notes.add(look.found(), look.foundIds());
        }
    }

    /** Sees to it, once for each run, that a batch which was planned by an earlier one still means the same topics. */
    void verifyOnce(PartitionOffsets planned) {
        if (!isVerified) {
            requireSubscribed(planned);
            Cluster.Topics there = cluster.topics(subscription);
            requireSameTopics(there.ids());
            warnOfCompaction(there.ids().keySet());
            isVerified = true;
        }
    }

    private void warnOfCompaction(Set<String> topics) {
        Set<String> unseen = new TreeSet<>(topics);
        unseen.removeAll(seen);
        cluster.warnOfCompaction(unseen);
        seen.addAll(unseen);
    }

    private void requireSubscribed(PartitionOffsets from) {
        List<TopicPartition> others = from.byPartition().keySet().stream()
                .filter(partition -> !subscription.covers(partition))
                .toList();
        if (!others.isEmpty()) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCOMPATIBLE,
                            "the query does not subscribe any more to what it has read")
                    .at("source \"kafka\"")
                    .found(subscription.toString())
                    .expected("one that has " + others)
                    .safe("nothing was changed")
                    .mend("subscribe to what there was, and to more if you like; or start on a new checkpoint")
                    .build();
        }
    }

    private void requireSameTopics(Map<String, Uuid> ids) {
        ids.forEach((topic, id) -> {
            Uuid known = notes.topicId(topic);
            // Brokers that know no ids give every topic the same one.
            if (known != null && !known.equals(id) && !known.equals(Uuid.ZERO_UUID) && !id.equals(Uuid.ZERO_UUID)) {
                throw SluiceException.of(
                                ErrorCondition.TOPIC_RECREATED,
                                "the topic is another one than that which the query has read")
                        .at("source \"kafka\", topic \"" + topic + "\"")
                        .found("topic id " + id)
                        .expected("topic id " + known)
                        .safe("nothing of the new topic was read")
                        .mend(
                                "start on a new checkpoint, which reads the new topic as startingOffsets says; what the old"
                                        + " topic held and was not read is gone with it")
                        .build();
            }
        });
    }

    /**
     * What is wrong with an answer.
     *
     * @param missing partitions that are not in it, with where they were read to
     * @param shrunk partitions that end before they were read to
     */
    private record Trouble(Map<TopicPartition, Long> missing, Map<TopicPartition, ShrunkEnd> shrunk) {
        static @Nullable Trouble of(PartitionOffsets from, Map<TopicPartition, Long> ends) {
            Map<TopicPartition, Long> missing = new TreeMap<>(PartitionOffsets.ORDER);
            Map<TopicPartition, ShrunkEnd> shrunk = new TreeMap<>(PartitionOffsets.ORDER);
            from.byPartition().forEach((partition, read) -> {
                Long end = ends.get(partition);
                if (end == null) {
                    missing.put(partition, read);
                } else if (end < read) {
                    shrunk.put(partition, new ShrunkEnd(read, end));
                }
            });
            return missing.isEmpty() && shrunk.isEmpty() ? null : new Trouble(missing, shrunk);
        }

        /** Partitions that are missing end where they were read to. */
        Map<TopicPartition, Long> mended(PartitionOffsets read, Map<TopicPartition, Long> ends) {
            Map<TopicPartition, Long> mended = new TreeMap<>(PartitionOffsets.ORDER);
            mended.putAll(ends);
            read.byPartition().forEach(mended::putIfAbsent);
            return mended;
        }
    }
}
