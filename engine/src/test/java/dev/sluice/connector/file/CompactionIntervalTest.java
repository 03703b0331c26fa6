package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompactionIntervalTest {
    private static int of(int configured, Long... compactions) {
        return CompactionInterval.of(configured, List.of(compactions)).entries();
    }

    @Test
    void example103_ids2And5And8AreCompactAndTheSecondReadsFrom2() {
        CompactionInterval interval = new CompactionInterval(3);
        assertThat(LongStream.range(0, 10).filter(interval::isCompaction)).containsExactly(2L, 5L, 8L);
        assertThat(interval.firstMerged(5)).isEqualTo(2);
        assertThat(interval.firstMerged(2)).isZero();
        assertThat(LongStream.range(0, 7).map(interval::compactionUpTo)).containsExactly(-1L, -1L, 2L, 2L, 2L, 5L, 5L);
    }

    @Test
    void example104_oneCompactionAt11MakesTheDefaultOf5AnIntervalOf6() {
        assertThat(of(5, 11L)).isEqualTo(6);
    }

    @Test
    void oneCompactionAtAnIdBelowTheDefaultIsTheInterval() {
        assertThat(of(10, 4L)).isEqualTo(5);
        assertThat(of(10, 9L)).isEqualTo(10);
    }

    @Test
    void oneCompactionWithoutAFittingDivisorIsTheInterval() {
        assertThat(of(10, 12L)).isEqualTo(13);
    }

    @Test
    void theSpacingOfTheLastTwoWins() {
        assertThat(of(10, 2L, 5L, 8L)).isEqualTo(3);
    }

    @Test
    void aLogWithoutCompactionsTakesWhatIsConfigured() {
        assertThat(of(7)).isEqualTo(7);
    }
}
