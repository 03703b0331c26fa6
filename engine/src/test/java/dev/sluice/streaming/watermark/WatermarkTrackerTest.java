package dev.sluice.streaming.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatermarkTrackerTest {
    private static final List<WatermarkNode> TWO = List.of(node(0, 10), node(1, 20));

    private static WatermarkNode node(int number, long delayMillis) {
        return node(number, delayMillis, null);
    }

    private static WatermarkNode node(int number, long delayMillis, @Nullable Long idleMillis) {
        return new WatermarkNode(number, delayMillis, idleMillis, "time", List.of(number));
    }

    private static void advance(WatermarkTracker tracker) {
        tracker.advance(0, 0, Set.of());
    }

    @Test
    void t3_theWatermarkNeverGoesBack() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, List.of(node(0, 10)));
        tracker.observe(0, 100);
        advance(tracker);
        tracker.observe(0, 50);
        advance(tracker);
        assertThat(tracker.watermarkMillis()).isEqualTo(90);
        tracker.restore(80, Map.of(0, 70L), Map.of());
        assertThat(tracker.watermarkMillis()).isEqualTo(90);
    }

    @Test
    void t6_minWaitsForEveryInputAndMaxForNone() {
        for (WatermarkPolicy policy : WatermarkPolicy.values()) {
            WatermarkTracker tracker = new WatermarkTracker(policy, TWO);
            tracker.observe(0, 100);
            advance(tracker);
            assertThat(tracker.watermarkMillis()).isEqualTo(policy == WatermarkPolicy.MIN ? 0 : 90);
            tracker.observe(1, 100);
            advance(tracker);
            assertThat(tracker.watermarkMillis()).isEqualTo(policy == WatermarkPolicy.MIN ? 80 : 90);
        }
    }

    @Test
    void t3_everyInputSurvivesARestartAndArithmeticSaturates() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, TWO);
        tracker.restore(180, Map.of(0, 300L, 1, 180L), Map.of());
        tracker.observe(1, 210);
        advance(tracker);
        assertThat(tracker.watermarkMillis()).isEqualTo(190);
        tracker.observe(0, Long.MIN_VALUE);
        advance(tracker);
        assertThat(tracker.watermarkMillis()).isEqualTo(190);
    }

    @Test
    void t6_anInputThatIsSilentForLongNoLongerHoldsTheOthersBack() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, List.of(node(0, 10, 1_000L), node(1, 20)));
        tracker.observe(0, 100);
        tracker.observe(1, 500);
        tracker.advance(0, 10_000, Set.of(0, 1));
        assertThat(tracker.watermarkMillis()).isEqualTo(90);
        assertThat(tracker.nextIdleMillis(10_400)).isEqualTo(11_000);
        assertThat(tracker.planned(10_999, Set.of())).isEqualTo(90);
        assertThat(tracker.planned(11_000, Set.of())).isEqualTo(480);
        assertThat(tracker.planned(11_000, Set.of(0))).isEqualTo(90);
        assertThat(tracker.nextIdleMillis(11_000)).isEqualTo(Long.MAX_VALUE);
        tracker.observe(1, 700);
        tracker.advance(480, 11_000, Set.of(1));
        assertThat(tracker.watermarkMillis()).isEqualTo(680);
    }

    @Test
    void t6_anInputThatHasSomethingNewCountsAgainButTheWatermarkStays() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, List.of(node(0, 0, 1_000L), node(1, 0)));
        tracker.observe(0, 100);
        tracker.observe(1, 500);
        tracker.advance(0, 0, Set.of(0, 1));
        tracker.advance(500, 2_000, Set.of());
        tracker.observe(0, 300);
        tracker.observe(1, 900);
        tracker.advance(500, 3_000, Set.of(0, 1));
        assertThat(tracker.watermarkMillis()).isEqualTo(500);
        tracker.observe(0, 600);
        tracker.advance(500, 3_100, Set.of(0));
        assertThat(tracker.watermarkMillis()).isEqualTo(600);
    }

    @Test
    void t6_whereAllInputsAreIdleTheFurthestDecidesInWhateverOrderTheyFellSilent() {
        List<WatermarkNode> nodes = List.of(node(0, 0, 1_000L), node(1, 0, 1_000L));
        WatermarkTracker together = new WatermarkTracker(WatermarkPolicy.MIN, nodes);
        WatermarkTracker oneByOne = new WatermarkTracker(WatermarkPolicy.MIN, nodes);
        for (WatermarkTracker tracker : List.of(together, oneByOne)) {
            tracker.observe(0, 100);
            tracker.observe(1, 500);
            tracker.advance(0, 0, Set.of(0, 1));
        }
        oneByOne.advance(0, 600, Set.of(1));
        oneByOne.advance(0, 1_000, Set.of());
        assertThat(oneByOne.watermarkMillis()).isEqualTo(500);
        assertThat(oneByOne.planned(1_600, Set.of())).isEqualTo(500);
        assertThat(together.planned(1_600, Set.of())).isEqualTo(500);
    }

    @Test
    void t6_anInputThatNeverHadAnythingIsIdleFromTheFirstBatchOn() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, List.of(node(0, 0, 1_000L), node(1, 0)));
        tracker.observe(1, 500);
        assertThat(tracker.planned(99_000, Set.of(1))).isZero();
        tracker.advance(0, 99_000, Set.of(1));
        assertThat(tracker.planned(99_999, Set.of())).isZero();
        WatermarkTracker restarted = new WatermarkTracker(WatermarkPolicy.MIN, List.of(node(0, 0, 1_000L), node(1, 0)));
        restarted.restore(tracker.watermarkMillis(), tracker.values(), tracker.activeMillis());
        assertThat(restarted.planned(100_000, Set.of())).isEqualTo(500);
    }

    @Test
    void t6_underMaxNobodyIsWaitedFor() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MAX, List.of(node(0, 0, 1_000L), node(1, 0)));
        tracker.observe(0, 900);
        tracker.observe(1, 500);
        tracker.advance(0, 0, Set.of(0, 1));
        assertThat(tracker.planned(5_000, Set.of())).isEqualTo(900);
    }
}
