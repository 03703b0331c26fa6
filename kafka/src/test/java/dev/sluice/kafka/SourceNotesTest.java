package dev.sluice.kafka;

import static dev.sluice.kafka.ModelSources.PARTITION;
import static dev.sluice.kafka.ModelSources.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.seam.LocalFs;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.testkit.InlineExec;
import dev.sluice.testkit.ManualClock;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What a source keeps in its log, which does not grow with the years. */
class SourceNotesTest {
    private final InMemorySourceLog log = new InMemorySourceLog();

    private SourceNotes notes() {
        return new SourceNotes(
                new Queries.QueryOfSource(new ManualClock(0), new InlineExec(), LocalFs.withoutSync(), "0", 1, log));
    }

    @Test
    void ST11_KS5_thousandsOfElectionsLeaveAFewEntriesWithAllThatWasNoted() {
        Uuid id = Uuid.randomUuid();
        TopicPartition later = new TopicPartition(TOPIC, 1);
        PartitionOffsets begin = PartitionOffsets.of(Map.of(PARTITION, 7L));
        SourceNotes notes = notes();
        notes.add(begin, Map.of(TOPIC, id), PartitionOffsets.of(Map.of(PARTITION, 0L)));
        notes.add(PartitionOffsets.of(Map.of(later, 3L)), Map.of(), PartitionOffsets.of(Map.of()));
        for (int epoch = 1; epoch < 5_000; epoch++) {
            notes.addEpochs(Map.of(PARTITION, new EpochOffset(0, epoch)));
            notes.addEpochs(Map.of(PARTITION, new EpochOffset(9, epoch)));
            assertThat(log.latest()).hasSizeLessThanOrEqualTo(LogUpkeep.DEFAULT.compactInterval());
            if (epoch % 7 == 0) {
                notes = notes();
            }
            assertThat(notes.epoch(PARTITION)).isEqualTo(epoch);
        }
        SourceNotes restarted = notes();
        assertThat(restarted.epoch(PARTITION)).isEqualTo(4_999);
        assertThat(restarted.epoch(later)).isEqualTo(EpochOffset.NO_EPOCH);
        assertThat(restarted.initial()).isEqualTo(begin);
        assertThat(restarted.begin(PARTITION)).isEqualTo(7);
        assertThat(restarted.begin(later)).isEqualTo(3);
        assertThat(restarted.topicId(TOPIC)).isEqualTo(id);
        assertThat(log.get(0L)).as("what is repeated and purged").isNull();
    }
}
