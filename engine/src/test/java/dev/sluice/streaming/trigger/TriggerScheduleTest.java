package dev.sluice.streaming.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerScheduleTest {
    @ParameterizedTest
    @CsvSource({"0, 100", "1, 100", "99, 100", "100, 200", "150, 200", "-1, 0", "-100, 0"})
    void example105_boundariesAreMultiplesOfTheIntervalSinceTheEpoch(long nowMillis, long boundaryMillis) {
        assertThat(TriggerSchedule.nextBoundaryMillis(nowMillis, 100)).isEqualTo(boundaryMillis);
    }
}
