package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sink {@code eventhubs}: every row an event of an Azure event hub, through its Kafka endpoint. */
public final class EventHubsSinkProvider implements SinkProvider {
    private static final String OWNER = "sink \"eventhubs\"";
    private static final ConfigOption<String> DELIVERY = KafkaSinkProvider.DELIVERY
            .defaultsTo(KafkaSinkProvider.AT_LEAST_ONCE)
            .doc(
                    "`at-least-once`: what a failed micro-batch has sent stays there, and is sent again. `exactly-once`: one"
                            + " transaction for each micro-batch, where the tier of the namespace has them.");

    @Override
    public String name() {
        return "eventhubs";
    }

    @Override
    public String documentation() {
        return "Every row an event of an Azure event hub, from the columns `body` and, where they are there, `partitionId` or"
                + " `partitionKey`, and `properties`. A micro-batch that runs again is sent again, unless `delivery` is"
                + " `exactly-once`. The jar `sluice-kafka` has to be there.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return EventHubsOptions.withConnection(DELIVERY, KafkaSinkProvider.MARKER_TOPIC);
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.APPEND, OutputMode.UPDATE, OutputMode.COMPLETE);
    }

    @Override
    public boolean supportsReplacing() {
        return false;
    }

    @Override
    public @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return KafkaSinkProvider.mendForAsyncTracking(settings.options().get(DELIVERY));
    }

    @Override
    public void check(SinkSettings settings) {
        new EventColumns(settings.schema(), hub(settings.options()));
        client(settings.options());
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        Options options = settings.options();
        ConnectionString connection = EventHubsOptions.connection(options);
        String hub = hub(options);
        boolean isExact = options.get(DELIVERY).equals(KafkaSinkProvider.EXACTLY_ONCE);
        String description = "EventHubs[" + connection.host() + "/" + hub + (isExact ? ", exactly once]" : "]");
        ClientSettings client = client(options);
        String markerTopic = settings.isStreaming() ? options.get(KafkaSinkProvider.MARKER_TOPIC) : null;
        return new KafkaSink(
                description,
                new EventColumns(settings.schema(), hub),
                isExact
                        ? new ExactlyOnceDelivery(new Clients(), client, context, markerTopic, description)
                        : new AtLeastOnceDelivery(new Clients(), client));
    }

    private static String hub(Options options) {
        return EventHubsOptions.hub(options, EventHubsOptions.connection(options));
    }

    private static ClientSettings client(Options options) {
        return ClientSettings.ofSink(OWNER, EventHubsOptions.client(options, EventHubsOptions.connection(options)))
                .withCredentials(EventHubsOptions.CREDENTIALS);
    }
}
