package dev.sluice;

import static dev.sluice.functions.lit;

/** The methods of {@link functions} that are about times. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfTime extends FunctionsOfGroups {
    FunctionsOfTime() {}

    // Parts of times.

    public static Column year(Column date) {
        return Column.call("year", date);
    }

    public static Column quarter(Column date) {
        return Column.call("quarter", date);
    }

    public static Column month(Column date) {
        return Column.call("month", date);
    }

    public static Column weekofyear(Column date) {
        return Column.call("weekofyear", date);
    }

    public static Column day(Column date) {
        return Column.call("day", date);
    }

    public static Column dayofmonth(Column date) {
        return Column.call("dayofmonth", date);
    }

    public static Column dayofyear(Column date) {
        return Column.call("dayofyear", date);
    }

    /** From 1 for Sunday. */
    public static Column dayofweek(Column date) {
        return Column.call("dayofweek", date);
    }

    /** From 0 for Monday. */
    public static Column weekday(Column date) {
        return Column.call("weekday", date);
    }

    public static Column dayname(Column date) {
        return Column.call("dayname", date);
    }

    public static Column monthname(Column date) {
        return Column.call("monthname", date);
    }

    public static Column hour(Column timestamp) {
        return Column.call("hour", timestamp);
    }

    public static Column minute(Column timestamp) {
        return Column.call("minute", timestamp);
    }

    public static Column second(Column timestamp) {
        return Column.call("second", timestamp);
    }

    /** A part of a time by its name, which is a literal. */
    public static Column date_part(Column part, Column time) {
        return Column.call("date_part", part, time);
    }

    public static Column datepart(Column part, Column time) {
        return Column.call("datepart", part, time);
    }

    public static Column extract(Column part, Column time) {
        return Column.call("extract", part, time);
    }

    // Days.

    public static Column last_day(Column date) {
        return Column.call("last_day", date);
    }

    /** The next day with this English name. */
    public static Column next_day(Column date, String day) {
        return Column.call("next_day", date, lit(day));
    }

    public static Column next_day(Column date, Column day) {
        return Column.call("next_day", date, day);
    }

    public static Column add_months(Column date, int count) {
        return Column.call("add_months", date, lit(count));
    }

    public static Column add_months(Column date, Column count) {
        return Column.call("add_months", date, count);
    }

    public static Column months_between(Column end, Column start) {
        return Column.call("months_between", end, start);
    }

    public static Column months_between(Column end, Column start, boolean rounded) {
        return Column.call("months_between", end, start, lit(rounded));
    }

    /** The days from the second date to the first. */
    public static Column datediff(Column end, Column start) {
        return Column.call("datediff", end, start);
    }

    public static Column date_diff(Column end, Column start) {
        return Column.call("date_diff", end, start);
    }

    /** The first day of the year, quarter, month or week. */
    public static Column trunc(Column date, String unit) {
        return Column.call("trunc", date, lit(unit));
    }

    public static Column make_date(Column year, Column month, Column day) {
        return Column.call("make_date", year, month, day);
    }

    public static Column unix_date(Column date) {
        return Column.call("unix_date", date);
    }

    public static Column date_from_unix_date(Column days) {
        return Column.call("date_from_unix_date", days);
    }

    // Times.

    public static Column to_date(Column column) {
        return Column.call("to_date", column);
    }

    public static Column to_date(Column column, String format) {
        return Column.call("to_date", column, lit(format));
    }

    public static Column to_timestamp(Column column) {
        return Column.call("to_timestamp", column);
    }

    public static Column to_timestamp(Column column, String format) {
        return Column.call("to_timestamp", column, lit(format));
    }

    /** The time cut down to a unit such as hour or month. */
    public static Column date_trunc(String unit, Column timestamp) {
        return Column.call("date_trunc", lit(unit), timestamp);
    }

    public static Column date_format(Column time, String pattern) {
        return Column.call("date_format", time, lit(pattern));
    }

    public static Column from_unixtime(Column seconds) {
        return Column.call("from_unixtime", seconds);
    }

    public static Column from_unixtime(Column seconds, String pattern) {
        return Column.call("from_unixtime", seconds, lit(pattern));
    }

    /** The whole seconds since the epoch. */
    public static Column unix_timestamp(Column column) {
        return Column.call("unix_timestamp", column);
    }

    public static Column unix_timestamp(Column column, String pattern) {
        return Column.call("unix_timestamp", column, lit(pattern));
    }

    public static Column to_unix_timestamp(Column column) {
        return Column.call("to_unix_timestamp", column);
    }

    public static Column to_unix_timestamp(Column column, Column pattern) {
        return Column.call("to_unix_timestamp", column, pattern);
    }

    public static Column timestamp_seconds(Column seconds) {
        return Column.call("timestamp_seconds", seconds);
    }

    public static Column timestamp_millis(Column milliseconds) {
        return Column.call("timestamp_millis", milliseconds);
    }

    public static Column timestamp_micros(Column microseconds) {
        return Column.call("timestamp_micros", microseconds);
    }

    public static Column unix_seconds(Column timestamp) {
        return Column.call("unix_seconds", timestamp);
    }

    /** Milliseconds since the epoch. */
    public static Column unix_millis(Column timestamp) {
        return Column.call("unix_millis", timestamp);
    }

    public static Column unix_micros(Column timestamp) {
        return Column.call("unix_micros", timestamp);
    }

    /** What a clock of the zone shows when one of UTC shows the time. */
    public static Column from_utc_timestamp(Column time, String zone) {
        return Column.call("from_utc_timestamp", time, lit(zone));
    }

    public static Column from_utc_timestamp(Column time, Column zone) {
        return Column.call("from_utc_timestamp", time, zone);
    }

    /** What a clock of UTC shows when one of the zone shows the time. */
    public static Column to_utc_timestamp(Column time, String zone) {
        return Column.call("to_utc_timestamp", time, lit(zone));
    }

    public static Column to_utc_timestamp(Column time, Column zone) {
        return Column.call("to_utc_timestamp", time, zone);
    }

    /** The date so many days later. */
    public static Column date_add(Column start, int days) {
        return date_add(start, lit(days));
    }

    /** The date so many days later. */
    public static Column date_add(Column start, Column days) {
        return Column.call("date_add", start, days);
    }

    /** The date so many days later. */
    public static Column dateadd(Column start, Column days) {
        return Column.call("dateadd", start, days);
    }

    /** The date so many days earlier. */
    public static Column date_sub(Column start, int days) {
        return date_sub(start, lit(days));
    }

    /** The date so many days earlier. */
    public static Column date_sub(Column start, Column days) {
        return Column.call("date_sub", start, days);
    }

    // The clock, and sums in units.

    /** The date on which the batch was planned, the same in every attempt at it. */
    public static Column current_date() {
        return Column.call("current_date");
    }

    public static Column curdate() {
        return Column.call("curdate");
    }

    public static Column current_timezone() {
        return Column.call("current_timezone");
    }

    /** The seconds since the epoch at which the batch was planned. */
    public static Column unix_timestamp() {
        return Column.call("unix_timestamp");
    }

    /** The time so many units later on the wall clock. */
    public static Column timestamp_add(String unit, Column count, Column time) {
        return Column.call("timestampadd", lit(unit), count, time);
    }

    /** The whole units from one time to another. */
    public static Column timestamp_diff(String unit, Column start, Column end) {
        return Column.call("timestampdiff", lit(unit), start, end);
    }

    public static Column try_to_timestamp(Column text) {
        return Column.call("try_to_timestamp", text);
    }

    public static Column try_to_date(Column text) {
        return Column.call("try_to_date", text);
    }

    public static Column try_to_timestamp(Column text, Column pattern) {
        return Column.call("try_to_timestamp", text, pattern);
    }

    public static Column try_to_date(Column text, String pattern) {
        return Column.call("try_to_date", text, lit(pattern));
    }

    // Times with and without a zone.

    public static Column localtimestamp() {
        return Column.call("localtimestamp");
    }

    public static Column to_timestamp_ltz(Column text) {
        return Column.call("to_timestamp_ltz", text);
    }

    public static Column to_timestamp_ltz(Column text, Column pattern) {
        return Column.call("to_timestamp_ltz", text, pattern);
    }

    public static Column to_timestamp_ntz(Column text) {
        return Column.call("to_timestamp_ntz", text);
    }

    public static Column to_timestamp_ntz(Column text, Column pattern) {
        return Column.call("to_timestamp_ntz", text, pattern);
    }

    /** What a clock of one zone shows when one of another shows the time. */
    public static Column convert_timezone(Column from, Column to, Column time) {
        return Column.call("convert_timezone", from, to, time);
    }

    public static Column convert_timezone(Column to, Column time) {
        return Column.call("convert_timezone", to, time);
    }

    public static Column make_timestamp(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds) {
        return Column.call("make_timestamp", year, month, day, hour, minute, seconds);
    }

    public static Column make_timestamp(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds, Column zone) {
        return Column.call("make_timestamp", year, month, day, hour, minute, seconds, zone);
    }

    public static Column make_timestamp_ltz(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds) {
        return Column.call("make_timestamp_ltz", year, month, day, hour, minute, seconds);
    }

    public static Column make_timestamp_ltz(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds, Column zone) {
        return Column.call("make_timestamp_ltz", year, month, day, hour, minute, seconds, zone);
    }

    public static Column make_timestamp_ntz(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds) {
        return Column.call("make_timestamp_ntz", year, month, day, hour, minute, seconds);
    }

    public static Column try_make_timestamp(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds) {
        return Column.call("try_make_timestamp", year, month, day, hour, minute, seconds);
    }

    public static Column try_make_timestamp(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds, Column zone) {
        return Column.call("try_make_timestamp", year, month, day, hour, minute, seconds, zone);
    }

    public static Column try_make_timestamp_ltz(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds) {
        return Column.call("try_make_timestamp_ltz", year, month, day, hour, minute, seconds);
    }

    public static Column try_make_timestamp_ltz(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds, Column zone) {
        return Column.call("try_make_timestamp_ltz", year, month, day, hour, minute, seconds, zone);
    }

    public static Column try_make_timestamp_ntz(
            Column year, Column month, Column day, Column hour, Column minute, Column seconds) {
        return Column.call("try_make_timestamp_ntz", year, month, day, hour, minute, seconds);
    }

    // Intervals.

    public static Column make_dt_interval(Column days, Column hours, Column minutes, Column seconds) {
        return Column.call("make_dt_interval", days, hours, minutes, seconds);
    }

    public static Column make_dt_interval(Column days, Column hours, Column minutes) {
        return Column.call("make_dt_interval", days, hours, minutes);
    }

    public static Column make_dt_interval(Column days, Column hours) {
        return Column.call("make_dt_interval", days, hours);
    }

    public static Column make_dt_interval(Column days) {
        return Column.call("make_dt_interval", days);
    }

    public static Column make_dt_interval() {
        return Column.call("make_dt_interval");
    }

    public static Column make_ym_interval(Column years, Column months) {
        return Column.call("make_ym_interval", years, months);
    }

    public static Column make_ym_interval(Column years) {
        return Column.call("make_ym_interval", years);
    }

    public static Column make_ym_interval() {
        return Column.call("make_ym_interval");
    }
}
