package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

/** The methods of {@link functions} whose names Spark keeps for older programs. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfOldNames extends FunctionsOfTime {
    FunctionsOfOldNames() {}

    /** As {@code degrees}. */
    public static Column toDegrees(Column number) {
        return Column.call("degrees", number);
    }

    public static Column toDegrees(String columnName) {
        return toDegrees(col(columnName));
    }

    /** As {@code radians}. */
    public static Column toRadians(Column number) {
        return Column.call("radians", number);
    }

    public static Column toRadians(String columnName) {
        return toRadians(col(columnName));
    }

    /** As {@code shiftleft}. */
    public static Column shiftLeft(Column number, int by) {
        return Column.call("shiftleft", number, lit(by));
    }

    /** As {@code shiftright}. */
    public static Column shiftRight(Column number, int by) {
        return Column.call("shiftright", number, lit(by));
    }

    /** As {@code shiftrightunsigned}. */
    public static Column shiftRightUnsigned(Column number, int by) {
        return Column.call("shiftrightunsigned", number, lit(by));
    }

    /** As {@code bitwise_not}. */
    public static Column bitwiseNOT(Column number) {
        return Column.call("~", number);
    }

    /** As {@code sum_distinct}. */
    public static Column sumDistinct(Column number) {
        return Column.call("sum_distinct", number);
    }

    public static Column sumDistinct(String columnName) {
        return sumDistinct(col(columnName));
    }

    /** As {@code approx_count_distinct}. */
    public static Column approxCountDistinct(Column column) {
        return Column.call("approx_count_distinct", column);
    }

    public static Column approxCountDistinct(String columnName) {
        return approxCountDistinct(col(columnName));
    }

    public static Column approxCountDistinct(Column column, double deviation) {
        return Column.call("approx_count_distinct", column, lit(deviation));
    }

    public static Column approxCountDistinct(String columnName, double deviation) {
        return approxCountDistinct(col(columnName), deviation);
    }
}
