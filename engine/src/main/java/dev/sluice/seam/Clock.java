package dev.sluice.seam;

/** Time. Wall time may step in either direction; monotonic time never goes back. */
public interface Clock {
    /** Milliseconds since 1970-01-01T00:00Z. */
    long wallMillis();

    /** Nanoseconds since an arbitrary moment. */
    long monotonicNanos();
}
