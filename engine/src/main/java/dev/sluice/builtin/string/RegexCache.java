package dev.sluice.builtin.string;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compiles a regular expression only when it is another one than in the row before, and makes no object for a text of ASCII.
 * For one thread.
 */
final class RegexCache {
    private final String function;
    private byte[] text = {};
    private Pattern pattern = Pattern.compile("");
    private Matcher matcher = pattern.matcher("");
    private final AsciiText ascii = new AsciiText();
    private boolean isAscii;

    /** @param function named in errors */
    RegexCache(String function) {
        this.function = function;
    }

    /** Of the text that is argument 0 with the expression that is argument 1; the next call uses it again. */
    Matcher matcher(RowArguments row) {
        byte[] data = row.data(0);
        int start = row.start(0);
        int length = row.end(0) - start;
        isAscii = Utf8.isAscii(data, start, length);
        ascii.set(data, start, length);
        CharSequence searched = isAscii ? ascii : row.getText(0);
        Pattern wanted = pattern(row.data(1), row.start(1), row.end(1));
        matcher = matcher.pattern() == wanted ? matcher.reset(searched) : wanted.matcher(searched);
        return matcher;
    }

    /** Gives what a group of {@link #matcher} holds, which is not null. */
    void append(RowArguments row, int group, TextOutput out) {
        int from = matcher.start(group);
        if (isAscii) {
            out.append(row.data(0), row.start(0) + from, matcher.end(group) - from);
        } else {
            out.append(matcher.group(group));
        }
    }

    /** The expression of this text. */
    Pattern pattern(byte[] data, int start, int end) {
        int length = end - start;
        if (length != text.length || !Utf8.matches(data, start, text, 0, length)) {
            pattern = compile(new String(data, start, length, UTF_8));
            text = Arrays.copyOfRange(data, start, end);
        }
        return pattern;
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
