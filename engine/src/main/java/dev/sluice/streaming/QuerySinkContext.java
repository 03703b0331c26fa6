package dev.sluice.streaming;

import dev.sluice.execution.BufferedSink;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.WholeBatchSink;
import org.jspecify.annotations.Nullable;

/** What a sink of a streaming query is lent. */
record QuerySinkContext(
        String queryId,
        CheckpointFs files,
        Clock clock,
        Exec exec,
        Ids ids,
        int minBatchesToRetain,
        QueryMemory memory,
        LogUpkeep logUpkeep,
        @Nullable Long epochMillis,
        QueryControl control)
        implements SinkContext {
    @Override
    public void waits(String what) {
        control.waits(what);
    }

    @Override
    public Sink buffered(WholeBatchSink sink) {
        return new BufferedSink(sink, memory);
    }
}
