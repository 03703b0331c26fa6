package dev.sluice.builtin.string;

import dev.sluice.builtin.support.RowArguments;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The pattern of {@code LIKE}: {@code %} is any number of characters, {@code _} is one, behind the escape each is itself. */
final class LikePattern {
    private static final int MANY = -1;
    private static final int ONE = -2;

    private final byte[] text;

    /** A code point, or one of the above. */
    private final int[] tokens;

    private LikePattern(byte[] text, int[] tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static LikePattern of(byte[] text, int escape) {
        int[] characters = new String(text, StandardCharsets.UTF_8).codePoints().toArray();
        int[] tokens = new int[characters.length];
        int count = 0;
        for (int index = 0; index < characters.length; index++) {
            int character = characters[index];
            if (character == escape) {
                index++;
                tokens[count] = escaped(text, characters, index, escape);
            } else {
                tokens[count] = character == '%' ? MANY : character == '_' ? ONE : character;
            }
            count++;
        }
        return new LikePattern(text, Arrays.copyOf(tokens, count));
    }

    private static int escaped(byte[] text, int[] characters, int index, int escape) {
        boolean isAtEnd = index == characters.length;
        if (isAtEnd || (characters[index] != '%' && characters[index] != '_' && characters[index] != escape)) {
            throw SluiceException.of(
                            isAtEnd ? ErrorCondition.ESCAPE_AT_THE_END : ErrorCondition.ESCAPE_IN_THE_MIDDLE,
                            "The pattern '" + new String(text, StandardCharsets.UTF_8) + "' is invalid.")
                    .found(
                            isAtEnd
                                    ? "an escape at the end"
                                    : "an escape before '" + Character.toString(characters[index]) + "'")
                    .expected("an escape before _, % or the escape itself")
                    .mend("write the escape twice where it means itself")
                    .build();
        }
        return characters[index];
    }

    /** Whether this is the pattern that an argument of a row says. */
    boolean isOf(RowArguments row, int argument) {
        int length = row.end(argument) - row.start(argument);
        return length == text.length && Utf8.matches(row.data(argument), row.start(argument), text, 0, length);
    }

    /** Goes back to the last {@code %} where a character differs. */
    boolean matches(byte[] data, int start, int end) {
        int token = 0;
        int index = start;
        int tokenAfterMany = -1;
        int takenByMany = start;
        while (index < end) {
            int expected = token < tokens.length ? tokens[token] : Integer.MIN_VALUE;
            if (expected == MANY) {
                token++;
                tokenAfterMany = token;
                takenByMany = index;
            } else if (expected == ONE || expected == Utf8.codePoint(data, index, end)) {
                token++;
                index = Utf8.skip(data, index, end, 1);
            } else if (tokenAfterMany >= 0) {
                token = tokenAfterMany;
                takenByMany = Utf8.skip(data, takenByMany, end, 1);
                index = takenByMany;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == MANY) {
            token++;
        }
        return token == tokens.length;
    }
}
