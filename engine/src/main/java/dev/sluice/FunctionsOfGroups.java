package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

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

    public static Column any(Column condition) {
        return Column.call("any", condition);
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

    // Lines through pairs, and sums that do not fail.

    public static Column regr_count(Column y, Column x) {
        return Column.call("regr_count", y, x);
    }

    public static Column regr_avgx(Column y, Column x) {
        return Column.call("regr_avgx", y, x);
    }

    public static Column regr_avgy(Column y, Column x) {
        return Column.call("regr_avgy", y, x);
    }

    public static Column regr_sxx(Column y, Column x) {
        return Column.call("regr_sxx", y, x);
    }

    public static Column regr_syy(Column y, Column x) {
        return Column.call("regr_syy", y, x);
    }

    public static Column regr_sxy(Column y, Column x) {
        return Column.call("regr_sxy", y, x);
    }

    public static Column regr_r2(Column y, Column x) {
        return Column.call("regr_r2", y, x);
    }

    public static Column regr_slope(Column y, Column x) {
        return Column.call("regr_slope", y, x);
    }

    public static Column regr_intercept(Column y, Column x) {
        return Column.call("regr_intercept", y, x);
    }

    public static Column try_sum(Column number) {
        return Column.call("try_sum", number);
    }

    public static Column try_avg(Column number) {
        return Column.call("try_avg", number);
    }

    public static Column product(Column number) {
        return Column.call("product", number);
    }

    // Which values there are.

    /** About how many different values there are, with a relative standard deviation of 5 percent. */
    public static Column approx_count_distinct(Column column) {
        return Column.call("approx_count_distinct", column);
    }

    public static Column approx_count_distinct(String columnName) {
        return Column.call("approx_count_distinct", col(columnName));
    }

    public static Column approx_count_distinct(Column column, double deviation) {
        return Column.call("approx_count_distinct", column, lit(deviation));
    }

    public static Column approx_count_distinct(String columnName, double deviation) {
        return Column.call("approx_count_distinct", col(columnName), lit(deviation));
    }

    /** How many different combinations of values there are in which nothing is null. */
    public static Column count_distinct(Column column, Column... more) {
        return Column.call("count_distinct", functions.joined(column, more));
    }

    public static Column countDistinct(Column column, Column... more) {
        return Column.call("count_distinct", functions.joined(column, more));
    }

    public static Column countDistinct(String columnName, String... more) {
        return Column.call("count_distinct", functions.columns(columnName, more));
    }

    public static Column sum_distinct(Column number) {
        return Column.call("sum_distinct", number);
    }

    /** The number below which a part of all lies, between two of them if need be. */
    public static Column percentile(Column number, Column part) {
        return Column.call("percentile", number, part);
    }

    public static Column percentile(Column number, Column part, Column frequency) {
        return Column.call("percentile", number, part, frequency);
    }

    public static Column median(Column number) {
        return Column.call("median", number);
    }

    /** A number of which about a part of all is not greater. */
    public static Column percentile_approx(Column number, Column part, Column accuracy) {
        return Column.call("percentile_approx", number, part, accuracy);
    }

    /** The places and heights of at most so many bins that tell how the numbers are distributed. */
    public static Column histogram_numeric(Column number, Column bins) {
        return Column.call("histogram_numeric", number, bins);
    }

    public static Column approx_percentile(Column number, Column part, Column accuracy) {
        return Column.call("approx_percentile", number, part, accuracy);
    }

    public static Column mode(Column column) {
        return Column.call("mode", column);
    }

    public static Column mode(Column column, boolean deterministic) {
        return Column.call("mode", column, lit(deterministic));
    }

    public static Column listagg(Column text) {
        return Column.call("listagg", text);
    }

    public static Column listagg(Column text, Column delimiter) {
        return Column.call("listagg", text, delimiter);
    }

    public static Column string_agg(Column text) {
        return Column.call("string_agg", text);
    }

    public static Column string_agg(Column text, Column delimiter) {
        return Column.call("string_agg", text, delimiter);
    }
}
