package dev.sluice;

import dev.sluice.types.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query is doing right now.
 *
 * @param message for example {@code Waiting for data to arrive}
 * @param isDataAvailable whether the last look found new data
 * @param isTriggerActive whether a batch is being planned or run
 */
public record StreamingQueryStatus(String message, boolean isDataAvailable, boolean isTriggerActive) {
    public String json() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("message", message);
        fields.put("isDataAvailable", isDataAvailable);
        fields.put("isTriggerActive", isTriggerActive);
        return Json.write(fields);
    }

    /** {@link #json} with a line for each field. */
    public String prettyJson() {
        return PrettyJson.of(json());
    }

    @Override
    public String toString() {
        return prettyJson();
    }
}
