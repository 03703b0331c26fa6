package dev.sluice.spi.function;

import java.util.List;

/**
 * What the reference page says of a function.
 *
 * @param names the name shown in plans first, then its synonyms; compared without case
 * @param family the heading it stands under, for example {@code string}
 * @param usage one sentence
 * @param example an expression and its result, for example {@code upper('abc') -> ABC}
 */
public record FunctionDocumentation(List<String> names, String family, String usage, String example) {
    public FunctionDocumentation {
        names = List.copyOf(names);
    }

    public static FunctionDocumentation of(String name, String family, String usage, String example) {
        return new FunctionDocumentation(List.of(name), family, usage, example);
    }

    public String name() {
        return names.getFirst();
    }
}
