package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.analysis.Intervals;
import dev.sluice.streaming.trigger.QueryTrigger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When the batches of a query start. Spark's names. */
public final class Trigger {
    private final QueryTrigger trigger;

    private Trigger(QueryTrigger trigger) {
        this.trigger = trigger;
    }

    QueryTrigger queryTrigger() {
        return trigger;
    }

    /** At every multiple of the interval since the epoch; 0 for as soon as there is something to do. */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger ProcessingTime(long intervalMillis) {
        return new Trigger(new QueryTrigger.ProcessingTime(notNegative(intervalMillis)));
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger ProcessingTime(long interval, TimeUnit unit) {
        return ProcessingTime(Given.value(unit, "the unit of the interval").toMillis(interval));
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger ProcessingTime(Duration interval) {
        return ProcessingTime(millis(interval));
    }

    /** @param interval for example {@code "10 seconds"} */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger ProcessingTime(String interval) {
        return ProcessingTime(millis(interval));
    }

    /** One batch of all there is, then the end. */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger Once() {
        return new Trigger(new QueryTrigger.Once());
    }

    /** All there is at the start, in batches as the read limits say, then the end. */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger AvailableNow() {
        return new Trigger(new QueryTrigger.AvailableNow());
    }

    /** Rows flow as they arrive; what is done is recorded once in every interval. */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger Continuous(long intervalMillis) {
        return new Trigger(new QueryTrigger.Continuous(notNegative(intervalMillis)));
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger Continuous(long interval, TimeUnit unit) {
        return Continuous(Given.value(unit, "the unit of the interval").toMillis(interval));
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger Continuous(Duration interval) {
        return Continuous(millis(interval));
    }

    /** @param interval for example {@code "1 second"} */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger Continuous(String interval) {
        return Continuous(millis(interval));
    }

    /** {@link #RealTime(long)} with epochs of five minutes. */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger RealTime() {
        return RealTime(Duration.ofMinutes(5));
    }

    /** As {@link #Continuous(long)}, under the rules of Spark's real-time mode: in update mode, and with long epochs. */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger RealTime(long epochMillis) {
        return new Trigger(new QueryTrigger.RealTime(notNegative(epochMillis)));
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger RealTime(long epoch, TimeUnit unit) {
        return RealTime(Given.value(unit, "the unit of the interval").toMillis(epoch));
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger RealTime(Duration epoch) {
        return RealTime(millis(epoch));
    }

    /** @param epoch for example {@code "5 minutes"} */
    @SuppressWarnings("MemberName") // Spark's spelling.
    public static Trigger RealTime(String epoch) {
        return RealTime(millis(epoch));
    }

    /** A duration beyond all time is the longest interval. */
    private static long millis(Duration interval) {
        return TimeUnit.MILLISECONDS.convert(Given.value(interval, "the interval of a trigger"));
    }

    private static long millis(String interval) {
        return Intervals.parseMicros(Given.value(interval, "the interval of a trigger")) / 1_000L;
    }

    private static long notNegative(long intervalMillis) {
        if (intervalMillis < 0) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "the interval of a trigger is negative")
                    .found(intervalMillis + " ms")
                    .expected("0 ms or more")
                    .mend("give an interval such as \"10 seconds\"")
                    .build();
        }
        return intervalMillis;
    }

    @Override
    public String toString() {
        return trigger.toString();
    }
}
