package dev.sluice.kafka;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where clients may fetch tokens. Kafka's client goes to no address that the property {@value #PROPERTY} does not name, which is for the person to set
 * who runs the process: options may come from somebody far away. Those of Microsoft Entra ID are added when they are used.
 */
final class TokenEndpoints {
    static final String PROPERTY = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    /** Those of its clouds. */
    private static final Set<String> ENTRA_ID =
            Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn");

    private TokenEndpoints() {}

    static boolean isAllowed(String address) {
        return isEntraId(address) || allowed().contains(address);
    }

    /** Before a client is made that fetches tokens there. */
    static synchronized void use(String address) {
        Set<String> allowed = allowed();
        if (isEntraId(address) && allowed.add(address)) {
            System.setProperty(PROPERTY, String.join(",", allowed));
        }
    }

    private static Set<String> allowed() {
        return Arrays.stream(System.getProperty(PROPERTY, "").split(",", -1))
                .map(String::trim)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isEntraId(String address) {
        try {
            URI uri = URI.create(address);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && ENTRA_ID.contains(uri.getHost().toLowerCase(Locale.ROOT))
                    && uri.getUserInfo() == null
                    // Addresses are parts of a list with commas between them.
                    && address.indexOf(',') < 0;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
