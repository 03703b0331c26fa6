package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;

/** Source {@code eventhubs}: the events of an Azure event hub, through its Kafka endpoint. */
public final class EventHubsSourceProvider implements SourceProvider {
    private static final String OWNER = "source \"eventhubs\"";

    /** How many one micro-batch has at most, where nothing is said. */
    private static final long EVENTS_OF_A_PARTITION = 1_000;

    @Override
    public String name() {
        return "eventhubs";
    }

    @Override
    public String documentation() {
        return "The events of an Azure event hub, with the columns of Azure's own connector: `body`, `partition`, `offset`,"
                + " `sequenceNumber`, `enqueuedTime`, `publisher`, `partitionKey`, `properties`, `systemProperties`. It is read through the Kafka"
                + " endpoint, which the tier Standard and those above it have; what is said of source `kafka` holds here too. The jar"
                + " `sluice-kafka` has to be there.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return EventHubsOptions.ofSources();
    }

    @Override
    public StructType schema(SourceSettings settings) {
        ReadSettings read = read(settings);
        settings.requireSchema(read.shape().schema(), name());
        client(settings.options());
        return read.shape().schema();
    }

    @Override
    public Map<String, String> leniency(SourceSettings settings) {
        return KafkaSourceOptions.leniency(settings.options());
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        return new KafkaSource(
                new Clients(), read(settings), client(settings.options()), settings.isStreaming(), context);
    }

    private static ReadSettings read(SourceSettings settings) {
        Options options = settings.options();
        ConnectionString connection = EventHubsOptions.connection(options);
        String hub = EventHubsOptions.hub(options, connection);
        Long most = options.find(EventHubsOptions.MAX_EVENTS);
        return new ReadSettings(
                "EventHubs[" + connection.host() + "/" + hub + "]",
                new EventRows(),
                new Subscription.Topics(List.of(hub)),
                EventPosition.of(
                        hub,
                        EventHubsOptions.STARTING_POSITION,
                        EventHubsOptions.STARTING_POSITIONS,
                        options,
                        settings.isStreaming() ? new OffsetPosition.Latest() : new OffsetPosition.Earliest()),
                end(hub, options, settings.isStreaming()),
                KafkaSourceOptions.NoLaterRecord.LATEST,
                options.get(KafkaSourceOptions.FAIL_ON_DATA_LOSS),
                most == null ? partitions -> EVENTS_OF_A_PARTITION * partitions : partitions -> most,
                null,
                0,
                null,
                OffsetRange.PIECE_RECORDS,
                EventHubsOptions.receiverTimeoutMillis(options),
                3,
                1_000,
                options.get(EventHubsOptions.CONSUMER_GROUP));
    }

    private static OffsetPosition end(String hub, Options options, boolean isStreaming) {
        for (ConfigOption<String> ending :
                List.of(EventHubsOptions.ENDING_POSITION, EventHubsOptions.ENDING_POSITIONS)) {
            if (isStreaming && options.isSet(ending)) {
                throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "a stream has no end")
                        .at(OWNER + ", option \"" + ending.key() + "\"")
                        .found(String.valueOf(options.find(ending)))
                        .expected("an end for read() only")
                        .mend("leave the option out")
                        .build();
            }
        }
        return EventPosition.of(
                hub,
                EventHubsOptions.ENDING_POSITION,
                EventHubsOptions.ENDING_POSITIONS,
                options,
                new OffsetPosition.Latest());
    }

    private static ClientSettings client(Options options) {
        ConnectionString connection = EventHubsOptions.connection(options);
        return ClientSettings.ofSource(OWNER, EventHubsOptions.client(options, connection))
                .withCredentials(EventHubsOptions.CREDENTIALS);
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public boolean supportsBatch() {
        return true;
    }
}
