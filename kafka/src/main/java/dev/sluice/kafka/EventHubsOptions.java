package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What source and sink {@code eventhubs} can be told; names are those of the connector of Azure. */
final class EventHubsOptions {
    static final ConfigOption<String> CONNECTION_STRING = ConfigOption.string("eventhubs.connectionString")
            .required()
            .doc(
                    "The connection string of the event hub, or of its namespace. It is secret, and stands in no log, plan, progress"
                            + " or checkpoint.");
    static final ConfigOption<String> NAME = ConfigOption.string("eventhubs.name")
            .doc("The event hub, where the connection string has no `EntityPath`.");
    static final ConfigOption<String> CONSUMER_GROUP = ConfigOption.string("eventhubs.consumerGroup")
            .defaultsTo("$Default")
            .doc("The consumer group. It is not joined, and nothing is committed to it.");
    static final ConfigOption<String> STARTING_POSITION = ConfigOption.string("eventhubs.startingPosition")
            .doc(
                    "Where a new query begins in each partition, as JSON: `{\"offset\":\"-1\"}` for the first event, `\"@latest\"` for the"
                            + " end (what a stream does without it), or a `seqNo` or an `enqueuedTime`, and `isInclusive`.");
    static final ConfigOption<String> STARTING_POSITIONS = ConfigOption.string("eventhubs.startingPositions")
            .doc(
                    "The same for each partition, as JSON: a list of objects with `ehName`, `partitionId` and such a position."
                            + " Goes before `eventhubs.startingPosition`.");
    static final ConfigOption<String> ENDING_POSITION = ConfigOption.string("eventhubs.endingPosition")
            .doc("Where `read()` ends, as `eventhubs.startingPosition`. Refused for a stream.");
    static final ConfigOption<Long> MAX_EVENTS = ConfigOption.atLeast(
                    ConfigOption.longInteger("maxEventsPerTrigger"), 1)
            .doc(
                    "About how many events one micro-batch reads at most, shared out among partitions by what they have; without it,"
                            + " all there are.");
    static final ConfigOption<String> CLIENT = ConfigOption.family("kafka.")
            .doc(
                    "A setting of Kafka's client under its own name, in the place of the one that follows from the connection string.");

    private EventHubsOptions() {}

    /** @throws SluiceException an analysis error if it does not say who asks, nor {@link EntraId} does, or if both do */
    static ConnectionString connection(Options options) {
        ConnectionString connection = ConnectionString.parse(options.get(CONNECTION_STRING));
        EntraId application = EntraId.of(options);
        if (connection.hasKey() == (application != null)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION,
                            connection.hasKey() ? "it is said twice who asks" : "it is not said who asks")
                    .at("options of format \"eventhubs\"")
                    .found((connection.hasKey()
                                    ? "a connection string with a key"
                                    : "a connection string without a key")
                            + (application == null ? "" : ", " + application))
                    .expected(
                            "a connection string with SharedAccessKeyName and SharedAccessKey, or one without them and "
                                    + EntraId.TENANT.key() + ", " + EntraId.CLIENT.key() + " and "
                                    + EntraId.SECRET.key())
                    .mend(
                            "copy the connection string from the shared access policies of the namespace or of the event hub; or"
                                    + " leave its key out and name an application")
                    .build();
        }
        return connection;
    }

    /** The event hub that is meant. */
    static String hub(Options options, ConnectionString connection) {
        String named = options.find(NAME);
        String hub = connection.entityPath() == null ? named : connection.entityPath();
        if (hub == null || (named != null && !named.equals(hub))) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION,
                            hub == null ? "no event hub is named" : "two event hubs are named")
                    .at("options of format \"eventhubs\"")
                    .found(
                            hub == null
                                    ? "a connection string without EntityPath"
                                    : "EntityPath " + hub + ", " + NAME.key() + " " + named)
                    .expected("one event hub")
                    .mend("say option(\"" + NAME.key()
                            + "\", \"...\") where the connection string is that of a namespace")
                    .build();
        }
        return hub;
    }

    /** The settings of Kafka's client: those that follow from the connection string, and those given beside it. */
    static Map<String, String> client(Options options, ConnectionString connection) {
        Map<String, String> settings = new LinkedHashMap<>(connection.client(EntraId.of(options)));
        options.family(CLIENT).forEach((name, value) -> settings.put(name.toLowerCase(Locale.ROOT), value));
        return settings;
    }

    static List<ConfigOption<?>> ofSources() {
        return withConnection(
                CONSUMER_GROUP,
                STARTING_POSITION,
                STARTING_POSITIONS,
                ENDING_POSITION,
                MAX_EVENTS,
                KafkaSourceOptions.FAIL_ON_DATA_LOSS);
    }

    /** These, and those that sources and sinks have in common. */
    static List<ConfigOption<?>> withConnection(ConfigOption<?>... own) {
        List<ConfigOption<?>> all = new ArrayList<>(List.of(CONNECTION_STRING, NAME));
        all.addAll(EntraId.options());
        all.addAll(List.of(own));
        all.add(CLIENT);
        return all;
    }
}
