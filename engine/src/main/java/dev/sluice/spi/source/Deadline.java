package dev.sluice.spi.source;

/**
 * Until when a reader may wait for more input.
 *
 * @param monotonicNanos on the scale of {@link dev.sluice.seam.Clock#monotonicNanos}
 */
public record Deadline(long monotonicNanos) {
    /** Waits as long as it takes: a range with an end. */
    public static final Deadline NONE = new Deadline(Long.MAX_VALUE);
}
