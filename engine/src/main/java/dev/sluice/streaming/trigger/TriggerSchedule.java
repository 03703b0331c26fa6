package dev.sluice.streaming.trigger;

/** The moments at which triggers with an interval fire: multiples of it since the epoch (semantics 3.1). */
public final class TriggerSchedule {
    private TriggerSchedule() {}

    /** The first boundary after {@code wallMillis}. */
    public static long nextBoundaryMillis(long wallMillis, long intervalMillis) {
        return Math.floorDiv(wallMillis, intervalMillis) * intervalMillis + intervalMillis;
    }
}
