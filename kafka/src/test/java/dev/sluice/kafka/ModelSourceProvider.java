package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.List;

/** Source {@code modelled}: source {@code kafka} over a {@link ModelConnection}. */
public final class ModelSourceProvider implements SourceProvider {
    static final String NAME = "modelled";

    private final KafkaSourceProvider real = new KafkaSourceProvider();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ConfigOption<?>> options() {
        return real.options();
    }

    @Override
    public StructType schema(SourceSettings settings) {
        return real.schema(settings);
    }

    @Override
    public boolean supportsContinuous() {
        return real.supportsContinuous();
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        ModelConnection connection = ModelConnection.of(settings);
        return connection
                .mistake()
                .source(new KafkaSource(
                        connection.port(),
                        ReadSettings.of(settings.options(), true),
                        ClientSettings.ofSource("source \"modelled\"", ClientSettings.given(settings.options())),
                        true,
                        connection.mistake().context(context)));
    }
}
