package dev.sluice;

import dev.sluice.types.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the life of queries; added with {@code session.streams().addListener}. The start is told on the thread
 * that calls {@code start()} before that returns, all else later and in order on a thread for listeners. A query never
 * waits for a listener; one that does not keep up misses progress. What a listener throws is logged and goes no further.
 */
public abstract class StreamingQueryListener {
    public abstract void onQueryStarted(QueryStartedEvent event);

    public abstract void onQueryProgress(QueryProgressEvent event);

    /** Told when no batch has run for a while. */
    public void onQueryIdle(QueryIdleEvent event) {}

    public abstract void onQueryTerminated(QueryTerminatedEvent event);

    /**
     * A query was started.
     *
     * @param name null where it has none
     * @param timestamp in UTC
     */
    public record QueryStartedEvent(
            UUID id, UUID runId, @Nullable String name, String timestamp) {
        public String json() {
            Map<String, @Nullable Object> fields = ids(id, runId);
            fields.put("name", name);
            fields.put("timestamp", timestamp);
            return Json.write(fields);
        }
    }

    /** A batch is committed. */
    public record QueryProgressEvent(StreamingQueryProgress progress) {
        public String json() {
            return "{\"progress\":" + progress.json() + "}";
        }
    }

    /** A query had nothing to do for a while. */
    public record QueryIdleEvent(UUID id, UUID runId, String timestamp) {
        public String json() {
            Map<String, @Nullable Object> fields = ids(id, runId);
            fields.put("timestamp", timestamp);
            return Json.write(fields);
        }
    }

    /**
     * A query has ended.
     *
     * @param exception the text of what made it fail, null if it was stopped or had done its work
     * @param errorClassOnException the condition of that error, null where there is none
     */
    public record QueryTerminatedEvent(
            UUID id,
            UUID runId,
            @Nullable String exception,
            @Nullable String errorClassOnException) {
        public String json() {
            Map<String, @Nullable Object> fields = ids(id, runId);
            fields.put("exception", exception);
            fields.put("errorClassOnException", errorClassOnException);
            return Json.write(fields);
        }
    }

    private static Map<String, @Nullable Object> ids(UUID id, UUID runId) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id.toString());
        fields.put("runId", runId.toString());
        return fields;
    }
}
