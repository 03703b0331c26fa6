package dev.sluice.streaming;

import dev.sluice.streaming.progress.BatchProgress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the life of a query, on the thread of the query: who has long work hands it on. What it throws is logged and
 * goes no further.
 */
public interface QueryEvents {
    /** Told before the start returns. */
    default void onQueryStarted(UUID id, UUID runId, @Nullable String name, String timestamp) {}

    /** A batch is committed. */
    default void onQueryProgress(BatchProgress progress) {}

    /** There was nothing to do for a while. */
    default void onQueryIdle(UUID id, UUID runId, String timestamp) {}

    /** The query has ended and holds nothing any more; {@code failure} is null if it was stopped or was done. */
    default void onQueryTerminated(UUID id, UUID runId, @Nullable Throwable failure) {}
}
