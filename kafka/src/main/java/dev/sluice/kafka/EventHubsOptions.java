package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
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
        Map<String, String> settings = new LinkedHashMap<>(connection.client());
        options.family(CLIENT).forEach((name, value) -> settings.put(name.toLowerCase(Locale.ROOT), value));
        return settings;
    }

    static List<ConfigOption<?>> ofSources() {
        return List.of(
                CONNECTION_STRING,
                NAME,
                CONSUMER_GROUP,
                STARTING_POSITION,
                STARTING_POSITIONS,
                ENDING_POSITION,
                MAX_EVENTS,
                KafkaSourceOptions.FAIL_ON_DATA_LOSS,
                CLIENT);
    }
}
