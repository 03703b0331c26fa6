package dev.sluice.spi.sink;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.LogUpkeep;
import org.jspecify.annotations.Nullable;

/** What the engine lends to a sink of one query; grows without breaking sinks. */
public interface SinkContext {
    /** The stable id of the query: with a batch id it names an output for ever. */
    String queryId();

    CheckpointFs files();

    Clock clock();

    /** Threads beside those that compute, for a sink that waits for a device or a server. */
    Exec exec();

    Ids ids();

    /** How many batches logs keep, {@code spark.sql.streaming.minBatchesToRetain}. */
    int minBatchesToRetain();

    /** How long an epoch of the query is, for which writers stay open; null where it runs in micro-batches. */
    default @Nullable Long epochMillis() {
        return null;
    }

    /** A sink that gathers the rows of each attempt and hands them to {@code sink} with the commit, as a whole. */
    Sink buffered(WholeBatchSink sink);

    /** Shows what the query waits for until it does something else, to who asks why there is no output. */
    default void waits(String what) {}

    /** How a log that the sink keeps with its output is to be kept short. */
    default LogUpkeep logUpkeep() {
        return LogUpkeep.DEFAULT;
    }
}
