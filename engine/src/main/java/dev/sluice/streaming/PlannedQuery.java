package dev.sluice.streaming;

import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.Planner;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.source.SourceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A query with the plan that runs.
 *
 * @param onlyFinishes whether it runs the batches that are planned already, and no more
 */
record PlannedQuery(QueryDefinition definition, PhysicalPlan plan, boolean onlyFinishes) {
    /** @throws dev.sluice.error.SluiceException an analysis error if the trigger or the way of logging does not suit the query */
    static PlannedQuery of(QueryDefinition definition) {
        PhysicalPlan plan = Planner.plan(definition.plan(), definition.outputMode());
        ContinuousRules.check(definition, plan);
        AsyncTracking.check(definition, plan);
        checkSources(plan.sources());
        return new PlannedQuery(definition, plan, false);
    }

    private static void checkSources(List<SourceRelation> sources) {
        for (int index = 0; index < sources.size(); index++) {
            List<SourceSettings> others = new ArrayList<>();
            sources.forEach(source -> others.add(source.settings()));
            others.remove(index);
            SourceRelation source = sources.get(index);
            source.provider().checkBeside(source.settings(), others);
        }
    }

    PlannedQuery toFinish() {
        return new PlannedQuery(definition, plan, true);
    }

    boolean hasState() {
        return !plan.statefulOperators().isEmpty();
    }

    /** What must not change from one start to the next. */
    Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("outputMode", definition.outputMode().name());
        identity.put("sources", Integer.toString(plan.sources().size()));
        for (int index = 0; index < plan.sources().size(); index++) {
            SourceRelation source = plan.sources().get(index);
            String name = "source " + index;
            identity.put(name, source.provider().name());
            new TreeMap<>(source.provider().identity(source.settings()))
                    .forEach((option, value) -> identity.put(name + " " + option, value));
        }
        identity.put(
                "statefulOperators", Integer.toString(plan.statefulOperators().size()));
        for (StatefulSpec operator : plan.statefulOperators()) {
            String name = "operator " + operator.operatorId();
            operator.identity().forEach((what, value) -> identity.put(name + " " + what, value));
        }
        return identity;
    }
}
