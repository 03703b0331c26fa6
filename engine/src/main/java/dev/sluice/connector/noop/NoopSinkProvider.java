package dev.sluice.connector.noop;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sink {@code noop}: discards what it is given, for measuring a query without the cost of an output. */
public final class NoopSinkProvider implements SinkProvider {
    @Override
    public String name() {
        return "noop";
    }

    @Override
    public String documentation() {
        return "Discards what it is given, to measure a query without the cost of an output.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.values());
    }

    @Override
    public boolean allowsTemporaryCheckpoint() {
        return true;
    }

    @Override
    public @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return null;
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return new NoopSink();
    }
}
