package dev.sluice.spi.source;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.LogUpkeep;

/** What the engine lends to a source of one query; grows without breaking sources. */
public interface SourceContext {
    /** The position of the source in the query's plan, also the name of its part of the checkpoint. */
    String sourceName();

    /** Time, for sources that generate by it. */
    Clock clock();

    /** Threads, for sources that are sent data and do not fetch it. */
    Exec exec();

    /** The file system, for sources that read files. */
    CheckpointFs files();

    /** The source's own durable notes below {@code sources/<name>} of the checkpoint. */
    SourceLog log();

    /** Whether batches of the query are planned already, for which {@link #log} has to hold what the source noted. */
    default boolean hasPlans() {
        return false;
    }

    /** How {@link #log} is to be kept short; the source decides what its compactions hold. */
    default LogUpkeep logUpkeep() {
        return LogUpkeep.DEFAULT;
    }

    /** How many batches logs keep, {@code spark.sql.streaming.minBatchesToRetain}. */
    default int minBatchesToRetain() {
        return 100;
    }

    /** How many split readers the engine runs at a time. */
    int parallelism();
}
