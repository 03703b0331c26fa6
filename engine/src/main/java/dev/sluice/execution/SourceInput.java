package dev.sluice.execution;

import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import java.util.List;

/** What one source contributes to one batch: the splits of its range, none if it has nothing new. */
public record SourceInput(Source source, List<Split> splits) {
    public SourceInput {
        splits = List.copyOf(splits);
    }
}
