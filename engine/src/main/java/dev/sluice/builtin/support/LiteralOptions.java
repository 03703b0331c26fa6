package dev.sluice.builtin.support;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options of a format as a function is given them: a map of literals. */
public final class LiteralOptions {
    private LiteralOptions() {}

    /**
     * @param index of the argument, which may be left out
     * @param fixed what the function sets itself
     */
    public static Options of(Call call, int index, List<ConfigOption<?>> declared, Map<String, String> fixed) {
        Map<String, String> given = new HashMap<>();
        if (index < call.size()) {
            if (!(call.argument(index).literal() instanceof Map<?, ?> map)) {
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_OPTIONS_NON_MAP,
                                "the options of `" + call.name() + "` must be a map of literals")
                        .found(call.argument(index).sql())
                        .mend("pass map(lit(\"name\"), lit(\"value\"), ...)")
                        .build();
            }
            map.forEach((key, value) -> given.put(String.valueOf(key), String.valueOf(value)));
        }
        given.putAll(fixed);
        return Options.validated("function " + call.name(), declared, given);
    }

    /** Refuses to leave out rows: a function gives a value for each. */
    public static void checkMode(Call call, Options options) {
        if (options.get(RecordOptions.MODE) == ParseMode.DROPMALFORMED) {
            throw SluiceException.analysis(
                            ErrorCondition.PARSE_MODE_UNSUPPORTED,
                            "The function `" + call.name() + "` doesn't support the DROPMALFORMED mode.")
                    .mend("set mode to PERMISSIVE (nulls) or FAILFAST (an error), and filter the rows")
                    .build();
        }
    }
}
