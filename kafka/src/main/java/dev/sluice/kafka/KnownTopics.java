package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
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
    private final LogHistory history;
    private final LostRecords lost;

    /** Topics whose kind of retention was looked at. */
    private final Set<String> seen = new HashSet<>();

    /** Partitions that were missing at the last look that was noted, which is told once. */
    private volatile Set<TopicPartition> toldMissing = Set.of();

    /** The ends of partitions when they were there last, by which one can tell how much was lost with them. */
    private final Map<TopicPartition, Long> lastEnds = new TreeMap<>(PartitionOffsets.ORDER);

    /** Whether a look of this run was noted that began where earlier ones have ended, so that all they planned is verified. */
    private boolean isVerified;

    KnownTopics(Cluster cluster, Subscription subscription, SourceNotes notes, LogHistory history, LostRecords lost) {
        this.cluster = cluster;
        this.subscription = subscription;
        this.notes = notes;
        this.history = history;
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
     * What there is at a moment. Nothing of it counts before it is noted: a look may be dropped, and what it has found is found
     * again.
     *
     * @param ends of every partition; of one that is gone, where it was read to
     * @param present the partitions that are there
     * @param missing those that were read and are not there any more
     * @param found where those begin of which nobody has known
     * @param foundIds of topics of which nobody has known
     * @param moved where those are read on that could not be
     * @param epochs by partition, of leaders of which is known that they have all that was read
     * @param losses what is gone, as is not known yet
     */
    record Look(
            PartitionOffsets ends,
            SortedSet<TopicPartition> present,
            Set<TopicPartition> missing,
            PartitionOffsets found,
            Map<String, Uuid> foundIds,
            Map<TopicPartition, Long> moved,
            Map<TopicPartition, EpochOffset> epochs,
            List<Loss> losses) {}

    /** Records that are gone, with the error where that is one. */
    record Loss(long records, Supplier<SluiceException> error) {}

    /**
     * Looks at every partition, those among them that are new since {@code from}. Where one has another leader than was noted, that
     * is asked whether it has what was read.
     *
     * @param from no later than what is planned
     * @throws SluiceException if the answers contradict what was read
     */
    Look look(PartitionOffsets from) {
        return look(from, Set.of(), true);
    }

    /**
     * The same of what a consumer reads, which asks each leader itself.
     *
     * @param unreadable whose offset in {@code from} a leader did not have
     */
    Look look(PartitionOffsets from, Set<TopicPartition> unreadable) {
        return look(from, unreadable, false);
    }

    private Look look(PartitionOffsets from, Set<TopicPartition> unreadable, boolean asksForEpochs) {
        requireSubscribed(from);
        Set<TopicPartition> told = toldMissing;
        for (int attempt = 0; ; attempt++) {
            Cluster.Topics there = cluster.topics(subscription);
            requireSameTopics(there.ids());
            Map<TopicPartition, EpochOffset> ends = cluster.presentEnds(there.partitions());
            // One that an old answer lacks is found at a later look.
            there.partitions().retainAll(ends.keySet());
            Trouble trouble = Trouble.of(from, ends);
            if (trouble.isKnown(told) || attempt >= cluster.retries()) {
                if (!trouble.shrunk().isEmpty()) {
                    // Whatever is said of lost records: new ones lie where others were read, so they would be left out
                    // unseen.
                    throw KafkaErrors.shrunk(
                            trouble.shrunk(),
                            cluster.presentOffsets(trouble.shrunk().keySet(), OffsetSpec.earliest()));
                }
                Map<TopicPartition, EpochOffset> later = asksForEpochs ? laterEpochs(ends) : Map.of();
                requireUncut(from, later.keySet());
                return found(from, unreadable, there, ends, trouble.missing(), later);
            }
            cluster.pause();
        }
    }

    /** The ends that another leader has told than was noted. An earlier one is not up to date. */
    private Map<TopicPartition, EpochOffset> laterEpochs(Map<TopicPartition, EpochOffset> ends) {
        Map<TopicPartition, EpochOffset> later = new TreeMap<>(PartitionOffsets.ORDER);
        ends.forEach((partition, end) -> {
            if (end.epoch() > notes.epoch(partition)) {
                later.put(partition, end);
            }
        });
        return later;
    }

    private void requireUncut(PartitionOffsets from, Set<TopicPartition> otherwiseLed) {
        Map<TopicPartition, EpochOffset> read = new TreeMap<>(PartitionOffsets.ORDER);
        from.of(otherwiseLed).byPartition().forEach((partition, offset) -> {
            EpochOffset place = new EpochOffset(offset, notes.epoch(partition));
            if (place.hasEpoch()) {
                read.put(partition, place);
            }
        });
        history.requireUncut(read);
    }

    /**
     * @param ends of the partitions of {@code from} none before it
     * @param missing where those were read to that are not there
     */
    private Look found(
            PartitionOffsets from,
            Set<TopicPartition> unreadable,
            Cluster.Topics there,
            Map<TopicPartition, EpochOffset> ends,
            Map<TopicPartition, Long> missing,
            Map<TopicPartition, EpochOffset> epochs) {
        warnOfCompaction(there.ids().keySet());
        List<Loss> losses = new ArrayList<>();
        Map<TopicPartition, Long> all = new TreeMap<>(PartitionOffsets.ORDER);
        ends.forEach((partition, end) -> all.put(partition, end.offset()));
        all.forEach((partition, end) -> lastEnds.merge(partition, end, Math::max));
        all.putAll(missing);
        addDeleted(losses, missing);
        SortedSet<TopicPartition> found = new TreeSet<>(PartitionOffsets.ORDER);
        for (TopicPartition partition : there.partitions()) {
            if (!from.byPartition().containsKey(partition) && notes.begin(partition) == null) {
                found.add(partition);
            }
        }
        PartitionOffsets begins = begins(found, losses);
        Map<String, Uuid> newIds = new TreeMap<>();
        if (!found.isEmpty()) {
            newIds.putAll(there.ids());
            newIds.keySet().removeIf(topic -> notes.topicId(topic) != null);
        }
        return new Look(
                PartitionOffsets.of(all),
                there.partitions(),
                missing.keySet(),
                begins,
                newIds,
                moved(from, unreadable, there, losses),
                epochs,
                losses);
    }

    /** The query goes on with the other partitions, and with these from where they stand. */
    private void addDeleted(List<Loss> losses, Map<TopicPartition, Long> missing) {
        Map<TopicPartition, Long> untold = new TreeMap<>(PartitionOffsets.ORDER);
        untold.putAll(missing);
        untold.keySet().removeAll(toldMissing);
        if (untold.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = new TreeMap<>(PartitionOffsets.ORDER);
        ends.putAll(lastEnds);
        long records = untold.entrySet().stream()
                .mapToLong(read -> ends.getOrDefault(read.getKey(), read.getValue()) - read.getValue())
                .filter(count -> count > 0)
                .sum();
        losses.add(new Loss(records, () -> KafkaErrors.deleted(missing, ends)));
    }

    /** Those that have lost records go on with the first there is; the others stay, for that was a leader which was not up to date. */
    private Map<TopicPartition, Long> moved(
            PartitionOffsets from, Set<TopicPartition> unreadable, Cluster.Topics there, List<Loss> losses) {
        Set<TopicPartition> asked = new TreeSet<>(PartitionOffsets.ORDER);
        asked.addAll(unreadable);
        asked.retainAll(there.partitions());
        Map<TopicPartition, Long> moved = new TreeMap<>(PartitionOffsets.ORDER);
        cluster.offsets(asked, OffsetSpec.earliest()).forEach((partition, earliest) -> {
            long wanted = from.byPartition().getOrDefault(partition, earliest);
            if (wanted < earliest) {
                losses.add(new Loss(
                        earliest - wanted,
                        () -> KafkaErrors.lost(
                                ErrorCondition.KAFKA_START_OFFSET_RESET,
                                partition,
                                wanted,
                                earliest,
                                earliest - wanted)));
            }
            moved.put(partition, Math.max(wanted, earliest));
        });
        return moved;
    }

    /** New partitions are read from their first record, wherever the query began. */
    private PartitionOffsets begins(SortedSet<TopicPartition> found, List<Loss> losses) {
        Map<TopicPartition, Long> begins = cluster.offsets(found, OffsetSpec.earliest());
        begins.forEach((partition, begin) -> {
            if (begin > 0) {
                losses.add(new Loss(
                        begin,
                        () -> KafkaErrors.lost(
                                ErrorCondition.KAFKA_ADDED_PARTITION_NOT_FROM_ZERO, partition, 0, begin, begin)));
            }
        });
        return PartitionOffsets.of(begins);
    }

    /**
     * Notes what a look has found, durably, before anything is planned of it.
     *
     * @param look from the last plan on
     * @throws SluiceException if records are gone, unless lost records are only counted
     */
    void note(Look look) {
        noteFound(look);
        notes.addEpochs(look.epochs());
        isVerified = true;
    }

    private void noteFound(Look look) {
        look.losses().forEach(loss -> lost.report(loss.records(), loss.error()));
        toldMissing = look.missing();
        if (!look.found().isEmpty()) {
            LOG.info("New partitions are read from their first record: {}", look.found());
            notes.add(look.found(), look.foundIds(), PartitionOffsets.of(Map.of()));
        }
    }

    /**
     * Sees to it that a batch which was planned by an earlier run still means the same records. There may be several, of a checkpoint that
     * was rolled back. Epochs are not noted: a leader that has what the first of them reads may lack what the next one does.
     *
     * @return the partitions of it that are not there any more
     * @throws SluiceException if others lie where its records were, or if some are gone, unless lost records are only counted
     */
    Set<TopicPartition> verify(PartitionOffsets planned) {
        if (isVerified) {
            return Set.of();
        }
        Look found = look(planned);
        noteFound(found);
        return found.missing();
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
        static Trouble of(PartitionOffsets from, Map<TopicPartition, EpochOffset> ends) {
            Map<TopicPartition, Long> missing = new TreeMap<>(PartitionOffsets.ORDER);
            Map<TopicPartition, ShrunkEnd> shrunk = new TreeMap<>(PartitionOffsets.ORDER);
            from.byPartition().forEach((partition, read) -> {
                EpochOffset end = ends.get(partition);
                if (end == null) {
                    missing.put(partition, read);
                } else if (end.offset() < read) {
                    shrunk.put(partition, new ShrunkEnd(read, end.offset()));
                }
            });
            return new Trouble(missing, shrunk);
        }

        /** Whether there is none, but what was told before. */
        boolean isKnown(Set<TopicPartition> told) {
            return shrunk.isEmpty() && told.containsAll(missing.keySet());
        }
    }
}
