package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that columns are made with, under Spark's names, for {@code import static dev.sluice.functions.*}. Those
 * without a method of their own are called through {@link #call_function}.
 */
@SuppressWarnings("MemberName") // Spark's spelling.
public final class functions extends FunctionsOfText {
    private functions() {}

    // Columns, literals and forms.

    /** The column of this name; dots lead into structs, {@code *} is every column. */
    public static Column col(String name) {
        return new Column(name);
    }

    public static Column column(String name) {
        return new Column(name);
    }

    /** A literal; a column stays what it is. */
    public static Column lit(@Nullable Object value) {
        return value instanceof Column column ? column : Column.of(Values.literal(value));
    }

    /** SQL text is not read yet: the error says what to write instead. */
    @SuppressWarnings("DoNotCallSuggester")
    public static Column expr(String sql) {
        throw SluiceException.analysis(ErrorCondition.NOT_YET_SUPPORTED, "expressions in SQL text are not supported")
                .found(Given.value(sql, "the SQL text"))
                .mend("write the expression with col(...), lit(...) and the methods of Column and functions")
                .build();
    }

    /** Any built-in function, by its name. */
    public static Column call_function(String name, Column... arguments) {
        return Column.call(Given.value(name, "the name of the function"), arguments);
    }

    public static Column when(Column condition, @Nullable Object value) {
        return Column.of(new UnresolvedExpression.CaseWhen(
                List.of(Given.value(condition, "the condition of when(...)").expression()),
                List.of(Values.literal(value)),
                null));
    }

    /** The first value that is not null. */
    public static Column coalesce(Column... columns) {
        return Column.call("coalesce", columns);
    }

    public static Column nvl(Column column, Column otherwise) {
        return Column.call("nvl", column, otherwise);
    }

    public static Column ifnull(Column column, Column otherwise) {
        return Column.call("ifnull", column, otherwise);
    }

    /** The first value where the tested column is not null, else the second. */
    public static Column nvl2(Column tested, Column value, Column otherwise) {
        return Column.call("nvl2", tested, value, otherwise);
    }

    /** Null where both are equal, else the first. */
    public static Column nullif(Column column, Column other) {
        return Column.call("nullif", column, other);
    }

    /** The second number where the first is NaN. */
    public static Column nanvl(Column number, Column otherwise) {
        return Column.call("nanvl", number, otherwise);
    }

    public static Column zeroifnull(Column number) {
        return Column.call("zeroifnull", number);
    }

    public static Column nullifzero(Column number) {
        return Column.call("nullifzero", number);
    }

    /** Equality for which null equals null, and that is never null. */
    public static Column equal_null(Column left, Column right) {
        return Column.call("equal_null", left, right);
    }

    public static Column not(Column condition) {
        return Column.call("not", condition);
    }

    public static Column isnull(Column column) {
        return Column.call("isnull", column);
    }

    public static Column isnotnull(Column column) {
        return Column.call("isnotnull", column);
    }

    public static Column isnan(Column column) {
        return Column.call("isnan", column);
    }

    /** The greatest value that is not null. */
    public static Column greatest(Column... columns) {
        return Column.call("greatest", columns);
    }

    /** The least value that is not null. */
    public static Column least(Column... columns) {
        return Column.call("least", columns);
    }

    /** A struct whose fields are named as the columns are. */
    public static Column struct(Column... columns) {
        return Column.call("struct", columns);
    }

    public static Column struct(String first, String... more) {
        return struct(columns(first, more));
    }

    public static Column asc(String name) {
        return col(name).asc();
    }

    public static Column desc(String name) {
        return col(name).desc();
    }

    public static Column asc_nulls_first(String name) {
        return col(name).asc_nulls_first();
    }

    public static Column asc_nulls_last(String name) {
        return col(name).asc_nulls_last();
    }

    public static Column desc_nulls_first(String name) {
        return col(name).desc_nulls_first();
    }

    public static Column desc_nulls_last(String name) {
        return col(name).desc_nulls_last();
    }

    // Aggregates.

    /** How many rows have a value here; of a literal, how many rows there are. */
    public static Column count(Column column) {
        return Given.value(column, "the argument of count(...)").expression() instanceof UnresolvedExpression.Star
                ? Column.call("count", lit(1))
                : Column.call("count", column);
    }

    public static Column count(String name) {
        return count(col(name));
    }

    public static Column sum(Column column) {
        return Column.call("sum", column);
    }

    public static Column sum(String name) {
        return sum(col(name));
    }

    public static Column avg(Column column) {
        return Column.call("avg", column);
    }

    public static Column avg(String name) {
        return avg(col(name));
    }

    public static Column mean(Column column) {
        return avg(column);
    }

    public static Column mean(String name) {
        return avg(col(name));
    }

    public static Column min(Column column) {
        return Column.call("min", column);
    }

    public static Column min(String name) {
        return min(col(name));
    }

    public static Column max(Column column) {
        return Column.call("max", column);
    }

    public static Column max(String name) {
        return max(col(name));
    }

    /** The value of the first row, in the order of the input. */
    public static Column first(Column column) {
        return Column.call("first", column);
    }

    public static Column first(String name) {
        return first(col(name));
    }

    public static Column first(Column column, boolean ignoreNulls) {
        return Column.call("first", column, lit(ignoreNulls));
    }

    public static Column first(String name, boolean ignoreNulls) {
        return first(col(name), ignoreNulls);
    }

    /** The value of the last row, in the order of the input. */
    public static Column last(Column column) {
        return Column.call("last", column);
    }

    public static Column last(String name) {
        return last(col(name));
    }

    public static Column last(Column column, boolean ignoreNulls) {
        return Column.call("last", column, lit(ignoreNulls));
    }

    public static Column last(String name, boolean ignoreNulls) {
        return last(col(name), ignoreNulls);
    }

    // Time.

    /** Tumbling windows of this duration: a struct of {@code start} and {@code end}. */
    public static Column window(Column timeColumn, String windowDuration) {
        return Column.call("window", timeColumn, lit(windowDuration));
    }

    /** Windows of this duration, a new one every {@code slideDuration}. */
    public static Column window(Column timeColumn, String windowDuration, String slideDuration) {
        return Column.call("window", timeColumn, lit(windowDuration), lit(slideDuration));
    }

    /** Windows aligned to the epoch plus {@code startTime}. */
    public static Column window(Column timeColumn, String windowDuration, String slideDuration, String startTime) {
        return Column.call("window", timeColumn, lit(windowDuration), lit(slideDuration), lit(startTime));
    }

    /**
     * Sessions: a row belongs to one from its time to the gap after it, and those of a group that overlap or touch are one.
     *
     * @param gapDuration an interval, for example {@code 10 minutes}
     */
    public static Column session_window(Column timeColumn, String gapDuration) {
        return Column.call("session_window", timeColumn, lit(gapDuration));
    }

    /** As {@link #session_window(Column, String)}, with a gap for each row: a column of texts. */
    public static Column session_window(Column timeColumn, Column gapDuration) {
        return Column.call("session_window", timeColumn, gapDuration);
    }

    /** The last microsecond of a window column, which carries its event time on. */
    public static Column window_time(Column windowColumn) {
        return Column.call("window_time", windowColumn);
    }

    /** The timestamp of the batch, the same in every attempt at it. */
    public static Column current_timestamp() {
        return Column.call("current_timestamp");
    }

    /** The same as {@link #current_timestamp}. */
    public static Column now() {
        return Column.call("now");
    }

    // The session, types, errors.

    public static Column current_catalog() {
        return Column.call("current_catalog");
    }

    public static Column current_database() {
        return Column.call("current_database");
    }

    public static Column current_schema() {
        return Column.call("current_schema");
    }

    public static Column current_user() {
        return Column.call("current_user");
    }

    public static Column user() {
        return Column.call("user");
    }

    public static Column session_user() {
        return Column.call("session_user");
    }

    public static Column typeof(Column column) {
        return Column.call("typeof", column);
    }

    /** Null where the condition is true, else an error. */
    public static Column assert_true(Column condition) {
        return Column.call("assert_true", condition);
    }

    public static Column assert_true(Column condition, Column message) {
        return Column.call("assert_true", condition, message);
    }

    /** Fails in every row that asks for it. */
    public static Column raise_error(Column message) {
        return Column.call("raise_error", message);
    }

    /** A struct of names, which are literals, and values in turn. */
    public static Column named_struct(Column... namesAndValues) {
        return Column.call("named_struct", namesAndValues);
    }

    public static Column bitmap_bucket_number(Column number) {
        return Column.call("bitmap_bucket_number", number);
    }

    public static Column bitmap_bit_position(Column number) {
        return Column.call("bitmap_bit_position", number);
    }

    // CSV.

    /** The struct that a record of CSV holds. */
    public static Column from_csv(Column column, StructType schema, Map<String, String> options) {
        String ddl = Given.value(schema, "the schema of from_csv(...)").toDDL();
        return withOptions("from_csv", options, column, lit(ddl));
    }

    /** @param schema a literal in DDL, or {@code schema_of_csv(...)} */
    public static Column from_csv(Column column, Column schema, Map<String, String> options) {
        return withOptions("from_csv", options, column, schema);
    }

    /** A struct as a record of CSV. */
    public static Column to_csv(Column column) {
        return Column.call("to_csv", column);
    }

    public static Column to_csv(Column column, Map<String, String> options) {
        return withOptions("to_csv", options, column);
    }

    /** The schema in DDL that a record of CSV fits. */
    public static Column schema_of_csv(String csv) {
        return schema_of_csv(lit(csv));
    }

    /** @param csv a literal */
    public static Column schema_of_csv(Column csv) {
        return Column.call("schema_of_csv", csv);
    }

    public static Column schema_of_csv(Column csv, Map<String, String> options) {
        return withOptions("schema_of_csv", options, csv);
    }

    // JSON.

    /** The type in DDL that a JSON text fits. */
    public static Column schema_of_json(String json) {
        return schema_of_json(lit(json));
    }

    /** @param json a literal */
    public static Column schema_of_json(Column json) {
        return Column.call("schema_of_json", json);
    }

    public static Column schema_of_json(Column json, Map<String, String> options) {
        return withOptions("schema_of_json", options, json);
    }

    /** The struct that the JSON text of the column holds. */
    public static Column from_json(Column column, StructType schema, Map<String, String> options) {
        String ddl = Given.value(schema, "the schema of from_json(...)").toDDL();
        return withOptions("from_json", options, column, lit(ddl));
    }

    /** @param schema a literal in DDL, or {@code schema_of_json(...)} */
    public static Column from_json(Column column, Column schema, Map<String, String> options) {
        return withOptions("from_json", options, column, schema);
    }

    public static Column to_json(Column column, Map<String, String> options) {
        return withOptions("to_json", options, column);
    }

    /** What a path such as {@code $.name[0].other} leads to in a JSON text. */
    public static Column get_json_object(Column column, String path) {
        return Column.call("get_json_object", column, lit(path));
    }

    /** How many elements a JSON array has, null if the text is none. */
    public static Column json_array_length(Column column) {
        return Column.call("json_array_length", column);
    }

    /** The names of the fields of a JSON object, null if the text is none. */
    public static Column json_object_keys(Column column) {
        return Column.call("json_object_keys", column);
    }

    /** The fields of a JSON object by these names, as texts in columns c0, c1 and so on; alone in a select. */
    public static Column json_tuple(Column column, String... fields) {
        List<Column> arguments = new ArrayList<>(List.of(Given.value(column, "the text of json_tuple(...)")));
        Given.values(fields, "the names of json_tuple(...)").forEach(field -> arguments.add(lit(field)));
        return Column.call("json_tuple", arguments.toArray(Column[]::new));
    }

    /** The struct that the JSON text of the column holds. */
    public static Column from_json(Column column, StructType schema) {
        return from_json(
                column, lit(Given.value(schema, "the schema of from_json(...)").toDDL()));
    }

    /** The array, map or struct that the JSON text of the column holds. */
    public static Column from_json(Column column, DataType schema) {
        return from_json(
                column, lit(Given.value(schema, "the schema of from_json(...)").sql()));
    }

    /** @param schema a literal in DDL, for example {@code lit("id BIGINT, at TIMESTAMP")} */
    public static Column from_json(Column column, Column schema) {
        return Column.call("from_json", column, schema);
    }

    /** The JSON text of a struct, an array or a map, without null fields of structs. */
    public static Column to_json(Column struct) {
        return Column.call("to_json", struct);
    }

    static Column[] columns(String first, String... more) {
        Column[] columns = new Column[Given.value(more, "the names of columns").length + 1];
        columns[0] = col(first);
        for (int index = 0; index < more.length; index++) {
            columns[index + 1] = col(more[index]);
        }
        return columns;
    }

    /** One argument before the others. */
    static Column[] joined(Column first, Column... more) {
        Column[] all = new Column[Given.value(more, "the columns").length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }
}
