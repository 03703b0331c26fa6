package dev.sluice.oracle;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code generate} is asked to make.
 *
 * @param seed of all chance; the same seed makes the same programs
 */
record GenerateOptions(long seed, int expressions, int queries, int streams) {
    private static final int EXPRESSIONS = 2_000;
    private static final int QUERIES = 300;
    private static final int STREAMS = 200;

    /** @throws IllegalArgumentException for an unknown option, or one without a number */
    static GenerateOptions parse(List<String> words) {
        GenerateOptions options = new GenerateOptions(
                ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE), EXPRESSIONS, QUERIES, STREAMS);
        for (int index = 0; index < words.size(); index += 2) {
            if (index + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(index) + " needs a number");
            }
            options = options.with(words.get(index), Long.parseLong(words.get(index + 1)));
        }
        return options;
    }

    private GenerateOptions with(String option, long value) {
        return switch (option) {
            case "--seed" -> new GenerateOptions(value, expressions, queries, streams);
            case "--expressions" -> new GenerateOptions(seed, Math.toIntExact(value), queries, streams);
            case "--queries" -> new GenerateOptions(seed, expressions, Math.toIntExact(value), streams);
            case "--streams" -> new GenerateOptions(seed, expressions, queries, Math.toIntExact(value));
            default ->
                throw new IllegalArgumentException(
                        "unknown option " + option + "; there are --seed, --expressions, --queries and --streams");
        };
    }
}
