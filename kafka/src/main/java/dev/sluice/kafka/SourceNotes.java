package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.types.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What a source notes with the checkpoint: at which offset it began each partition; the id of each topic, by which one that
 * was deleted and made again is told from the one it was; and the epoch of the leader that is known to have had all that is planned
 * of a partition, by which a log that was cut off is told. Entry 0 is of where the query began, each later one of partitions that
 * were found while it ran, or whose leader was another one; the first line of an entry is the JSON of offsets, the second that of
 * ids, the third, which entries of earlier releases have not, that of epochs. Every few entries one repeats them all, and has
 * where the query began as its fourth line.
 *
 * <p>Used by the thread of the query. That of looks reads what is not of epochs, and while that changes no look is under way.
 */
final class SourceNotes {
    private static final String TOPIC_IDS = "topicIds";

    private final SourceContext context;
    private final SortedMap<TopicPartition, Long> begins = new TreeMap<>(PartitionOffsets.ORDER);
    private final Map<String, Uuid> topicIds = new TreeMap<>();
    private final SortedMap<TopicPartition, Long> epochs = new TreeMap<>(PartitionOffsets.ORDER);
    private @Nullable PartitionOffsets initial;
    private long nextEntry;

    /** @throws SluiceException {@code PLAN_DAMAGED} if they cannot be read, or are gone though batches are planned */
    SourceNotes(SourceContext context) {
        this.context = context;
        for (Map.Entry<Long, List<String>> entry : context.log().latest().entrySet()) {
            read(entry.getKey(), entry.getValue());
        }
        if (initial == null && context.hasPlans()) {
            throw SluiceException.of(
                            ErrorCondition.PLAN_DAMAGED, "the log of the source has lost where the query began")
                    .at("source " + context.sourceName())
                    .found("planned batches and no entry 0")
                    .safe("nothing was read")
                    .mend("restore the folder `sources` of the checkpoint from a backup")
                    .build();
        }
    }

    private void read(long id, List<String> lines) {
        try {
            PartitionOffsets offsets = PartitionOffsets.parse(lines.get(0));
            begins.putAll(offsets.byPartition());
            if (id == 0) {
                initial = offsets;
            } else if (lines.size() > 3) {
                initial = PartitionOffsets.parse(lines.get(3));
            }
            if (Json.parseObject(lines.get(1)).get(TOPIC_IDS) instanceof Map<?, ?> ids) {
                ids.forEach(
                        (topic, text) -> topicIds.put(String.valueOf(topic), Uuid.fromString(String.valueOf(text))));
            }
            if (lines.size() > 2) {
                epochs.putAll(PartitionOffsets.parse(lines.get(2)).byPartition());
            }
            nextEntry = id + 1;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw SluiceException.of(ErrorCondition.PLAN_DAMAGED, "an entry of the source log cannot be read")
                    .at("source " + context.sourceName())
                    .at("entry " + id)
                    .found(String.valueOf(malformed.getMessage()))
                    .expected(
                            "a line with offsets by partition, one with ids of topics, and one with epochs by partition")
                    .mend("restore the checkpoint from a backup")
                    .cause(malformed)
                    .build();
        }
    }

    /** Where the query began, null before it has. */
    @Nullable
    PartitionOffsets initial() {
        return initial;
    }

    /** At which offset a partition is read from first, null if it is not known. */
    @Nullable
    Long begin(TopicPartition partition) {
        return begins.get(partition);
    }

    /** The first offset of each partition that {@code end} has: that of {@code from}, or where one begins that was found since. */
    PartitionOffsets begins(PartitionOffsets from, PartitionOffsets end) {
        SortedMap<TopicPartition, Long> all = new TreeMap<>(PartitionOffsets.ORDER);
        for (TopicPartition partition : end.byPartition().keySet()) {
            Long known = from.byPartition().get(partition);
            Long begin = known == null ? begins.get(partition) : known;
            if (begin == null) {
                throw KafkaErrors.damaged(
                        end.json(), "a partition of which nobody knows where it begins: " + partition);
            }
            all.put(partition, begin);
        }
        return new PartitionOffsets(all);
    }

    /** The id that a topic had when it was first seen, null if it never was. */
    @Nullable
    Uuid topicId(String topic) {
        return topicIds.get(topic);
    }

    /** The epoch with which all that is planned of a partition is known, {@link EpochOffset#NO_EPOCH} where it is not. */
    int epoch(TopicPartition partition) {
        return Math.toIntExact(epochs.getOrDefault(partition, (long) EpochOffset.NO_EPOCH));
    }

    /** Notes epochs, durably and before anything is planned that is known with them; nothing where they are known. */
    void addEpochs(Map<TopicPartition, EpochOffset> places) {
        Map<TopicPartition, Long> changed = new TreeMap<>(PartitionOffsets.ORDER);
        places.forEach((partition, place) -> {
            if (place.epoch() != epoch(partition)) {
                changed.put(partition, (long) place.epoch());
            }
        });
        if (!changed.isEmpty()) {
            epochs.putAll(changed);
            write(lines(PartitionOffsets.of(Map.of()), Map.of(), PartitionOffsets.of(changed)));
        }
    }

    /** Notes where partitions begin, durably; the first time, where the query does. */
    void add(PartitionOffsets offsets, Map<String, Uuid> ids, PartitionOffsets leaderEpochs) {
        if (nextEntry == 0) {
            initial = offsets;
        }
        begins.putAll(offsets.byPartition());
        topicIds.putAll(ids);
        epochs.putAll(leaderEpochs.byPartition());
        write(lines(offsets, ids, leaderEpochs));
    }

    private static List<String> lines(PartitionOffsets offsets, Map<String, Uuid> ids, PartitionOffsets leaderEpochs) {
        Map<String, String> texts = new TreeMap<>();
        ids.forEach((topic, id) -> texts.put(topic, id.toString()));
        return List.of(offsets.json(), Json.write(Map.of(TOPIC_IDS, texts)), leaderEpochs.json());
    }

    private void write(List<String> lines) {
        long id = nextEntry++;
        LogUpkeep upkeep = context.logUpkeep();
        if (initial == null || (id + 1) % upkeep.compactInterval() != 0) {
            context.log().add(id, lines);
            return;
        }
        List<String> all = new ArrayList<>(lines(new PartitionOffsets(begins), topicIds, new PartitionOffsets(epochs)));
        all.add(initial.json());
        context.log().addCompacted(id, all);
        // So that with the compaction before it there is all that this one repeats, if it is damaged one day.
        context.log().addUncompacted(id, lines);
        if (upkeep.deletes()) {
            context.log()
                    .purgeBelow(
                            id - upkeep.compactInterval(),
                            context.clock().wallMillis() - upkeep.cleanupDelay().toMillis());
        }
    }
}
