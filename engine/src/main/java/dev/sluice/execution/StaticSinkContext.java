package dev.sluice.execution;

import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.WholeBatchSink;

/** What a sink of one batch write is lent. */
record StaticSinkContext(String queryId, CheckpointFs files, Clock clock, Exec exec, Ids ids, QueryMemory memory)
        implements SinkContext {
    StaticSinkContext(String queryId, QueryEnvironment environment, QueryMemory memory) {
        this(queryId, environment.files(), environment.clock(), environment.exec(), environment.ids(), memory);
    }

    @Override
    public int minBatchesToRetain() {
        return 1;
    }

    @Override
    public Sink buffered(WholeBatchSink sink) {
        return new BufferedSink(sink, memory);
    }
}
