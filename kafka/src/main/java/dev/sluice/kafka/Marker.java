package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.types.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the transaction of a batch leaves beside its records: that this batch of this query is there. The record has the query as
 * its key, so that a compacted topic keeps the last one of each.
 *
 * @param sink for people who read the topic
 */
record Marker(String queryId, long batchId, String attempt, String sink) {
    byte[] value() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("queryId", queryId);
        fields.put("batchId", batchId);
        fields.put("attempt", attempt);
        fields.put("sink", sink);
        return Json.write(fields).getBytes(UTF_8);
    }

    /** @throws IllegalArgumentException if it is none */
    static Marker parse(String value) {
        Map<String, ?> fields = Json.parseObject(value);
        if (fields.get("queryId") instanceof String queryId
                && fields.get("batchId") instanceof Long batchId
                && fields.get("attempt") instanceof String attempt) {
            return new Marker(queryId, batchId, attempt, String.valueOf(fields.get("sink")));
        }
        throw new IllegalArgumentException("expected queryId, batchId and attempt in " + value);
    }
}
