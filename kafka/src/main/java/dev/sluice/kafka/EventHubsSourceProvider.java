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

/** Source {@code eventhubs}: the events of an Azure event hub, through its Kafka endpoint. */
public final class EventHubsSourceProvider implements SourceProvider {
    private static final String OWNER = "source \"eventhubs\"";

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
    public Source open(SourceSettings settings, SourceContext context) {
        return new KafkaSource(read(settings), client(settings.options()), settings.isStreaming(), context);
    }

    private static ReadSettings read(SourceSettings settings) {
        Options options = settings.options();
        ConnectionString connection = EventHubsOptions.connection(options);
        String hub = EventHubsOptions.hub(options, connection);
        String end = options.find(EventHubsOptions.ENDING_POSITION);
        if (end != null && settings.isStreaming()) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "a stream has no end")
                    .at(OWNER + ", option \"" + EventHubsOptions.ENDING_POSITION.key() + "\"")
                    .found(end)
                    .expected("an end for read() only")
                    .mend("leave the option out")
                    .build();
        }
        return new ReadSettings(
                "EventHubs[" + connection.host() + "/" + hub + "]",
                new EventRows(),
                new Subscription.Topics(List.of(hub)),
                EventPosition.of(
                        hub,
                        EventHubsOptions.STARTING_POSITION,
                        options.find(EventHubsOptions.STARTING_POSITION),
                        EventHubsOptions.STARTING_POSITIONS,
                        options.find(EventHubsOptions.STARTING_POSITIONS),
                        settings.isStreaming() ? new OffsetPosition.Latest() : new OffsetPosition.Earliest()),
                EventPosition.of(
                        hub,
                        EventHubsOptions.ENDING_POSITION,
                        end,
                        EventHubsOptions.ENDING_POSITION,
                        null,
                        new OffsetPosition.Latest()),
                KafkaSourceOptions.NoLaterRecord.LATEST,
                options.get(KafkaSourceOptions.FAIL_ON_DATA_LOSS),
                options.find(EventHubsOptions.MAX_EVENTS),
                null,
                0,
                null,
                OffsetRange.PIECE_RECORDS,
                KafkaSourceOptions.POLL_TIMEOUT.parse("120000"),
                3,
                1_000,
                options.get(EventHubsOptions.CONSUMER_GROUP));
    }

    private static ClientSettings client(Options options) {
        ConnectionString connection = EventHubsOptions.connection(options);
        return ClientSettings.ofSource(OWNER, EventHubsOptions.client(options, connection));
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
