package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.streaming.trigger.QueryTrigger;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous progress tracking: batches are recorded beside the query, not before the next one begins.
 *
 * @param intervalMillis between two batches that are recorded; 0 to record all
 */
public record AsyncTracking(long intervalMillis) {
    /** @throws SluiceException an analysis error for the first of Spark's rules that is broken */
    static void check(QueryDefinition definition, PhysicalPlan plan) {
        if (definition.asyncTracking() == null) {
            return;
        }
        String trigger = refused(definition.trigger());
        if (trigger != null) {
            throw refused(
                    definition,
                    "Async progress tracking cannot be used with " + trigger + " trigger",
                    "leave the trigger out, or use Trigger.ProcessingTime");
        }
        String mend = definition.sinkProvider().mendForAsyncTracking(definition.sinkSettings());
        if (mend != null) {
            throw refused(
                    definition,
                    "Sink " + definition.sinkProvider().name() + " does not support async progress tracking",
                    mend);
        }
        if (!plan.statefulOperators().isEmpty()) {
            throw refused(
                    definition,
                    "Stateful streaming queries does not support async progress tracking at this moment.",
                    "leave option \"asyncProgressTrackingEnabled\" out: state belongs to one batch");
        }
    }

    private static @Nullable String refused(QueryTrigger trigger) {
        return switch (trigger) {
            case QueryTrigger.ProcessingTime ignored -> null;
            case QueryTrigger.Once ignored -> "Once";
            case QueryTrigger.AvailableNow ignored -> "AvailableNow";
            case QueryTrigger.Continuous ignored -> "Continuous";
            case QueryTrigger.RealTime ignored -> "RealTime";
        };
    }

    private static SluiceException refused(QueryDefinition definition, String what, String mend) {
        return SluiceException.analysis(ErrorCondition.INVALID_OPTION, what)
                .at(definition.describe() + ", option \"asyncProgressTrackingEnabled\"")
                .mend(mend)
                .build();
    }
}
