package dev.sluice.kafka;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Which settings of Kafka's clients nobody may give: those that are decided by the query, and those by which the client would
 * load classes, read files or call addresses that are no broker's, since options may come from somebody far away.
 */
final class ClientRules {
    private static final String OWN_BYTES = "keys and values are bytes here: use cast and functions on the columns";
    private static final String NO_CLASSES = "it would run a class that is none of ours";

    /** Refused for sources, with the reason. */
    static final Map<String, String> OF_SOURCES = Map.ofEntries(
            entry("auto.offset.reset", "say startingOffsets: the query itself keeps what was read"),
            entry("enable.auto.commit", "the checkpoint keeps what was read"),
            entry("key.deserializer", OWN_BYTES),
            entry("value.deserializer", OWN_BYTES),
            entry("group.protocol", "no group is joined"),
            entry("group.instance.id", "no group is joined"),
            entry("partition.assignment.strategy", NO_CLASSES));

    /** Refused for sinks, with the reason. */
    static final Map<String, String> OF_SINKS = Map.ofEntries(
            entry("key.serializer", OWN_BYTES),
            entry("value.serializer", OWN_BYTES),
            entry("transactional.id", "it is made of the id of the query"),
            entry("acks", "every record is acknowledged by all replicas"),
            entry("enable.idempotence", "it is always on"),
            entry("isolation.level", "a sink reads its own marks with read_committed"));

    static final String LOGIN_CALLBACK = "sasl.login.callback.handler.class";

    /** What fetches a token from its endpoint. It is used where there is one, and may be named, as programs for Spark do. */
    static final String TOKEN_LOGIN = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";

    private static final Set<String> LOGIN_MODULES = Set.of(
            "org.apache.kafka.common.security.plain.PlainLoginModule",
            "org.apache.kafka.common.security.scram.ScramLoginModule",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule");
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern LOGIN_MODULE =
            Pattern.compile("([\\w.$]+)\\s+(?:required|requisite|sufficient|optional)\\b", Pattern.CASE_INSENSITIVE);

    private ClientRules() {}

    /** What is wrong with giving this setting; where it is secret, without its value. */
    static Optional<String> problem(ConfigKey key, String value, Map<String, String> refused) {
        String name = key.name;
        String reason = refused.get(name);
        if (reason == null && loadsClasses(name) && !(name.equals(LOGIN_CALLBACK) && value.equals(TOKEN_LOGIN))) {
            reason = NO_CLASSES;
        }
        if (reason == null && name.equals("sasl.jaas.config") && !hasKnownModules(value)) {
            reason = "expected one of the login modules "
                    + String.join(", ", LOGIN_MODULES.stream().sorted().toList());
        }
        if (reason == null && name.endsWith("endpoint.url") && !isWebAddress(value)) {
            reason = "expected an address that begins with https:// or http://";
        } else if (reason == null && name.endsWith("endpoint.url") && !TokenEndpoints.isAllowed(value)) {
            reason = "its address is not one of those that may be asked; whoever runs the process allows it with"
                    + " -D" + TokenEndpoints.PROPERTY + "=" + value;
        }
        if (reason == null) {
            reason = misfit(key, value);
        }
        return Optional.ofNullable(reason).map(why -> "option \"kafka." + name + "\" cannot be used: " + why);
    }

    /** Why the client would not take it, null if it would. */
    private static @Nullable String misfit(ConfigKey key, String value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return null;
        } catch (ConfigException refused) {
            return key.type == ConfigDef.Type.PASSWORD ? "its value cannot be read" : refused.getMessage();
        }
    }

    private static boolean loadsClasses(String name) {
        return name.endsWith(".class")
                || name.endsWith(".classes")
                || name.endsWith("config.providers")
                || name.equals("metric.reporters")
                || name.equals("security.providers");
    }

    private static boolean hasKnownModules(String jaas) {
        Matcher modules = LOGIN_MODULE.matcher(QUOTED.matcher(jaas).replaceAll("\"\""));
        boolean isFound = false;
        while (modules.find()) {
            if (!LOGIN_MODULES.contains(modules.group(1))) {
                return false;
            }
            isFound = true;
        }
        return isFound;
    }

    private static boolean isWebAddress(String value) {
        String address = lower(value);
        return address.startsWith("https://") || address.startsWith("http://");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
