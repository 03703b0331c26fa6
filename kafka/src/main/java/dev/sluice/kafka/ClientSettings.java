package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * The settings of Kafka's own clients that a user gave as {@code kafka.NAME}, checked by {@link ClientRules}. Some are secret:
 * no text of it has a value.
 */
final class ClientSettings {
    static final ConfigOption<String> SERVERS = ConfigOption.string("kafka.bootstrap.servers")
            .required()
            .doc("Some brokers of the cluster, as `host:port` with commas between them.");
    static final ConfigOption<String> CLIENT = ConfigOption.family("kafka.")
            .doc(
                    "A setting of Kafka's client under its own name, for example `kafka.security.protocol`. Those by which the"
                            + " client would run other classes, or that say how offsets, bytes and transactions are handled, are refused.");

    private static final Map<String, ConfigKey> CONSUMER =
            OwnLoader.within(() -> ConsumerConfig.configDef().configKeys());
    private static final Map<String, ConfigKey> PRODUCER =
            OwnLoader.within(() -> ProducerConfig.configDef().configKeys());
    private static final Map<String, ConfigKey> ADMIN =
            OwnLoader.within(() -> AdminClientConfig.configDef().configKeys());

    /** As Kafka has it. */
    private static final int ANSWER_MILLIS = 60_000;

    private final String owner;
    private final Map<String, String> given;
    private final String safety;
    private final String credentials;

    private ClientSettings(String owner, Map<String, String> given, String safety, String credentials) {
        this.owner = owner;
        this.given = given;
        this.safety = safety;
        this.credentials = credentials;
    }

    /** @throws SluiceException an analysis error that names every setting which cannot be given to a source */
    static ClientSettings ofSource(String owner, Map<String, String> given) {
        return checked(owner, given, known(List.of(CONSUMER, ADMIN)), ClientRules.OF_SOURCES);
    }

    /** @throws SluiceException an analysis error that names every setting which cannot be given to a sink */
    static ClientSettings ofSink(String owner, Map<String, String> given) {
        return checked(owner, given, known(List.of(PRODUCER, ADMIN, CONSUMER)), ClientRules.OF_SINKS);
    }

    private static Map<String, ConfigKey> known(List<Map<String, ConfigKey>> clients) {
        Map<String, ConfigKey> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        clients.forEach(client -> client.forEach(all::putIfAbsent));
        return all;
    }

    /** What stands after {@code kafka.}, by that. */
    static Map<String, String> given(Options options) {
        return options.family(CLIENT);
    }

    private static ClientSettings checked(
            String owner, Map<String, String> given, Map<String, ConfigKey> known, Map<String, String> refused) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        boolean isUnknown = false;
        for (Map.Entry<String, String> entry : given.entrySet()) {
            ConfigKey key = known.get(entry.getKey());
            if (key == null) {
                isUnknown = true;
                problems.add("unknown option \"kafka." + entry.getKey() + "\": "
                        + NearestName.of(entry.getKey(), known.keySet())
                                .map(nearest -> "did you mean \"kafka." + nearest + "\"?")
                                .orElse("Kafka's client has no setting of this name"));
            } else {
                ClientRules.problem(key, entry.getValue(), refused).ifPresent(problems::add);
                settings.put(key.name, entry.getValue());
            }
        }
        if (!problems.isEmpty()) {
            throw SluiceException.analysis(
                            isUnknown ? ErrorCondition.UNKNOWN_OPTION : ErrorCondition.INVALID_OPTION,
                            "the settings of the client cannot be used")
                    .at(owner)
                    .found(String.join("; ", problems))
                    .mend("correct or remove the named options")
                    .build();
        }
        return new ClientSettings(
                owner,
                settings,
                "nothing of this batch is visible",
                "kafka.security.protocol, kafka.sasl.mechanism and kafka.sasl.jaas.config, or the certificates of"
                        + " kafka.ssl.*");
    }

    /** What the settings belong to, for errors. */
    String owner() {
        return owner;
    }

    /** The same for who sends without a transaction. */
    ClientSettings withoutTransactions() {
        return new ClientSettings(
                owner,
                given,
                "the batch is not committed; what of it was sent is visible, and will be sent again",
                credentials);
    }

    /** The same where other options than Kafka's say who asks. */
    ClientSettings withCredentials(String options) {
        return new ClientSettings(owner, given, safety, options);
    }

    /** What to correct where credentials are refused, for errors. */
    String credentials() {
        return credentials;
    }

    /** What is safe when something fails, for errors. */
    String safety() {
        return safety;
    }

    /** The brokers that were named. */
    String servers() {
        return given.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    boolean readsUncommitted() {
        return "read_uncommitted".equals(given.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
    }

    /** How long a transaction may be open, if the user has said it. */
    OptionalLong transactionTimeoutMillis() {
        String millis = given.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return millis == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(millis.trim()));
    }

    /** How long a question to the brokers may take, with all that is done to get an answer. */
    int answerMillis() {
        String millis = given.get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        return millis == null ? ANSWER_MILLIS : Integer.parseInt(millis.trim());
    }

    /** Those of an administrative client. */
    Map<String, Object> admin() {
        return of(ADMIN);
    }

    /**
     * Those of a consumer that is told partition and offset, and sees what transactions have committed.
     *
     * @param waitMillis how long a broker without records waits for some before it answers, if the user has not said it
     */
    Map<String, Object> consumer(int waitMillis) {
        Map<String, Object> settings = of(CONSUMER);
        settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_096);
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, waitMillis);
        settings.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    /** Those of a producer whose records are acknowledged by all replicas, each once. */
    Map<String, Object> producer() {
        Map<String, Object> settings = of(PRODUCER);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        // The buffer is left as it is: each record that waits in it is objects of the client, which are copied until it
        // is sent.
        return settings;
    }

    private Map<String, Object> of(Map<String, ConfigKey> client) {
        Map<String, Object> settings = new HashMap<>();
        given.forEach((name, value) -> {
            if (client.containsKey(name)) {
                settings.put(name, value);
            }
        });
        String tokens = given.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
        if (tokens != null) {
            settings.put(ClientRules.LOGIN_CALLBACK, ClientRules.TOKEN_LOGIN);
            TokenEndpoints.use(tokens);
        }
        return settings;
    }

    /** Names alone. */
    @Override
    public String toString() {
        return owner + given.keySet();
    }
}
