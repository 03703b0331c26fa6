package dev.sluice.builtin.string;

import dev.sluice.builtin.support.RowArguments;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiles a regular expression only when it is another one than in the row before. For one thread. */
final class RegexCache {
    private final String function;
    private byte[] text = {};
    private Pattern pattern = Pattern.compile("");

    /** @param function named in errors */
    RegexCache(String function) {
        this.function = function;
    }

    /** Of the text that is argument 0 with the expression that is argument 1. */
    Matcher matcher(RowArguments row) {
        int length = row.end(1) - row.start(1);
        if (length != text.length || !Utf8.matches(row.data(1), row.start(1), text, 0, length)) {
            pattern = compile(row.getText(1));
            text = Arrays.copyOfRange(row.data(1), row.start(1), row.end(1));
        }
        return pattern.matcher(row.getText(0));
    }

    private Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException refused) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_REGEX,
                            "The value of the parameter `regexp` in `" + function + "` is invalid: '" + regex + "'.")
                    .found(refused.getDescription())
                    .mend("correct the regular expression; it is one of Java")
                    .cause(refused)
                    .build();
        }
    }
}
