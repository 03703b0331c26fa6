package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses arguments that are null where a value is needed, before they travel any further. */
final class Given {
    private Given() {}

    /** @param what names the argument in the error, for example {@code the condition of filter(...)} */
    static <T> T value(@Nullable T argument, String what) {
        if (argument == null) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, what + " is null")
                    .found("null")
                    .expected("a value")
                    .mend("pass one; a column without values is lit(null)")
                    .build();
        }
        return argument;
    }

    static <T> List<T> values(T @Nullable [] arguments, String what) {
        T[] given = value(arguments, what);
        for (T argument : given) {
            value(argument, "one of " + what);
        }
        return List.of(given);
    }

    static <K, V> Map<K, V> entries(@Nullable Map<K, V> arguments, String what) {
        Map<K, V> given = value(arguments, what);
        given.forEach((key, value) -> {
            value(key, "one of " + what);
            value(value, "one of " + what);
        });
        return given;
    }
}
