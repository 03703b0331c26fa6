package dev.sluice.execution;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.sink.SinkContext;

/** What a sink of one batch write is lent. */
record StaticSinkContext(String queryId, CheckpointFs files, Clock clock, Exec exec, Ids ids) implements SinkContext {
    StaticSinkContext(String queryId, QueryEnvironment environment) {
        this(queryId, environment.files(), environment.clock(), environment.exec(), environment.ids());
    }

    @Override
    public int minBatchesToRetain() {
        return 1;
    }
}
