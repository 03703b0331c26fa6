package dev.sluice.execution;

import dev.sluice.state.Panes;

/** The windows that end after {@code afterMicros} and by {@code upToMicros}. */
record WindowRange(long afterMicros, long upToMicros) {
    static final WindowRange ALL = new WindowRange(Long.MIN_VALUE, Long.MAX_VALUE);

    static WindowRange after(long micros) {
        return new WindowRange(micros, Long.MAX_VALUE);
    }

    /** Whether no window can lie in it. */
    boolean isEmpty(Panes panes) {
        return !panes.isAnyEndIn(afterMicros, upToMicros);
    }

    /** When the panes of its windows expire at the latest: the first window that contains a pane ends with the pane. */
    long lastExpiry(Panes panes) {
        return upToMicros == Long.MAX_VALUE ? Long.MAX_VALUE : panes.expiry(upToMicros - panes.widthMicros());
    }

    /** The index in its block of the first window of the range that begins there; at most {@code perWindow}. */
    int firstIndex(Panes panes, long block) {
        return Math.clamp(panes.firstIndexEndingAfter(afterMicros, block), 0, panes.perWindow());
    }

    /** One more than the index in its block of the last window of the range that begins there; at least 0. */
    int endIndex(Panes panes, long block) {
        return Math.clamp(panes.lastIndexEndingBy(upToMicros, block) + 1, 0, panes.perWindow());
    }
}
