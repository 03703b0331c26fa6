package dev.sluice.types;

/** Spark's rules for types of times: days, instants, and readings of a clock on the wall. */
public final class TimeTypes {
    private TimeTypes() {}

    /** DATE, TIMESTAMP or TIMESTAMP_NTZ. */
    public static boolean isTime(DataType type) {
        return type == AtomicType.DATE || isTimestamp(type);
    }

    /** TIMESTAMP or TIMESTAMP_NTZ, whose values are microseconds. */
    public static boolean isTimestamp(DataType type) {
        return type == AtomicType.TIMESTAMP || type == AtomicType.TIMESTAMP_NTZ;
    }

    /** The type in which two times meet: a day as a moment, and a reading of a clock as the instant that it is in the session time zone. */
    public static AtomicType wider(DataType left, DataType right) {
        if (left == AtomicType.TIMESTAMP || right == AtomicType.TIMESTAMP) {
            return AtomicType.TIMESTAMP;
        }
        return isTimestamp(left) || isTimestamp(right) ? AtomicType.TIMESTAMP_NTZ : AtomicType.DATE;
    }
}
