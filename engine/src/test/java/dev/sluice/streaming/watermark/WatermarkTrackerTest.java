package dev.sluice.streaming.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkTrackerTest {
    private static final List<WatermarkNode> TWO = List.of(node(0, 10), node(1, 20));

    private static WatermarkNode node(int number, long delayMillis) {
        return new WatermarkNode(number, delayMillis, "time", List.of(number));
    }

    @Test
    void t3_theWatermarkNeverGoesBack() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, List.of(node(0, 10)));
        tracker.observe(0, 100);
        tracker.advance();
        tracker.observe(0, 50);
        tracker.advance();
        assertThat(tracker.watermarkMillis()).isEqualTo(90);
        tracker.restore(80, Map.of(0, 70L));
        assertThat(tracker.watermarkMillis()).isEqualTo(90);
    }

    @Test
    void t6_minWaitsForEveryInputAndMaxForNone() {
        for (WatermarkPolicy policy : WatermarkPolicy.values()) {
            WatermarkTracker tracker = new WatermarkTracker(policy, TWO);
            tracker.observe(0, 100);
            tracker.advance();
            assertThat(tracker.watermarkMillis()).isEqualTo(policy == WatermarkPolicy.MIN ? 0 : 90);
            tracker.observe(1, 100);
            tracker.advance();
            assertThat(tracker.watermarkMillis()).isEqualTo(policy == WatermarkPolicy.MIN ? 80 : 90);
        }
    }

    @Test
    void t3_everyInputSurvivesARestartAndArithmeticSaturates() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, TWO);
        tracker.restore(180, Map.of(0, 300L, 1, 180L));
        tracker.observe(1, 210);
        tracker.advance();
        assertThat(tracker.watermarkMillis()).isEqualTo(190);
        tracker.observe(0, Long.MIN_VALUE);
        tracker.advance();
        assertThat(tracker.watermarkMillis()).isEqualTo(190);
    }
}
