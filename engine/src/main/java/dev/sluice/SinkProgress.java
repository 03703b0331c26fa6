package dev.sluice;

import java.util.Map;

/**
 * What a batch gave to the sink.
 *
 * @param numOutputRows -1 where the sink does not count
 */
public record SinkProgress(String description, long numOutputRows, Map<String, String> metrics, String json) {
    public SinkProgress {
        metrics = Map.copyOf(metrics);
    }

    public String prettyJson() {
        return PrettyJson.of(json);
    }
}
