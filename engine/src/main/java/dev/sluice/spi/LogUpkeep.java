package dev.sluice.spi;

import java.time.Duration;

/**
 * How the log of a connector is kept short.
 *
 * @param compactInterval every so many entries, one repeats all that are before it; a log that has compactions goes on in
 *     its own rhythm
 * @param cleanupDelay how old an entry must be before it is deleted, once a compaction has replaced it
 * @param deletes whether entries are deleted at all
 */
public record LogUpkeep(int compactInterval, Duration cleanupDelay, boolean deletes) {
    /** Spark's defaults. */
    public static final LogUpkeep DEFAULT = new LogUpkeep(10, Duration.ofMinutes(10), true);

    public LogUpkeep {
        if (compactInterval < 1) {
            throw new IllegalArgumentException("a compact interval of " + compactInterval);
        }
    }
}
