package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an Event Hubs namespace is reached, as the portal of Azure shows it: {@code Endpoint=sb://NAME.servicebus.windows.net/;
 * SharedAccessKeyName=...;SharedAccessKey=...;EntityPath=...}. It is secret: no text of it has the key.
 *
 * @param host of the namespace
 * @param entityPath the event hub, null where the string is that of a whole namespace
 * @param hasKey whether it says who asks; where it does not, {@link EntraId} does
 * @param isEmulator whether it is that of the emulator, which listens without TLS
 */
record ConnectionString(String text, String host, @Nullable String entityPath, boolean hasKey, boolean isEmulator) {
    private static final int KAFKA_PORT = 9093;
    private static final int EMULATOR_PORT = 9092;
    private static final String ENDPOINT = "Endpoint";
    private static final String KEY_NAME = "SharedAccessKeyName";
    private static final String KEY = "SharedAccessKey";
    private static final String SIGNATURE = "SharedAccessSignature";
    private static final String ENTITY_PATH = "EntityPath";
    private static final String EMULATOR = "UseDevelopmentEmulator";

    /** The names of parts. What else stands where a name should be may be a piece of a key. */
    private static final List<String> NAMES = List.of(ENDPOINT, KEY_NAME, KEY, SIGNATURE, ENTITY_PATH, EMULATOR);

    /** @throws SluiceException an analysis error that does not repeat what was given */
    static ConnectionString parse(String text) {
        Map<String, String> parts = parts(text);
        String endpoint = parts.get(ENDPOINT);
        String host = endpoint == null ? null : host(endpoint);
        if (host == null) {
            throw invalid("the connection string cannot be read", found(parts));
        }
        boolean hasKey = parts.containsKey(KEY_NAME) && parts.containsKey(KEY);
        boolean hasSignature = parts.containsKey(SIGNATURE);
        if (hasKey && hasSignature) {
            throw invalid("the connection string says twice who asks", found(parts));
        }
        return new ConnectionString(
                text.trim(),
                host,
                parts.get(ENTITY_PATH),
                hasKey || hasSignature,
                "true".equalsIgnoreCase(parts.get(EMULATOR)));
    }

    /** By name, those that say something. */
    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : text.trim().split(";", -1)) {
            int equals = part.indexOf('=');
            String value = part.substring(equals + 1).trim();
            if (equals > 0 && !value.isEmpty()) {
                parts.put(part.substring(0, equals).trim(), value);
            }
        }
        return parts;
    }

    /** Which parts there are, without what is secret in them. */
    private static String found(Map<String, String> parts) {
        List<String> known = NAMES.stream().filter(parts::containsKey).toList();
        int others = parts.size() - known.size();
        return "a text with " + (known.isEmpty() ? "none of its parts" : "the parts " + String.join(", ", known))
                + (others == 0 ? "" : ", and " + others + " of another name");
    }

    private static SluiceException invalid(String what, String found) {
        return SluiceException.analysis(ErrorCondition.INVALID_OPTION, what)
                .at("option \"" + EventHubsOptions.CONNECTION_STRING.key() + "\"")
                .found(found)
                .expected("Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=...;SharedAccessKey=..., and"
                        + " perhaps ;EntityPath=HUB")
                .mend("copy it from the shared access policies of the namespace or of the event hub, without quotes"
                        + " around it")
                .build();
    }

    private static @Nullable String host(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            return "sb".equalsIgnoreCase(uri.getScheme()) ? uri.getHost() : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /**
     * The settings of Kafka's client by which it reaches the namespace.
     *
     * @param application who asks, null where the string says so
     */
    Map<String, String> client(@Nullable EntraId application) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.putAll(application == null ? withKey() : application.client(host));
        settings.put("bootstrap.servers", host + ":" + (isEmulator ? EMULATOR_PORT : KAFKA_PORT));
        // What the service asks of clients: connections that are idle are cut after four minutes.
        settings.put("metadata.max.age.ms", "180000");
        settings.put("connections.max.idle.ms", "180000");
        // No group is joined, so it means nothing; but the client warns where it is more than the line above.
        settings.put("max.poll.interval.ms", "180000");
        return settings;
    }

    private Map<String, String> withKey() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("security.protocol", isEmulator ? "SASL_PLAINTEXT" : "SASL_SSL");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\""
                        + " password=\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
        return settings;
    }

    @Override
    public String toString() {
        return host + (entityPath == null ? "" : "/" + entityPath);
    }
}
