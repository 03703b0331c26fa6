package dev.sluice.streaming;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.sink.SinkContext;

/** What a sink of a streaming query is lent. */
record QuerySinkContext(String queryId, CheckpointFs files, Clock clock, Exec exec, Ids ids, int minBatchesToRetain)
        implements SinkContext {}
