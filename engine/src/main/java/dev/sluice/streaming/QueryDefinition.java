package dev.sluice.streaming;

import dev.sluice.execution.kept.KeepingRows;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.streaming.trigger.QueryTrigger;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A query that is ready to start.
 *
 * @param form what it is under the settings of its session
 * @param maker makes what it is under others
 * @param asyncTracking how batches are recorded beside the query; null where each is before the next begins
 * @param checkpoint null for a temporary one, which is deleted when the query ends
 * @param isReplay whether one batch runs again on a copy of a checkpoint, which is deleted when the query ends
 */
public record QueryDefinition(
        @Nullable String name,
        QueryForm form,
        QueryForm.Maker maker,
        OutputMode outputMode,
        SinkProvider sinkProvider,
        QueryTrigger trigger,
        @Nullable AsyncTracking asyncTracking,
        @Nullable Path checkpoint,
        StreamingSettings settings,
        List<QueryEvents> events,
        boolean isReplay) {
    public QueryDefinition {
        events = List.copyOf(events);
    }

    public LogicalPlan plan() {
        return form.plan();
    }

    public SinkSettings sinkSettings() {
        return form.sinkSettings();
    }

    public KeepingRows keeping() {
        return form.keeping();
    }

    /** The same query under other settings. */
    QueryDefinition under(FunctionContext context) {
        return new QueryDefinition(
                name,
                maker.under(context),
                maker,
                outputMode,
                sinkProvider,
                trigger,
                asyncTracking,
                checkpoint,
                settings,
                events,
                isReplay);
    }

    /**
     * The same query, to run the batch that a copy of its checkpoint has planned, into another sink.
     *
     * @param into gives the settings of that sink for those of the query's own
     */
    public QueryDefinition asReplay(Path copy, SinkProvider provider, UnaryOperator<SinkSettings> into) {
        QueryForm.Maker replayed = context -> {
            QueryForm own = context.equals(form.context()) ? form : maker.under(context);
            return new QueryForm(context, own.plan(), into.apply(own.sinkSettings()), own.keeping());
        };
        return new QueryDefinition(
                name,
                replayed.under(form.context()),
                replayed,
                outputMode,
                provider,
                new QueryTrigger.Once(),
                null,
                copy,
                settings,
                events,
                true);
    }

    /** What errors call it. */
    public String describe() {
        return name == null ? "query without a name" : "query \"" + name + "\"";
    }
}
