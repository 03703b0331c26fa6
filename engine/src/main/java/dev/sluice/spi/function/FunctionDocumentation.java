package dev.sluice.spi.function;

import java.util.List;

/**
 * What the reference page says of a function.
 *
 * @param names the name shown in plans first, then its synonyms; compared without case
 * @param family the heading it stands under, for example {@code string}
 * @param signatures each a call with the type of every argument, then the type of the result:
 *     {@code substring(text STRING, position INT[, length INT]): STRING}. {@code NUMERIC}, {@code INTEGRAL},
 *     {@code ATOMIC} and {@code ANY} are any one type of a group, the same wherever the word stands in one signature; a word
 *     in single quotes is a text literal, what stands in brackets may be left out, {@code ...} says that more of the
 *     kind may follow, and {@code (x, y) -> INT} is a lambda that gives an INT
 * @param usage one sentence
 * @param example an expression in SQL and its result, for example {@code upper('abc') -> ABC}; that of an aggregate names
 *     its rows, as in {@code sum(x) FROM VALUES (1), (2) AS rows(x) -> 3}
 */
public record FunctionDocumentation(
        List<String> names, String family, List<String> signatures, String usage, String example) {
    /** The family of functions that a program brings with it. */
    public static final String USER = "user";

    private static final String GIVES = " -> ";

    public FunctionDocumentation {
        names = List.copyOf(names);
        signatures = List.copyOf(signatures);
        if (givesIndex(example) < 0) {
            throw new IllegalArgumentException("an example without a result: " + example);
        }
    }

    /** Of a function with one name and one signature. */
    public static FunctionDocumentation of(String name, String family, String signature, String usage, String example) {
        return new FunctionDocumentation(List.of(name), family, List.of(signature), usage, example);
    }

    public String name() {
        return names.getFirst();
    }

    /** What the example calls. */
    public String exampleCall() {
        return example.substring(0, givesIndex(example));
    }

    /** What the example gives, as a text. */
    public String exampleResult() {
        return example.substring(givesIndex(example) + GIVES.length());
    }

    /** Where the arrow stands that is in no brackets, and so is not that of a lambda. */
    private static int givesIndex(String example) {
        int depth = 0;
        boolean isQuoted = false;
        for (int index = 0; index < example.length(); index++) {
            char next = example.charAt(index);
            isQuoted ^= next == '\'';
            depth += isQuoted ? 0 : next == '(' ? 1 : next == ')' ? -1 : 0;
            if (depth == 0 && !isQuoted && example.startsWith(GIVES, index)) {
                return index;
            }
        }
        return -1;
    }
}
