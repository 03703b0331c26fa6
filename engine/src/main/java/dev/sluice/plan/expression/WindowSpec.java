package dev.sluice.plan.expression;

/**
 * Fixed windows on the time line, in microseconds: each {@code [start, start + duration)}, a new one every {@code slide},
 * aligned to the epoch plus {@code offset}. Semantics 5.1; pure arithmetic, as Spark's.
 *
 * <pre>
 * duration 10, slide 5, offset 0:     ... [0 .. 10) [5 .. 15) [10 .. 20) ...
 * </pre>
 */
public record WindowSpec(long durationMicros, long slideMicros, long offsetMicros) {
    public WindowSpec {
        if (durationMicros <= 0
                || slideMicros <= 0
                || slideMicros > durationMicros
                || Math.abs(offsetMicros) >= slideMicros) {
            throw new IllegalArgumentException(
                    "duration " + durationMicros + ", slide " + slideMicros + ", offset " + offsetMicros);
        }
    }

    public boolean isTumbling() {
        return slideMicros == durationMicros;
    }

    /** Whether windows are a whole number of slides long. */
    public boolean isDividedBySlide() {
        return durationMicros % slideMicros == 0;
    }

    /** The most windows one moment can be in. */
    public int maxWindowsPerRow() {
        return Math.toIntExact((durationMicros + slideMicros - 1) / slideMicros);
    }

    /** The start of the last window that begins at or before {@code timestamp}. */
    public long lastStart(long timestamp) {
        long remainder = (timestamp - offsetMicros) % slideMicros;
        return timestamp - (remainder < 0 ? remainder + slideMicros : remainder);
    }

    /** Whether all windows that begin at most a window before {@code timestamp} begin and end within a BIGINT. */
    public boolean hasRoomAt(long timestamp) {
        long most = Math.max(0, Math.ceilDiv(durationMicros, slideMicros) - 1) * slideMicros;
        try {
            long remainder = Math.floorMod(Math.subtractExact(timestamp, offsetMicros), slideMicros);
            long last = Math.subtractExact(timestamp, remainder);
            return Math.subtractExact(last, most) <= Math.addExact(last, durationMicros);
        } catch (ArithmeticException beyond) {
            return false;
        }
    }

    /** Whether {@code timestamp} lies in the window that begins at {@code start}. */
    public boolean contains(long start, long timestamp) {
        return start <= timestamp && timestamp < start + durationMicros;
    }
}
