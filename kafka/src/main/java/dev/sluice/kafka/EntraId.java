package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application of Microsoft Entra ID, which shows its secret to the tenant and gets a token for it. No text of it has the secret.
 *
 * @param authority where the tenant is asked
 */
record EntraId(String authority, String tenant, String client, String secret) {
    static final ConfigOption<String> TENANT = ConfigOption.string("eventhubs.tenantId")
            .where("the id or the domain of a tenant", text -> text.matches("[A-Za-z0-9.-]+"))
            .doc(
                    "The tenant of Microsoft Entra ID, in the place of a key in the connection string; with `eventhubs.clientId`"
                            + " and `eventhubs.clientSecret`.");
    static final ConfigOption<String> CLIENT =
            ConfigOption.string("eventhubs.clientId").doc("The application that is registered in the tenant.");
    static final ConfigOption<String> SECRET = ConfigOption.string("eventhubs.clientSecret")
            .doc("The secret of the application. It stands in no log, plan, progress or checkpoint.");
    static final ConfigOption<String> AUTHORITY = ConfigOption.string("eventhubs.authority")
            .defaultsTo("https://login.microsoftonline.com")
            .doc("Where the tenant is asked for tokens, for clouds that have an address of their own.");

    static List<ConfigOption<?>> options() {
        return List.of(TENANT, CLIENT, SECRET, AUTHORITY);
    }

    /** Null where none is given. */
    static @Nullable EntraId of(Options options) {
        String tenant = options.find(TENANT);
        String client = options.find(CLIENT);
        String secret = options.find(SECRET);
        if (tenant == null || client == null || secret == null) {
            List<String> missing = Stream.of(TENANT, CLIENT, SECRET)
                    .filter(option -> options.find(option) == null)
                    .map(ConfigOption::key)
                    .toList();
            if (missing.size() == 3) {
                return null;
            }
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION, "Microsoft Entra ID needs more to know who asks")
                    .at("options of format \"eventhubs\"")
                    .found("no " + String.join(", no ", missing))
                    .expected("all three of " + TENANT.key() + ", " + CLIENT.key() + " and " + SECRET.key())
                    .mend("give what is missing")
                    .build();
        }
        String authority = options.get(AUTHORITY);
        return new EntraId(
                authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority,
                tenant,
                client,
                secret);
    }

    /** The settings of Kafka's client by which it shows who it is to a namespace. */
    Map<String, String> client(String host) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put(
                "sasl.jaas.config", "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put("sasl.oauthbearer.token.endpoint.url", authority + "/" + tenant + "/oauth2/v2.0/token");
        settings.put("sasl.oauthbearer.client.credentials.client.id", client);
        settings.put("sasl.oauthbearer.client.credentials.client.secret", secret);
        settings.put("sasl.oauthbearer.scope", "https://" + host + "/.default");
        return settings;
    }

    @Override
    public String toString() {
        return "application " + client + " of tenant " + tenant;
    }
}
