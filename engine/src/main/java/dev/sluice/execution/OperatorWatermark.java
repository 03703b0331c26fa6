package dev.sluice.execution;

import dev.sluice.plan.logical.JoinWatermarks;
import dev.sluice.plan.logical.JoinWatermarks.Bound;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * From the watermark of the query to that of the rows of a plan, in microseconds: a join of streams holds rows back until no
 * partner can come, and hands them on then (semantics 5.7).
 */
final class OperatorWatermark {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private OperatorWatermark() {}

    /** Of the rows that a plan gives. */
    static LongUnaryOperator ofOutput(LogicalPlan plan) {
        LongUnaryOperator input = ofInput(plan);
        if (plan instanceof LogicalPlan.Join join
                && join.left().isStreaming()
                && join.right().isStreaming()) {
            JoinWatermarks watermarks = JoinWatermarks.of(join);
            if (watermarks.key() < 0) {
                return slowest(
                        List.of(input.andThen(behind(watermarks.left())), input.andThen(behind(watermarks.right()))));
            }
        }
        return input;
    }

    /** Of the rows that the children of a plan give. */
    static LongUnaryOperator ofInput(LogicalPlan plan) {
        List<LongUnaryOperator> children = new ArrayList<>();
        plan.children().forEach(child -> children.add(ofOutput(child)));
        return slowest(children);
    }

    private static LongUnaryOperator slowest(List<LongUnaryOperator> of) {
        return switch (of.size()) {
            case 0 -> LongUnaryOperator.identity();
            case 1 -> of.getFirst();
            default ->
                watermark -> of.stream()
                        .mapToLong(one -> one.applyAsLong(watermark))
                        .min()
                        .orElse(watermark);
        };
    }

    /** Up to where rows of a side are gone; where times were compared as whole seconds, only those of the watermark count. */
    private static LongUnaryOperator behind(@Nullable Bound bound) {
        if (bound == null) {
            return LongUnaryOperator.identity();
        }
        return watermark -> {
            long counted =
                    bound.inSeconds() ? Math.floorDiv(watermark, MICROS_PER_SECOND) * MICROS_PER_SECOND : watermark;
            return Math.min(watermark, counted - bound.lagMicros());
        };
    }
}
