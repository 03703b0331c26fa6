package dev.sluice.streaming.log;

import java.util.List;

/**
 * How many rows the attempt at a batch that counts has read and written.
 *
 * @param sources in the order of the query's plan
 */
public record RowCounts(List<Long> sources, long output) {
    public RowCounts {
        sources = List.copyOf(sources);
    }
}
