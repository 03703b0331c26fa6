package dev.sluice.streaming;

import dev.sluice.execution.kept.KeepingRows;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.streaming.trigger.QueryTrigger;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query that is ready to start.
 *
 * @param plan resolved and optimized
 * @param asyncTracking how batches are recorded beside the query; null where each is before the next begins
 * @param keeping what becomes of rows that batches leave out
 * @param checkpoint null for a temporary one, which is deleted when the query ends
 * @param isReplay whether one batch runs again on a copy of a checkpoint, which is deleted when the query ends
 */
public record QueryDefinition(
        @Nullable String name,
        LogicalPlan plan,
        OutputMode outputMode,
        SinkProvider sinkProvider,
        SinkSettings sinkSettings,
        QueryTrigger trigger,
        @Nullable AsyncTracking asyncTracking,
        KeepingRows keeping,
        @Nullable Path checkpoint,
        StreamingSettings settings,
        List<QueryEvents> events,
        boolean isReplay) {
    public QueryDefinition {
        events = List.copyOf(events);
    }

    /** The same query, to run the batch that a copy of its checkpoint has planned, into another sink. */
    public QueryDefinition asReplay(Path copy, SinkProvider provider, SinkSettings intoSettings) {
        return new QueryDefinition(
                name,
                plan,
                outputMode,
                provider,
                intoSettings,
                new QueryTrigger.Once(),
                null,
                keeping,
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
