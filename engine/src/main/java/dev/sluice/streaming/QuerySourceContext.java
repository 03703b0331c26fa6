package dev.sluice.streaming;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;

/** What a source of a streaming query is lent. */
record QuerySourceContext(
        String sourceName,
        Clock clock,
        Exec exec,
        CheckpointFs files,
        SourceLog log,
        boolean hasPlans,
        LogUpkeep logUpkeep,
        int minBatchesToRetain,
        int parallelism)
        implements SourceContext {}
