package dev.sluice.execution;

import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is run for every batch of a query: stages of tasks, and what the runner has to know of them.
 *
 * @param root the stage that ends in the sink
 * @param sources the streams, each once, in the order of the plan, left to right; a source is named by its position here
 * @param tables the static sources, each once, which are read anew for every batch
 * @param watermarks the nodes that {@code withWatermark} made
 * @param statefulOperators the operators that keep state from one batch to the next, each at the position of its number, counted from the sink
 * @param operatorWatermarks from the watermark of the query to that of a stateful operator, in microseconds, by its number
 * @param observed the steps that compute metrics of the rows that pass
 * @param schema of the rows given to the sink
 */
public record PhysicalPlan(
        Stage root,
        List<SourceRelation> sources,
        List<SourceRelation> tables,
        List<WatermarkNode> watermarks,
        List<StatefulSpec> statefulOperators,
        Map<Integer, LongUnaryOperator> operatorWatermarks,
        List<Observed> observed,
        StructType schema) {
    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long LAST_MILLI = Long.MAX_VALUE / MICROS_PER_MILLI;

    public PhysicalPlan {
        observed = List.copyOf(observed);
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
        watermarks = List.copyOf(watermarks);
        statefulOperators = List.copyOf(statefulOperators);
        operatorWatermarks = Map.copyOf(operatorWatermarks);
    }

    /**
     * The watermark of a stateful operator, in microseconds, when that of the query is {@code millis}: zero as long as that is
     * (semantics 5.7).
     */
    public long watermarkMicros(int operator, long millis) {
        return millis == 0
                ? 0
                : operatorWatermarks
                        .getOrDefault(operator, LongUnaryOperator.identity())
                        .applyAsLong(TimeUnit.MILLISECONDS.toMicros(millis));
    }

    /**
     * The least watermark of the query, in milliseconds, at which a stateful operator closes what expires at this moment;
     * {@link Long#MAX_VALUE} if none does.
     */
    public long closingMillis(int operator, long expiryMicros) {
        if (expiryMicros == Long.MAX_VALUE || watermarkMicros(operator, LAST_MILLI) < expiryMicros) {
            return Long.MAX_VALUE;
        }
        // The watermark of an operator never goes back when that of the query goes on, and is never ahead of it.
        long open = Math.ceilDiv(expiryMicros, MICROS_PER_MILLI) - 1;
        long closed = open + 1;
        while (watermarkMicros(operator, closed) < expiryMicros) {
            long step = 2 * (closed - open);
            open = closed;
            closed = Math.min(closed + step, LAST_MILLI);
        }
        while (closed - open > 1) {
            long middle = open + (closed - open) / 2;
            if (watermarkMicros(operator, middle) < expiryMicros) {
                open = middle;
            } else {
                closed = middle;
            }
        }
        return closed;
    }

    /**
     * A place where event times are noted.
     *
     * @param node its number, by which {@link TaskMetrics#eventTimes} and the checkpoint name it
     * @param idleMillis after which its sources, if they are silent, do not hold other watermarks back; null for never
     * @param column the name of the event time
     * @param sources whose rows pass it, by position
     */
    public record WatermarkNode(
            int node, long delayMillis, @Nullable Long idleMillis, String column, List<Integer> sources) {
        public WatermarkNode {
            sources = List.copyOf(sources);
        }
    }

    /** All steps, those nearest to the sources first. */
    public List<Stage.Step> steps() {
        List<Stage.Step> steps = new ArrayList<>();
        addSteps(root, steps);
        return steps;
    }

    private static void addSteps(Stage stage, List<Stage.Step> steps) {
        for (Stage.Branch branch : stage.branches()) {
            if (branch.input() instanceof Stage.Input.FromStage(Stage below)) {
                addSteps(below, steps);
            }
            for (Stage.Step step : branch.steps()) {
                if (step.held() != null) {
                    addSteps(step.held(), steps);
                }
                if (!steps.contains(step)) {
                    steps.add(step);
                }
            }
        }
    }
}
