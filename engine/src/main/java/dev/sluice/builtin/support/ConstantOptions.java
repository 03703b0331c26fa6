package dev.sluice.builtin.support;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.types.AtomicType;
import dev.sluice.types.MapType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options of a format as a function is given them: a map of constants. */
public final class ConstantOptions {
    private ConstantOptions() {}

    /**
     * @param index of the argument, which may be left out
     * @param fixed what the function sets itself
     */
    public static Options of(Call call, int index, List<ConfigOption<?>> declared, Map<String, String> fixed) {
        Map<String, String> given = new HashMap<>();
        if (index < call.size()) {
            if (!(call.argument(index).constant() instanceof Map<?, ?> map)) {
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_OPTIONS_NON_MAP,
                                "the options of `" + call.name() + "` must be a map of constants")
                        .found(call.argument(index).sql())
                        .mend("pass map(lit(\"name\"), lit(\"value\"), ...)")
                        .build();
            }
            MapType type = (MapType) call.type(index);
            if (type.keyType() != AtomicType.STRING || type.valueType() != AtomicType.STRING) {
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_OPTIONS_NON_STRING,
                                "the options of `" + call.name() + "` must be texts")
                        .found(type.sql())
                        .expected("MAP<STRING, STRING>")
                        .mend("write the values as texts, for example lit(\"1\")")
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
