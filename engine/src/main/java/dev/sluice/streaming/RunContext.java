package dev.sluice.streaming;

import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.seam.Clock;
import dev.sluice.streaming.progress.CheckpointFigures;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a query: what stays the same from its start to its end. */
record RunContext(
        PlannedQuery query,
        QueryEnvironment environment,
        QueryCheckpoint checkpoint,
        UUID runId,
        QueryControl control,
        CheckpointFigures figures,
        QueryMemory memory) {
    private static final Logger LOG = LoggerFactory.getLogger(RunContext.class);

    QueryDefinition definition() {
        return query.definition();
    }

    PhysicalPlan plan() {
        return query.plan();
    }

    Clock clock() {
        return environment.clock();
    }

    StreamingSettings settings() {
        return definition().settings();
    }

    /** Tells all that listen; what they throw is logged and goes no further. */
    void tell(Consumer<QueryEvents> event) {
        for (QueryEvents events : definition().events()) {
            try {
                event.accept(events);
            } catch (RuntimeException failed) {
                LOG.warn("A listener of {} failed", definition().describe(), failed);
            }
        }
    }
}
