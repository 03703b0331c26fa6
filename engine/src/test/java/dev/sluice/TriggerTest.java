package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.streaming.trigger.QueryTrigger;
import org.junit.jupiter.api.Test;

class TriggerTest {
    @Test
    void intervalsAreReadFromText() {
        assertThat(Trigger.ProcessingTime("1 minute 1.5 seconds").queryTrigger())
                .isEqualTo(new QueryTrigger.ProcessingTime(61_500));
        assertThat(Trigger.Continuous("interval 1 second").queryTrigger())
                .isEqualTo(new QueryTrigger.Continuous(1_000));
        for (String wrong : new String[] {"", "10s", "5 min", "1 month", "1.5 minutes", "second", "-1 second"}) {
            assertThatThrownBy(() -> Trigger.ProcessingTime(wrong)).as(wrong).hasMessageContaining("mend:");
        }
    }
}
