package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.streaming.trigger.QueryTrigger;

/** Which queries may run under the continuous trigger. */
final class ContinuousRules {
    private static final String INSTEAD =
            "use Trigger.ProcessingTime(0), which starts a batch as soon as there is data";

    private ContinuousRules() {}

    /** @throws SluiceException an analysis error for the first rule that is broken */
    static void check(QueryDefinition definition, PhysicalPlan plan) {
        if (!(definition.trigger() instanceof QueryTrigger.Continuous)) {
            return;
        }
        for (SourceRelation source : plan.sources()) {
            if (!source.provider().supportsContinuous()) {
                throw refused(
                        definition,
                        ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                        "Data source " + source.provider().name() + " does not support continuous processing");
            }
        }
        if (!definition.sinkProvider().supportsContinuous()) {
            throw refused(
                    definition,
                    ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                    "the sink " + definition.sinkProvider().name() + " takes batches as a whole");
        }
        if (definition.outputMode() == OutputMode.COMPLETE) {
            throw refused(
                    definition,
                    ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                    "continuous processing does not support the output mode complete");
        }
        if (!plan.observed().isEmpty()) {
            throw refused(
                    definition,
                    ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                    "continuous processing does not support observe(...), whose metrics are those of a batch");
        }
        if (!plan.statefulOperators().isEmpty()) {
            throw refused(
                    definition,
                    ErrorCondition.NOT_YET_SUPPORTED,
                    "the continuous trigger does not take "
                            + plan.statefulOperators().getFirst().describe() + " yet");
        }
        if (!plan.tables().isEmpty()) {
            throw refused(
                    definition,
                    ErrorCondition.NOT_YET_SUPPORTED,
                    "the continuous trigger does not take joins with static sources yet");
        }
    }

    private static SluiceException refused(QueryDefinition definition, ErrorCondition condition, String what) {
        return SluiceException.analysis(condition, what)
                .at(definition.describe() + ", trigger Continuous")
                .mend(INSTEAD)
                .build();
    }
}
