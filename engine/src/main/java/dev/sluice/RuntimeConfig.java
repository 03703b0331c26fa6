package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The settings of a session. A key goes by its Spark name and by its own ({@code spark.sql.shuffle.partitions} is
 * {@code sluice.state.partitions}); {@link ConfKeys} lists them all. Other keys of {@code spark.} are kept with a warning,
 * other keys of {@code sluice.} are refused, and keys of anyone else are just kept. A change counts for what is
 * made after it. Thread-safe.
 */
public final class RuntimeConfig {
    /** By each of its names. */
    private static final Map<String, ConfKey<?>> KNOWN = known();

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final int cores;

    RuntimeConfig(int cores) {
        this.cores = cores;
    }

    private static Map<String, ConfKey<?>> known() {
        Map<String, ConfKey<?>> known = new HashMap<>();
        for (ConfKey<?> key : ConfKeys.all()) {
            key.names().forEach(name -> known.put(name, key));
        }
        return known;
    }

    /** @throws SluiceException an analysis error if the key or the value is refused */
    public void set(String key, String value) {
        Given.value(value, "the value of the setting \"" + key + "\"");
        ConfKey<?> declared = KNOWN.get(Given.value(key, "the key of a setting"));
        if (declared == null) {
            setUndeclared(key, value);
            return;
        }
        requireOfSession(declared);
        try {
            declared.option().parse(value);
        } catch (IllegalArgumentException refused) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_CONF_VALUE,
                            declared.effect() == ConfKey.Effect.FIXED
                                    ? "the setting \"" + key + "\" cannot be changed"
                                    : "the value of the setting \"" + key + "\" cannot be used")
                    .found(value)
                    .expected(declared.option().expectation())
                    .mend("correct the value, or leave the setting out")
                    .cause(refused)
                    .build();
        }
        values.put(declared.key(), value);
    }

    private static void requireOfSession(ConfKey<?> key) {
        if (key.effect() == ConfKey.Effect.PROCESS) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_CONF_VALUE,
                            "the setting \"" + key.key() + "\" is one of the process, and no session changes it")
                    .at("session.conf()")
                    .mend("have whoever starts the process set it there, as -D" + key.key() + "=VALUE")
                    .build();
        }
    }

    public void set(String key, boolean value) {
        set(key, String.valueOf(value));
    }

    public void set(String key, long value) {
        set(key, String.valueOf(value));
    }

    private void setUndeclared(String key, String value) {
        if (key.startsWith(ConfKey.SLUICE_PREFIX)) {
            throw unknown(key);
        }
        boolean isNew = values.put(key, value) == null;
        if (isNew && key.startsWith(ConfKey.SPARK_PREFIX)) {
            LoggerFactory.getLogger(RuntimeConfig.class)
                    .warn("The setting \"{}\" is unknown here and has no effect.", key);
        }
    }

    /** Back to the default. */
    public void unset(String key) {
        ConfKey<?> declared = KNOWN.get(Given.value(key, "the key of a setting"));
        if (declared != null) {
            requireOfSession(declared);
        }
        values.remove(canonical(key));
    }

    /** The value that was set, else the default. */
    public String get(String key) {
        return getOption(key).orElseThrow(() -> unknown(key));
    }

    /** The value that was set, else {@code fallback}; never the default. */
    public String get(String key, String fallback) {
        String value = given(key);
        return value == null ? fallback : value;
    }

    /** The value that was set, else the default, else empty. */
    public Optional<String> getOption(String key) {
        String value = given(key);
        return value != null ? Optional.of(value) : Optional.ofNullable(defaultText(KNOWN.get(key)));
    }

    private @Nullable String given(String key) {
        ConfKey<?> declared = KNOWN.get(Given.value(key, "the key of a setting"));
        return declared != null && declared.effect() == ConfKey.Effect.PROCESS
                ? System.getProperty(declared.key())
                : values.get(canonical(key));
    }

    /** What was set, in order of the keys, under their Spark names. */
    public Map<String, String> getAll() {
        return new TreeMap<>(values);
    }

    /** Whether setting the key changes anything. */
    public boolean isModifiable(String key) {
        ConfKey<?> declared = KNOWN.get(key);
        return declared != null && declared.effect() == ConfKey.Effect.HONOURED;
    }

    /** The value of a declared key that has a default. */
    <T> T value(ConfKey<T> key) {
        T value = find(key);
        if (value == null) {
            throw new IllegalStateException("setting \"" + key.key() + "\" has neither a value nor a default");
        }
        return value;
    }

    /** The value of a declared key, null if there is neither a value nor a default. */
    <T> @Nullable T find(ConfKey<T> key) {
        String text = given(key.key());
        return text == null ? key.option().defaultValue() : key.option().parse(text);
    }

    int statePartitions() {
        Integer partitions = find(ConfKeys.STATE_PARTITIONS);
        return partitions == null ? cores : partitions;
    }

    ZoneId timeZone() {
        String id = find(ConfKeys.TIME_ZONE);
        return id == null ? ZoneId.systemDefault() : ZoneId.of(id, ZoneId.SHORT_IDS);
    }

    private @Nullable String defaultText(@Nullable ConfKey<?> declared) {
        if (declared == null) {
            return null;
        }
        if (declared.equals(ConfKeys.STATE_PARTITIONS)) {
            return String.valueOf(cores);
        }
        return declared.equals(ConfKeys.TIME_ZONE)
                ? ZoneId.systemDefault().getId()
                : declared.option().defaultText();
    }

    private String canonical(String key) {
        ConfKey<?> declared = KNOWN.get(Given.value(key, "the key of a setting"));
        return declared == null ? key : declared.key();
    }

    private SluiceException unknown(String key) {
        List<String> names = new ArrayList<>(KNOWN.keySet());
        names.removeIf(name -> !name.startsWith(ConfKey.SLUICE_PREFIX) && !key.startsWith(ConfKey.SPARK_PREFIX));
        String nearest = NearestName.of(key, names)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("look it up among the settings of the session");
        return SluiceException.analysis(ErrorCondition.UNKNOWN_CONF, "there is no setting \"" + key + "\"")
                .at("session.conf()")
                .found(key)
                .mend(nearest)
                .build();
    }
}
