package dev.sluice.streaming.watermark;

import java.util.Arrays;
import java.util.Locale;

/**
 * What is done about a row so far in the future that it takes the watermark past the clock, and makes all other rows late.
 *
 * @param action for such a row
 * @param maxSkewMillis how far past the time of its batch the watermark may come before a row is one
 */
public record FutureRows(Action action, long maxSkewMillis) {
    public static final String ACTION_KEY = "sluice.streaming.watermark.onFutureRows";
    public static final String SKEW_KEY = "sluice.streaming.watermark.maxFutureSkew";

    /** Spark's way, but for a warning from a day on. */
    public static final FutureRows DEFAULT = new FutureRows(Action.ADVANCE, 86_400_000);

    public enum Action {
        /** It moves the watermark as any other. */
        ADVANCE,
        /** It moves the watermark no further than it may come. */
        CLAMP,
        /** Its batch fails. */
        FAIL;

        /** What the configuration calls it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static boolean isOne(String text) {
            return Arrays.stream(values()).anyMatch(action -> action.text().equalsIgnoreCase(text));
        }

        public static Action parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** How far a watermark may come with a batch of that time, saturated. */
    public long furthestMillis(long batchMillis) {
        long furthest = batchMillis + maxSkewMillis;
        return furthest < batchMillis ? Long.MAX_VALUE : furthest;
    }
}
