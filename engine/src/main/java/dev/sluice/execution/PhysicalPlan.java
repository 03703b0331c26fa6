package dev.sluice.execution;

import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.types.StructType;
import java.util.List;

/**
 * What is run for every batch of a query: stages of tasks, and what the runner has to know of them.
 *
 * @param root the stage that ends in the sink
 * @param sources each once, in the order of the plan, left to right; a source is named by its position here
 * @param watermarks the nodes that {@code withWatermark} made
 * @param statefulOperators the operators that keep state, each at the position of its number, counted from the sink
 * @param observed the steps that compute metrics of the rows that pass
 * @param schema of the rows given to the sink
 */
public record PhysicalPlan(
        Stage root,
        List<SourceRelation> sources,
        List<WatermarkNode> watermarks,
        List<StatefulSpec> statefulOperators,
        List<Observed> observed,
        StructType schema) {
    public PhysicalPlan {
        observed = List.copyOf(observed);
        sources = List.copyOf(sources);
        watermarks = List.copyOf(watermarks);
        statefulOperators = List.copyOf(statefulOperators);
    }

    /**
     * A place where event times are noted.
     *
     * @param node its number, by which {@link TaskMetrics#eventTimes} and the checkpoint name it
     */
    public record WatermarkNode(int node, long delayMillis) {}
}
