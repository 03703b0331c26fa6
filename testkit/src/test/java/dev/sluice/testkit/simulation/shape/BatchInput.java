package dev.sluice.testkit.simulation.shape;

import java.util.List;

/**
 * What a batch was to do, by its plan.
 *
 * @param sources the new rows of each, in their order
 * @param lateMicros rows up to this time are late, {@code evictMicros} of the batch before
 * @param evictMicros what lies up to this time closes
 * @param timestampMillis when it was planned
 */
public record BatchInput(List<List<Event>> sources, long lateMicros, long evictMicros, long timestampMillis) {
    /** The rows of all sources, those of the first source first. */
    public List<Event> all() {
        return sources.stream().flatMap(List::stream).toList();
    }
}
