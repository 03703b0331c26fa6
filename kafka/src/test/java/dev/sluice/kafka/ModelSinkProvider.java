package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.util.List;
import java.util.Set;

/** Sink {@code modelled}: sink {@code kafka}, exactly once, over a {@link ModelConnection}. */
public final class ModelSinkProvider implements SinkProvider {
    static final String TOPIC = "output";
    static final String MARKS = "marks";

    private final KafkaSinkProvider real = new KafkaSinkProvider();

    @Override
    public String name() {
        return ModelSourceProvider.NAME;
    }

    @Override
    public List<ConfigOption<?>> options() {
        return real.options();
    }

    @Override
    public Set<OutputMode> outputModes() {
        return real.outputModes();
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return new KafkaSink(
                "Modelled",
                new SinkColumns(settings.schema(), TOPIC),
                new ExactlyOnceDelivery(
                        ModelConnection.of(settings).port(),
                        ClientSettings.ofSink("sink \"modelled\"", ClientSettings.given(settings.options())),
                        context,
                        MARKS,
                        "Modelled"));
    }
}
