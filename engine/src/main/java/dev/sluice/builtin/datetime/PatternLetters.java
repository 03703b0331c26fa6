package dev.sluice.builtin.datetime;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.function.Function;

/**
 * The letters that a pattern of times may not have outside of quotes, as in Spark: of each part between quotes those of weeks
 * are told first, then those that are none, then those that stand too often.
 *
 * @param refused that are none
 * @param narrow letters for names, which so many of them would ask for by the first character alone
 */
record PatternLetters(String refused, String narrow) {
    private static final String WEEK_BASED = "YWwuec";
    private static final int NARROW_LENGTH = 5;
    private static final int LONGEST_YEAR = 6;

    /**
     * Looks for letters that are not taken.
     *
     * @param refusal begins the error
     * @throws SluiceException for the first of them
     */
    void require(String pattern, Function<ErrorCondition, SluiceException.Builder> refusal) {
        String[] parts = pattern.split("'", -1);
        for (int index = 0; index < parts.length; index += 2) {
            refuse(parts[index], WEEK_BASED, 1, ErrorCondition.DATETIME_WEEK_BASED_PATTERN, refusal);
            refuse(parts[index], refused, 1, ErrorCondition.DATETIME_PATTERN_CHARACTER, refusal);
            refuse(parts[index], narrow, NARROW_LENGTH, ErrorCondition.DATETIME_PATTERN_LENGTH, refusal);
            refuse(parts[index], "y", LONGEST_YEAR + 1, ErrorCondition.DATETIME_PATTERN_LENGTH, refusal);
        }
    }

    private static void refuse(
            String part,
            String letters,
            int length,
            ErrorCondition condition,
            Function<ErrorCondition, SluiceException.Builder> refusal) {
        int end;
        for (int start = 0; start < part.length(); start = end) {
            char letter = part.charAt(start);
            end = start + 1;
            while (end < part.length() && part.charAt(end) == letter) {
                end++;
            }
            if (end - start >= length && letters.indexOf(letter) >= 0) {
                throw refusal.apply(condition)
                        .found(length == 1 ? "the letter " + letter : end - start + " times the letter " + letter)
                        .build();
            }
        }
    }
}
