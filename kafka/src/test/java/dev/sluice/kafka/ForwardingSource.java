package dev.sluice.kafka;

import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another way to a source, some of whose answers are made to be otherwise. It is not told to read ahead. */
class ForwardingSource implements Source {
    private final Source source;

    ForwardingSource(Source source) {
        this.source = source;
    }

    @Override
    public StructType schema() {
        return source.schema();
    }

    @Override
    public @Nullable Offset initialOffset() {
        return source.initialOffset();
    }

    @Override
    public @Nullable Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        return source.latestOffset(start, limit);
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        return source.splits(start, end);
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return source.reader(split, request);
    }

    @Override
    public void freezeLatest() {
        source.freezeLatest();
    }

    @Override
    public boolean supportsAvailableNow() {
        return source.supportsAvailableNow();
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public void close() {
        source.close();
    }
}
