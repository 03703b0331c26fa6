package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.spi.source.Split;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Arithmetic on offsets. */
class RangesTest {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A10 = new TopicPartition("a", 10);
    private static final TopicPartition A2 = new TopicPartition("a", 2);
    private static final TopicPartition B0 = new TopicPartition("b", 0);

    private static PartitionOffsets offsets(Map<TopicPartition, Long> offsets) {
        return PartitionOffsets.of(offsets);
    }

    @Test
    void offsetsAreWrittenAsSparkWritesThem() {
        PartitionOffsets offsets = offsets(Map.of(B0, 7L, A10, 3L, A2, 345L, A0, 23L));
        assertThat(offsets.json()).isEqualTo("{\"a\":{\"0\":23,\"2\":345,\"10\":3},\"b\":{\"0\":7}}");
        assertThat(PartitionOffsets.parse(offsets.json())).isEqualTo(offsets);
        assertThatThrownBy(() -> PartitionOffsets.parse("{\"a\":5}")).hasMessageContaining("no object of partitions");
        assertThatThrownBy(() -> PartitionOffsets.parse("{\"a\":{\"0\":\"5\"}}"))
                .hasMessageContaining("whole number");
        for (String partition : List.of("-1", "x", "1.0", "2147483648")) {
            assertThatThrownBy(() -> PartitionOffsets.parse("{\"a\":{\"" + partition + "\":5}}"))
                    .hasMessageContaining("\"" + partition + "\" is not the number of a partition of topic \"a\"");
        }
    }

    @Test
    void partitionsShareALimitByWhatTheyHaveAndNoneStarves() {
        PartitionOffsets start = offsets(Map.of(A0, 0L, A2, 100L, B0, 5L));
        PartitionOffsets end = offsets(Map.of(A0, 1_000L, A2, 102L, B0, 5L));
        TriggerLimits limits = new TriggerLimits(partitions -> 100, null, 0);
        assertThat(limits.upTo(start, end)).isEqualTo(offsets(Map.of(A0, 99L, A2, 101L, B0, 5L)));
        assertThat(new TriggerLimits(null, null, 0).upTo(start, end)).isEqualTo(end);
        assertThat(new TriggerLimits(partitions -> 10_000, null, 0).upTo(start, end))
                .isEqualTo(end);
        assertThat(new TriggerLimits(partitions -> 50L * partitions, null, 0).upTo(start, end))
                .as("for each of three")
                .isEqualTo(offsets(Map.of(A0, 149L, A2, 101L, B0, 5L)));
    }

    @Test
    void fewRecordsWaitForMoreButNotForEver() {
        PartitionOffsets start = offsets(Map.of(A0, 0L));
        TriggerLimits limits = new TriggerLimits(null, 10L, 1_000);
        assertThat(limits.holdsBack(start, offsets(Map.of(A0, 1L)), 5_000))
                .as("the first")
                .isFalse();
        limits.letGo(5_000);
        assertThat(limits.holdsBack(start, offsets(Map.of(A0, 9L)), 5_999)).isTrue();
        assertThat(limits.holdsBack(start, offsets(Map.of(A0, 10L)), 5_999)).isFalse();
        limits.letGo(5_999);
        assertThat(limits.holdsBack(start, offsets(Map.of(A0, 9L)), 6_998)).isTrue();
        assertThat(limits.holdsBack(start, offsets(Map.of(A0, 9L)), 6_999))
                .as("the delay")
                .isFalse();
    }

    @Test
    void piecesKeepTheOrderOfRecordsAndTheirSizes() {
        List<OffsetRange> ranges = List.of(new OffsetRange(A0, 10, 20), new OffsetRange(B0, 0, 2));
        assertThat(OffsetRange.pieces(ranges, null, 100)).isEqualTo(ranges);
        assertThat(OffsetRange.pieces(ranges, 2, 100)).isEqualTo(ranges);
        assertThat(OffsetRange.pieces(ranges, null, 4))
                .extracting(Split::description)
                .containsExactly(
                        "topic a partition 0 offsets 10 to 12",
                        "topic a partition 0 offsets 13 to 15",
                        "topic a partition 0 offsets 16 to 19",
                        "topic b partition 0 offsets 0 to 1");
        assertThat(OffsetRange.pieces(ranges, 6, 100)).hasSize(6).last().isEqualTo(new OffsetRange(B0, 0, 2));
        assertThat(OffsetRange.pieces(ranges, 1_000, 100)).hasSize(12);
    }
}
