package dev.sluice.execution;

import dev.sluice.plan.logical.JoinWatermarks;
import dev.sluice.plan.logical.JoinWatermarks.Bound;
import dev.sluice.plan.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;

/**
 * How far the event times of the rows of a plan may be behind the watermark of the query: a join of streams holds rows back
 * until no partner can come, and hands them on then (semantics 5.7).
 */
final class WatermarkLags {
    private static final long NEARLY_A_SECOND_MICROS = 999_999L;

    private WatermarkLags() {}

    /** Of the rows that a plan gives, in microseconds. */
    static long ofOutput(LogicalPlan plan) {
        long lag = ofInput(plan);
        if (plan instanceof LogicalPlan.Join join
                && join.left().isStreaming()
                && join.right().isStreaming()) {
            JoinWatermarks watermarks = JoinWatermarks.of(join);
            if (watermarks.key() < 0) {
                lag += Math.max(lag(watermarks.left()), lag(watermarks.right()));
            }
        }
        return lag;
    }

    /** Of the rows that the children of a plan give. */
    static long ofInput(LogicalPlan plan) {
        return plan.children().stream().mapToLong(WatermarkLags::ofOutput).max().orElse(0);
    }

    private static long lag(@Nullable Bound bound) {
        if (bound == null) {
            return 0;
        }
        return Math.max(0, bound.lagMicros() + (bound.inSeconds() ? NEARLY_A_SECOND_MICROS : 0));
    }
}
