package dev.sluice.streaming;

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
 * @param checkpoint null for a temporary one, which is deleted when the query ends
 */
public record QueryDefinition(
        @Nullable String name,
        LogicalPlan plan,
        OutputMode outputMode,
        SinkProvider sinkProvider,
        SinkSettings sinkSettings,
        QueryTrigger trigger,
        @Nullable Path checkpoint,
        StreamingSettings settings,
        List<QueryEvents> events) {
    public QueryDefinition {
        events = List.copyOf(events);
    }

    /** What errors call it. */
    public String describe() {
        return name == null ? "query without a name" : "query \"" + name + "\"";
    }
}
