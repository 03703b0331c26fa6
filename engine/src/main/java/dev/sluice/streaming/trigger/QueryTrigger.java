package dev.sluice.streaming.trigger;

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

    /** Whether the query ends by itself once it has nothing to do. */
    default boolean endsByItself() {
        return switch (this) {
            case Once ignored -> true;
            case AvailableNow ignored -> true;
            case ProcessingTime ignored -> false;
            case Continuous ignored -> false;
        };
    }
}
