package dev.sluice.config;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options someone gave, checked against those declared: every problem is reported at once, an unknown key with the
 * nearest known one. Keys are compared without case.
 */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param owner what the options belong to, for example {@code source "files"}
     * @throws SluiceException {@code UNKNOWN_OPTION} or {@code STDS_INVALID_OPTION_VALUE}, naming every bad option
     */
    public static Options validated(String owner, List<ConfigOption<?>> declared, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(given);
        List<String> problems = new ArrayList<>();
        boolean unknownKey = false;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            ConfigOption<?> option = declared(declared, entry.getKey());
            if (option != null) {
                problem(option, entry.getValue()).ifPresent(problems::add);
            } else if (declared.stream().noneMatch(family -> family.covers(entry.getKey()))) {
                unknownKey = true;
                problems.add("unknown option \"" + entry.getKey() + "\": "
                        + NearestName.suggestion(entry.getKey(), keys(declared)));
            }
        }
        for (ConfigOption<?> option : declared) {
            if (option.isRequired() && !values.containsKey(option.key())) {
                problems.add("option \"" + option.key() + "\" is required: " + option.doc());
            }
        }
        if (!problems.isEmpty()) {
            throw SluiceException.analysis(
                            unknownKey ? ErrorCondition.UNKNOWN_OPTION : ErrorCondition.INVALID_OPTION,
                            "the options of " + owner + " cannot be used")
                    .at(owner)
                    .found(String.join("; ", problems))
                    .mend("correct or remove the named options")
                    .build();
        }
        return new Options(values);
    }

    private static @Nullable ConfigOption<?> declared(List<ConfigOption<?>> declared, String key) {
        for (ConfigOption<?> option : declared) {
            if (option.key().equalsIgnoreCase(key)) {
                return option;
            }
        }
        return null;
    }

    private static Set<String> keys(List<ConfigOption<?>> declared) {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        declared.forEach(option -> keys.add(option.key()));
        return keys;
    }

    private static Optional<String> problem(ConfigOption<?> option, String text) {
        try {
            option.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of("option \"" + option.key() + "\" is \"" + text + "\", expected " + refused.getMessage());
        }
    }

    /** The given value, else the default, else null. */
    public <T> @Nullable T find(ConfigOption<T> option) {
        String text = values.get(option.key());
        return text == null ? option.defaultValue() : option.parse(text);
    }

    /** The given value, else the default. */
    public <T> T get(ConfigOption<T> option) {
        T value = find(option);
        if (value == null) {
            throw new IllegalStateException("option \"" + option.key() + "\" has neither a value nor a default");
        }
        return value;
    }

    public boolean isSet(ConfigOption<?> option) {
        return values.containsKey(option.key());
    }

    /** The values given to a {@link ConfigOption#family}, by what follows its prefix, in order of key. */
    public Map<String, String> family(ConfigOption<String> family) {
        Map<String, String> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((key, value) -> {
            if (family.covers(key)) {
                members.put(family.within(key), value);
            }
        });
        return members;
    }

    /** The texts as given, keys compared without case. */
    public Map<String, String> asMap() {
        return Map.copyOf(values);
    }
}
