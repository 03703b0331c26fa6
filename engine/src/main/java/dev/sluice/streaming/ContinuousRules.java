package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.streaming.trigger.QueryTrigger;
import java.util.Locale;

/** Which queries may run under the continuous trigger, and under that of Spark's real-time mode, which has names of its own for the same. */
final class ContinuousRules {
    private static final String INSTEAD =
            "use Trigger.ProcessingTime(0), which starts a batch as soon as there is data";

    private final QueryDefinition definition;
    private final PhysicalPlan plan;
    private final boolean isRealTime;

    private ContinuousRules(QueryDefinition definition, PhysicalPlan plan) {
        this.definition = definition;
        this.plan = plan;
        this.isRealTime = definition.trigger() instanceof QueryTrigger.RealTime;
    }

    /** @throws SluiceException an analysis error for the first rule that is broken */
    static void check(QueryDefinition definition, PhysicalPlan plan) {
        if (definition.trigger().epochMillis() != null) {
            new ContinuousRules(definition, plan).check();
        }
    }

    private void check() {
        if (definition.trigger() instanceof QueryTrigger.RealTime(long interval)) {
            checkRealTime(interval);
        }
        for (SourceRelation source : plan.sources()) {
            if (!source.provider().supportsContinuous()) {
                throw refused(
                        ErrorCondition.REAL_TIME_INPUT_STREAM,
                        "Data source " + source.provider().name() + " does not support continuous processing");
            }
        }
        if (!definition.sinkProvider().supportsContinuous()) {
            throw refused(
                    ErrorCondition.REAL_TIME_SINK,
                    "the sink " + definition.sinkProvider().name() + " takes batches as a whole");
        }
        if (definition.outputMode() == OutputMode.COMPLETE) {
            throw refused(
                    ErrorCondition.REAL_TIME_OUTPUT_MODE,
                    "continuous processing does not support the output mode complete");
        }
        if (!plan.observed().isEmpty()) {
            throw refused(
                    ErrorCondition.REAL_TIME_OPERATOR,
                    "continuous processing does not support observe(...), whose metrics are those of a batch");
        }
    }

    private void checkRealTime(long intervalMillis) {
        long least = definition.settings().minRealTimeMillis();
        if (intervalMillis < least) {
            throw SluiceException.analysis(
                            ErrorCondition.REAL_TIME_INTERVAL, "the duration of the real-time trigger is too short")
                    .at(definition.describe())
                    .found(intervalMillis + " ms")
                    .expected("at least " + least + " ms, which is spark.sql.streaming.realTimeMode.minBatchDuration")
                    .mend("choose a longer duration, which says how often is committed and not how long rows wait; or"
                            + " Trigger.Continuous")
                    .build();
        }
        if (definition.outputMode() != OutputMode.UPDATE) {
            throw refused(
                    ErrorCondition.REAL_TIME_OUTPUT_MODE,
                    "the real-time trigger does not support the output mode "
                            + definition.outputMode().name().toLowerCase(Locale.ROOT));
        }
    }

    private SluiceException refused(ErrorCondition ofRealTime, String what) {
        return SluiceException.analysis(isRealTime ? ofRealTime : ErrorCondition.UNSUPPORTED_STREAMING_PLAN, what)
                .at(definition.describe() + ", trigger " + (isRealTime ? "RealTime" : "Continuous"))
                .mend(INSTEAD)
                .build();
    }
}
