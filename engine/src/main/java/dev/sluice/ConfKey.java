package dev.sluice;

import dev.sluice.config.ConfigOption;
import java.util.List;

/**
 * A key of {@code session.conf()}: declared once, known by its Spark name and by its own.
 *
 * @param option under the Spark name, or under its own where Spark has no such key
 * @param sluiceName the same setting under the name of this engine
 * @param effect what setting it does
 * @param reason why it has no effect or cannot be changed; empty for honoured keys
 */
public record ConfKey<T>(ConfigOption<T> option, String sluiceName, Effect effect, String reason) {
    /** What setting a key does. */
    public enum Effect {
        /** The setting is followed. */
        HONOURED,
        /** The setting is followed, and is none of a session: only whoever starts the process sets it, as a property of the JVM. */
        PROCESS,
        /** Any value is accepted, and nothing changes. */
        NO_EFFECT,
        /** Only the default is accepted: another value would promise what is not done. */
        FIXED
    }

    static final String SPARK_PREFIX = "spark.";
    static final String SLUICE_PREFIX = "sluice.";
    private static final String SPARK_SQL_PREFIX = "spark.sql.";

    static <T> ConfKey<T> honoured(ConfigOption<T> option) {
        return new ConfKey<>(option, ownName(option.key()), Effect.HONOURED, "");
    }

    static <T> ConfKey<T> honoured(ConfigOption<T> option, String sluiceName) {
        return new ConfKey<>(option, sluiceName, Effect.HONOURED, "");
    }

    /** One that Spark does not have. */
    static <T> ConfKey<T> own(ConfigOption<T> option) {
        return new ConfKey<>(option, option.key(), Effect.HONOURED, "");
    }

    /** One that no session may change, since options may come from somebody far away. */
    static <T> ConfKey<T> ofProcess(ConfigOption<T> option) {
        return new ConfKey<>(option, option.key(), Effect.PROCESS, "");
    }

    static ConfKey<String> noEffect(String key, String defaultText, String reason) {
        return new ConfKey<>(
                ConfigOption.string(key).defaultsTo(defaultText).doc("Has no effect."),
                ownName(key),
                Effect.NO_EFFECT,
                reason);
    }

    static ConfKey<String> fixed(String key, String onlyValue, String reason) {
        return new ConfKey<>(
                ConfigOption.string(key)
                        .defaultsTo(onlyValue)
                        .doc("Cannot be changed.")
                        .where(
                                onlyValue + " (" + reason + ")",
                                value -> value.trim().equalsIgnoreCase(onlyValue)),
                ownName(key),
                Effect.FIXED,
                reason);
    }

    /** {@code spark.sql.x} is {@code sluice.x} here, {@code spark.x} too. */
    private static String ownName(String sparkName) {
        return SLUICE_PREFIX
                + sparkName.substring(
                        sparkName.startsWith(SPARK_SQL_PREFIX) ? SPARK_SQL_PREFIX.length() : SPARK_PREFIX.length());
    }

    /** The name under which Spark programs set it; its only name where Spark has no such key. */
    public String key() {
        return option.key();
    }

    List<String> names() {
        return key().equals(sluiceName) ? List.of(sluiceName) : List.of(key(), sluiceName);
    }
}
