package dev.sluice;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one source gave to a batch.
 *
 * @param startOffset as JSON text, null before the first batch
 * @param endOffset as JSON text
 * @param latestOffset how far the source reached, as JSON text, null where it does not say
 */
public record SourceProgress(
        String description,
        @Nullable String startOffset,
        @Nullable String endOffset,
        @Nullable String latestOffset,
        long numInputRows,
        double inputRowsPerSecond,
        double processedRowsPerSecond,
        Map<String, String> metrics,
        String json) {
    public SourceProgress {
        metrics = Map.copyOf(metrics);
    }

    public String prettyJson() {
        return PrettyJson.of(json);
    }
}
