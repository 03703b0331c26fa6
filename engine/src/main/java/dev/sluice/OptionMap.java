package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options while a reader or writer collects them; keys are compared without case and the last value counts. */
final class OptionMap {
    static final String PATH = "path";

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    void put(String key, Object value) {
        values.put(
                Given.value(key, "the key of an option"),
                String.valueOf(Given.value(value, "the value of option \"" + key + "\"")));
    }

    void putAll(Map<String, String> options) {
        values.putAll(Given.entries(options, "the options"));
    }

    @Nullable
    String get(String key) {
        return values.get(key);
    }

    @Nullable
    String remove(String key) {
        return values.remove(key);
    }

    /** What {@code load(path)} and {@code start(path)} do. */
    void path(String path, String method) {
        String earlier = values.put(PATH, Given.value(path, "the path of " + method + "(...)"));
        if (earlier != null) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "the path was given twice")
                    .found("option \"path\" is \"" + earlier + "\", " + method + "(\"" + path + "\")")
                    .mend("give it once, as an option or to " + method + "(...)")
                    .build();
        }
    }

    OptionMap copy() {
        OptionMap copy = new OptionMap();
        copy.values.putAll(values);
        return copy;
    }

    Map<String, String> asMap() {
        return Map.copyOf(values);
    }
}
