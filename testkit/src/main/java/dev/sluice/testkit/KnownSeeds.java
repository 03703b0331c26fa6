package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The seeds of a simulation that ever found something, which are played before those of {@link CommitSeed}. */
public final class KnownSeeds {
    private KnownSeeds() {}

    /**
     * Those of a text with a line for each: the seed, and what it found.
     *
     * @param beside a class of the module that has the text
     * @param name of the resource, which begins with a slash
     */
    public static List<Long> in(Class<?> beside, String name) throws IOException {
        try (InputStream text = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(text.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
                    .toList();
        }
    }
}
