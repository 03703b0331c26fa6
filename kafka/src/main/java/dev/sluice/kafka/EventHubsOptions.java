package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.time.DateTimeException;
import java.time.Duration;
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
            .doc("The same for single partitions, as JSON whose names are JSON themselves:"
                    + " `{\"{\\\"ehName\\\":\\\"orders\\\",\\\"partitionId\\\":0}\":{\"offset\":\"-1\"}}`. Goes before"
                    + " `eventhubs.startingPosition`, which is for the others.");
    static final ConfigOption<String> ENDING_POSITION = ConfigOption.string("eventhubs.endingPosition")
            .doc(
                    "Where `read()` ends, as `eventhubs.startingPosition`; without it, at the end there is. Refused for a stream.");
    static final ConfigOption<String> ENDING_POSITIONS = ConfigOption.string("eventhubs.endingPositions")
            .doc(
                    "The same for single partitions, as `eventhubs.startingPositions`. Goes before `eventhubs.endingPosition`. Refused"
                            + " for a stream.");
    static final ConfigOption<Long> MAX_EVENTS = ConfigOption.atLeast(
                    ConfigOption.longInteger("maxEventsPerTrigger"), 1)
            .doc(
                    "About how many events one micro-batch reads at most, shared out among partitions by what they have; without it,"
                            + " a thousand for each partition.");
    static final ConfigOption<String> RECEIVER_TIMEOUT = ConfigOption.string("eventhubs.receiverTimeout")
            .where("a time of ISO 8601 such as PT60S", EventHubsOptions::isTime)
            .defaultsTo("PT60S")
            .doc(
                    "How long a piece of a micro-batch waits for its next event before the query fails, as a time of ISO 8601.");
    static final ConfigOption<String> OPERATION_TIMEOUT = ConfigOption.string("eventhubs.operationTimeout")
            .where("a time of ISO 8601 such as PT60S", EventHubsOptions::isTime)
            .defaultsTo("PT60S")
            .doc(
                    "How long a question to the namespace may take, with all that is done to get an answer, as a time of ISO 8601.");
    static final ConfigOption<String> CLIENT = ConfigOption.family("kafka.")
            .doc(
                    "A setting of Kafka's client under its own name, in the place of the one that follows from the connection string.");

    /** What to correct where the namespace refuses who asks. */
    static final String CREDENTIALS =
            "what says who asks: the key in eventhubs.connectionString, which may be an old one, or the"
                    + " application of eventhubs.clientId with its secret";

    /** What an answer may take. */
    private static final long MOST_REQUEST_MILLIS = 60_000;

    private EventHubsOptions() {}

    private static boolean isTime(String text) {
        try {
            return millis(text) > 0;
        } catch (DateTimeException | ArithmeticException noTime) {
            return false;
        }
    }

    private static int millis(String time) {
        return Math.toIntExact(Duration.parse(time.trim()).toMillis());
    }

    /** How long is waited for the next event. */
    static long receiverTimeoutMillis(Options options) {
        return millis(options.get(RECEIVER_TIMEOUT));
    }

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
        long answerMillis = millis(options.get(OPERATION_TIMEOUT));
        settings.put("default.api.timeout.ms", Long.toString(answerMillis));
        settings.put("request.timeout.ms", Long.toString(Math.min(answerMillis, MOST_REQUEST_MILLIS)));
        options.family(CLIENT).forEach((name, value) -> settings.put(name.toLowerCase(Locale.ROOT), value));
        return settings;
    }

    static List<ConfigOption<?>> ofSources() {
        return withConnection(
                CONSUMER_GROUP,
                STARTING_POSITION,
                STARTING_POSITIONS,
                ENDING_POSITION,
                ENDING_POSITIONS,
                MAX_EVENTS,
                RECEIVER_TIMEOUT,
                KafkaSourceOptions.FAIL_ON_DATA_LOSS);
    }

    /** These, and those that sources and sinks have in common. */
    static List<ConfigOption<?>> withConnection(ConfigOption<?>... own) {
        List<ConfigOption<?>> all = new ArrayList<>(List.of(CONNECTION_STRING, NAME));
        all.addAll(EntraId.options());
        all.addAll(List.of(own));
        all.add(OPERATION_TIMEOUT);
        all.add(CLIENT);
        return all;
    }
}
