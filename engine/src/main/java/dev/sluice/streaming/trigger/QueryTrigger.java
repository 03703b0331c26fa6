package dev.sluice.streaming.trigger;

import org.jspecify.annotations.Nullable;

/** When the batches of a query start. */
public sealed interface QueryTrigger {
    /** At every multiple of the interval since the epoch; 0 for as soon as there is something to do. */
    record ProcessingTime(long intervalMillis) implements QueryTrigger {}

    /** One batch of all there is, then the end. */
    record Once() implements QueryTrigger {}

    /** All there is at the start, in batches as the read limits say, then the end. */
    record AvailableNow() implements QueryTrigger {}

    /** Rows flow as they arrive; what is done is recorded once in every interval. */
    record Continuous(long intervalMillis) implements QueryTrigger {}

    /** As {@link Continuous}, under the rules of Spark's real-time mode. */
    record RealTime(long intervalMillis) implements QueryTrigger {}

    /** How long an epoch is; null where the query runs in micro-batches. */
    default @Nullable Long epochMillis() {
        return switch (this) {
            case Continuous(long interval) -> interval;
            case RealTime(long interval) -> interval;
            case ProcessingTime ignored -> null;
            case Once ignored -> null;
            case AvailableNow ignored -> null;
        };
    }

    /** Whether the query ends by itself once it has nothing to do. */
    default boolean endsByItself() {
        return switch (this) {
            case Once ignored -> true;
            case AvailableNow ignored -> true;
            case ProcessingTime ignored -> false;
            case Continuous ignored -> false;
            case RealTime ignored -> false;
        };
    }
}
