package dev.sluice.oracle;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code generate} is asked to make.
 *
 * @param seed of all chance; the same seed makes the same programs
 * @param minutes after which no more of a kind are asked
 */
record GenerateOptions(long seed, int expressions, int queries, int streams, int minutes) {
    private static final int EXPRESSIONS = 2_000;
    private static final int QUERIES = 300;
    private static final int STREAMS = 200;
    private static final int MINUTES = 24 * 60;

    /** @throws IllegalArgumentException for an unknown option, or one without a number */
    static GenerateOptions parse(List<String> words) {
        GenerateOptions options = new GenerateOptions(
                ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE), EXPRESSIONS, QUERIES, STREAMS, MINUTES);
        for (int index = 0; index < words.size(); index += 2) {
            if (index + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(index) + " needs a number");
            }
            options = options.with(words.get(index), Long.parseLong(words.get(index + 1)));
        }
        return options;
    }

    private GenerateOptions with(String option, long value) {
        int number = option.equals("--seed") ? 0 : Math.toIntExact(value);
        return switch (option) {
            case "--seed" -> new GenerateOptions(value, expressions, queries, streams, minutes);
            case "--expressions" -> new GenerateOptions(seed, number, queries, streams, minutes);
            case "--queries" -> new GenerateOptions(seed, expressions, number, streams, minutes);
            case "--streams" -> new GenerateOptions(seed, expressions, queries, number, minutes);
            case "--minutes" -> new GenerateOptions(seed, expressions, queries, streams, number);
            default ->
                throw new IllegalArgumentException("unknown option " + option
                        + "; there are --seed, --expressions, --queries, --streams and --minutes");
        };
    }
}
