package dev.sluice;

import static dev.sluice.functions.col;

/** The methods of {@link functions} that are aggregates of statistics, conditions and orders. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfGroups extends FunctionsOfCollections {
    FunctionsOfGroups() {}

    // Grouping sets.

    /** Whether rows were not grouped by this key of a rollup or cube: 1 if so, else 0. */
    public static Column grouping(Column key) {
        return Column.call("grouping", key);
    }

    public static Column grouping(String columnName) {
        return Column.call("grouping", col(columnName));
    }

    /** A bit for each key of a rollup or cube, the first one highest, as {@link #grouping} has it. */
    public static Column grouping_id(Column... keys) {
        return Column.call("grouping_id", keys);
    }

    // Statistics.

    /** The standard deviation of a sample. */
    public static Column stddev(Column number) {
        return Column.call("stddev", number);
    }

    public static Column stddev(String columnName) {
        return Column.call("stddev", col(columnName));
    }

    public static Column stddev_samp(Column number) {
        return Column.call("stddev_samp", number);
    }

    public static Column stddev_samp(String columnName) {
        return Column.call("stddev_samp", col(columnName));
    }

    /** The standard deviation of all values. */
    public static Column stddev_pop(Column number) {
        return Column.call("stddev_pop", number);
    }

    public static Column stddev_pop(String columnName) {
        return Column.call("stddev_pop", col(columnName));
    }

    /** The variance of a sample. */
    public static Column variance(Column number) {
        return Column.call("variance", number);
    }

    public static Column variance(String columnName) {
        return Column.call("variance", col(columnName));
    }

    public static Column var_samp(Column number) {
        return Column.call("var_samp", number);
    }

    public static Column var_samp(String columnName) {
        return Column.call("var_samp", col(columnName));
    }

    /** The variance of all values. */
    public static Column var_pop(Column number) {
        return Column.call("var_pop", number);
    }

    public static Column var_pop(String columnName) {
        return Column.call("var_pop", col(columnName));
    }

    public static Column skewness(Column number) {
        return Column.call("skewness", number);
    }

    public static Column skewness(String columnName) {
        return Column.call("skewness", col(columnName));
    }

    public static Column kurtosis(Column number) {
        return Column.call("kurtosis", number);
    }

    public static Column kurtosis(String columnName) {
        return Column.call("kurtosis", col(columnName));
    }

    public static Column std(Column number) {
        return Column.call("std", number);
    }

    public static Column covar_samp(Column x, Column y) {
        return Column.call("covar_samp", x, y);
    }

    public static Column covar_samp(String xName, String yName) {
        return Column.call("covar_samp", col(xName), col(yName));
    }

    public static Column covar_pop(Column x, Column y) {
        return Column.call("covar_pop", x, y);
    }

    public static Column covar_pop(String xName, String yName) {
        return Column.call("covar_pop", col(xName), col(yName));
    }

    public static Column corr(Column x, Column y) {
        return Column.call("corr", x, y);
    }

    public static Column corr(String xName, String yName) {
        return Column.call("corr", col(xName), col(yName));
    }

    // Conditions, bits, and rows by an order.

    /** For how many rows the condition is true. */
    public static Column count_if(Column condition) {
        return Column.call("count_if", condition);
    }

    public static Column bool_and(Column condition) {
        return Column.call("bool_and", condition);
    }

    public static Column every(Column condition) {
        return Column.call("every", condition);
    }

    public static Column bool_or(Column condition) {
        return Column.call("bool_or", condition);
    }

    public static Column some(Column condition) {
        return Column.call("some", condition);
    }

    public static Column bit_and(Column number) {
        return Column.call("bit_and", number);
    }

    public static Column bit_or(Column number) {
        return Column.call("bit_or", number);
    }

    public static Column bit_xor(Column number) {
        return Column.call("bit_xor", number);
    }

    /** The value of the row in which the order is least. */
    public static Column min_by(Column value, Column order) {
        return Column.call("min_by", value, order);
    }

    /** The value of the row in which the order is greatest. */
    public static Column max_by(Column value, Column order) {
        return Column.call("max_by", value, order);
    }

    public static Column any_value(Column column) {
        return Column.call("any_value", column);
    }

    public static Column any_value(Column column, Column ignoreNulls) {
        return Column.call("any_value", column, ignoreNulls);
    }

    public static Column first_value(Column column) {
        return Column.call("first_value", column);
    }

    public static Column first_value(Column column, Column ignoreNulls) {
        return Column.call("first_value", column, ignoreNulls);
    }

    public static Column last_value(Column column) {
        return Column.call("last_value", column);
    }

    public static Column last_value(Column column, Column ignoreNulls) {
        return Column.call("last_value", column, ignoreNulls);
    }
}
