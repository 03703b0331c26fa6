package dev.sluice.testkit;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Sink {@code given}: the one that is the attachment. */
public final class GivenSinkProvider implements SinkProvider {
    @Override
    public String name() {
        return "given";
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
    public Sink open(SinkSettings settings, SinkContext context) {
        return (Sink) Objects.requireNonNull(settings.attachment(), "a sink");
    }
}
