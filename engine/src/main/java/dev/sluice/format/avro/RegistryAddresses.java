package dev.sluice.format.avro;

import dev.sluice.config.ConfigOption;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which schema registries may be asked. Options may come from somebody far away, who must not have this process call addresses that only it can reach;
 * so whoever starts the process says it, by a property of the JVM, and no session can.
 */
public final class RegistryAddresses {
    public static final ConfigOption<String> ALLOWED = ConfigOption.string("sluice.schemaRegistry.allowedUrls")
            .where(
                    "addresses that begin with https:// or http://, without a user, with commas between them",
                    text -> listed(text).stream().allMatch(SchemaRegistry::isAddress))
            .doc(
                    "The only addresses that `schema.registry.url` may be. Unless set it may be any: set it where queries of"
                            + " others run. An empty text allows none.");

    private RegistryAddresses() {}

    /**
     * @param address as {@link SchemaRegistry#isAddress} allows it
     * @param place where it was given, for errors
     * @throws SluiceException an analysis error if it may not be asked
     */
    public static void require(String address, String place) {
        String allowed = System.getProperty(ALLOWED.key());
        if (allowed != null && !isAmong(parsed(allowed), address)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION, "the schema registry at this address may not be asked")
                    .at(place)
                    .found(address)
                    .expected("one of the addresses that the property " + ALLOWED.key() + " of this process names")
                    .mend("correct the address; or have whoever starts the process add it there, as in -D"
                            + ALLOWED.key() + "=" + address)
                    .build();
        }
    }

    private static List<String> parsed(String allowed) {
        try {
            return listed(ALLOWED.parse(allowed));
        } catch (IllegalArgumentException malformed) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_CONF_VALUE, "the property " + ALLOWED.key() + " cannot be used")
                    .at("the properties of this process")
                    .found(allowed)
                    .expected(ALLOWED.expectation())
                    .mend("start the process with -D" + ALLOWED.key() + "=https://HOST:PORT")
                    .cause(malformed)
                    .build();
        }
    }

    static boolean isAmong(List<String> allowed, String address) {
        String wanted = normal(address);
        return allowed.stream().anyMatch(one -> normal(one).equals(wanted));
    }

    private static List<String> listed(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /** Scheme and host in small letters, and no slash at the end; the rest has to be the same letter by letter. */
    private static String normal(String address) {
        String text = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        URI uri = URI.create(text);
        int origin = (uri.getScheme() + "://" + uri.getRawAuthority()).length();
        return text.substring(0, origin).toLowerCase(Locale.ROOT) + text.substring(origin);
    }
}
