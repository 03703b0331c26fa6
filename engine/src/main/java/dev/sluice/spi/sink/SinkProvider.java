package dev.sluice.spi.sink;

import dev.sluice.config.ConfigOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of sink, found by {@code META-INF/services} and named in {@code format(name)}. Stateless. */
public interface SinkProvider {
    /** What a user writes in {@code format(...)}; compared without case. */
    String name();

    /** What the manual says of it, in a few sentences: where rows go, and what is promised of them after a crash. */
    default String documentation() {
        return "";
    }

    /** Every option the sink takes; others are refused. */
    List<ConfigOption<?>> options();

    /** The output modes a stream may have into it. */
    Set<OutputMode> outputModes();

    /** Whether a query into it may use a temporary checkpoint when the user names none. */
    default boolean allowsTemporaryCheckpoint() {
        return false;
    }

    /** Whether {@code partitionBy(...)} may name columns that say where rows go. */
    default boolean supportsPartitioning() {
        return false;
    }

    /** Whether a batch write can replace what is there, or leave it as it is; else it only adds. */
    default boolean supportsReplacing() {
        return true;
    }

    /** Whether the continuous trigger accepts it. A sink that does something to each batch as a whole says no. */
    default boolean supportsContinuous() {
        return true;
    }

    /**
     * What a user has to change before rows may come again in batches that are cut in another way, as they do after a failure
     * under asynchronous progress tracking; null if nothing has to be, which a sink that tells repetitions by their batch never
     * says.
     */
    default @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return "leave option \"asyncProgressTrackingEnabled\" out: rows of batches that were not recorded come again in other"
                + " batches, which this sink could not tell";
    }

    /** What comes of rows over restarts where that is not each of them once; said at each start from a checkpoint. Null if nothing has to be said. */
    default @Nullable String restartCaveat() {
        return null;
    }

    /** Checks what can be checked before anything runs: schema, option combinations, names. */
    default void check(SinkSettings settings) {}

    /** Opens the sink for one run of a query, or for one batch write. Called on the thread of the query. */
    Sink open(SinkSettings settings, SinkContext context);
}
