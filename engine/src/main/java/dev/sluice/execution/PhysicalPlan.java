package dev.sluice.execution;

import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is run for every batch of a query: stages of tasks, and what the runner has to know of them.
 *
 * @param root the stage that ends in the sink
 * @param sources the streams, each once, in the order of the plan, left to right; a source is named by its position here
 * @param tables the static sources, each once, which are read anew for every batch
 * @param watermarks the nodes that {@code withWatermark} made
 * @param statefulOperators the operators that keep state from one batch to the next, each at the position of its number, counted from the sink
 * @param lagMicros by how much the watermark of a stateful operator is behind that of the query, by its number
 * @param observed the steps that compute metrics of the rows that pass
 * @param schema of the rows given to the sink
 */
public record PhysicalPlan(
        Stage root,
        List<SourceRelation> sources,
        List<SourceRelation> tables,
        List<WatermarkNode> watermarks,
        List<StatefulSpec> statefulOperators,
        Map<Integer, Long> lagMicros,
        List<Observed> observed,
        StructType schema) {
    public PhysicalPlan {
        observed = List.copyOf(observed);
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
        watermarks = List.copyOf(watermarks);
        statefulOperators = List.copyOf(statefulOperators);
        lagMicros = Map.copyOf(lagMicros);
    }

    /**
     * The watermark of a stateful operator, in microseconds, when that of the query is {@code millis}: zero as long as that is
     * (semantics 5.7).
     */
    public long watermarkMicros(int operator, long millis) {
        return millis == 0 ? 0 : TimeUnit.MILLISECONDS.toMicros(millis) - lagMicros.getOrDefault(operator, 0L);
    }

    /**
     * A place where event times are noted.
     *
     * @param node its number, by which {@link TaskMetrics#eventTimes} and the checkpoint name it
     * @param column the name of the event time
     * @param sources whose rows pass it, by position
     */
    public record WatermarkNode(int node, long delayMillis, String column, List<Integer> sources) {
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
