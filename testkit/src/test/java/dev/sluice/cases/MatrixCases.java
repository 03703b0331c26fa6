package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.count_distinct;
import static dev.sluice.functions.date_trunc;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.monotonically_increasing_id;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Which query runs in which output mode: every cell of the matrix in the description of the semantics, sections 4.1 to 4.3,
 * for the operators there are. A cell is a case: it is refused by its condition, or gives rows.
 */
public final class MatrixCases implements CaseGroup {
    private static final String A = "a";
    private static final String B = "b";

    private final Map<String, Query> rows = new LinkedHashMap<>();

    @Override
    public void define(Cases cases) {
        stateless();
        aggregations();
        sessions();
        duplicates();
        joins();
        sortedAndCut();
        chains();
        neverAllowed();
        rows.forEach((name, query) -> {
            for (String mode : List.of("append", "update", "complete")) {
                cell(cases, name + "-" + mode, mode, query);
            }
        });
        batchActions(cases);
    }

    private static void cell(Cases cases, String name, String mode, Query query) {
        StreamCase cell = cases.stream(name)
                .input(A, "value INT")
                .input(B, "value INT")
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .query(mode, query)
                .asCell();
        both(cell, List.of(row(1), row(2), row(2)), List.of(row(2), row(3)));
        both(cell, List.of(row(21)), List.of(row(22)));
        both(cell, List.of(row(3), row(41)), List.of(row(41)));
    }

    private static void both(StreamCase cell, List<Row> a, List<Row> b) {
        cell.addRows(Map.of(A, a, B, b));
    }

    /** Of both inputs: all but joins see them as one. */
    private void query(String name, UnaryOperator<DataFrame> query) {
        rows.put(name, inputs -> query.apply(timed(inputs)));
    }

    private void ofTwo(String name, BinaryOperator<DataFrame> query) {
        rows.put(name, inputs -> query.apply(side(inputs, A), side(inputs, B)));
    }

    private static DataFrame plain(Inputs inputs) {
        return inputs.table(A)
                .union(inputs.table(B))
                .withColumn("ts", col("value").cast("timestamp"));
    }

    private static DataFrame timed(Inputs inputs) {
        return plain(inputs).withWatermark("ts", "5 seconds");
    }

    private static DataFrame side(Inputs inputs, String name) {
        return inputs.table(name)
                .select(
                        col("value").as(name + "Value"),
                        col("value").cast("timestamp").as(name + "Time"))
                .withWatermark(name + "Time", "5 seconds");
    }

    private static DataFrame table(Inputs inputs) {
        return inputs.session().range(5).select(col("id").cast("int").as("value"), col("id"));
    }

    private static DataFrame windows(DataFrame timed) {
        return timed.groupBy(window(col("ts"), "5 seconds")).count();
    }

    private void stateless() {
        query("projection", timed -> timed.select(col("value").plus(1)));
        query("filter", timed -> timed.where(col("value").gt(2)));
        rows.put("union", inputs -> inputs.table(A).union(inputs.table(B)));
        rows.put("stream-static-join", inputs -> timed(inputs).join(table(inputs), "value"));
        rows.put(
                "stream-static-left-join",
                inputs -> timed(inputs)
                        .join(
                                table(inputs).withColumnRenamed("value", "other"),
                                col("value").equalTo(col("other")),
                                "left"));
        rows.put(
                "stream-static-right-join",
                inputs -> timed(inputs)
                        .join(
                                table(inputs).withColumnRenamed("value", "other"),
                                col("value").equalTo(col("other")),
                                "right"));
        rows.put(
                "stream-static-full-join",
                inputs -> timed(inputs)
                        .join(
                                table(inputs).withColumnRenamed("value", "other"),
                                col("value").equalTo(col("other")),
                                "full"));
        rows.put(
                "static-stream-left-join",
                inputs -> table(inputs)
                        .withColumnRenamed("value", "other")
                        .join(timed(inputs), col("value").equalTo(col("other")), "left"));
    }

    private void aggregations() {
        query("windows", MatrixCases::windows);
        query(
                "sliding-windows",
                timed -> timed.groupBy(window(col("ts"), "10 seconds", "5 seconds"))
                        .count());
        query("by-event-time", timed -> timed.groupBy("ts").count());
        query(
                "by-window-and-key",
                timed -> timed.groupBy(window(col("ts"), "5 seconds"), col("value"))
                        .count());
        query(
                "by-start-of-window",
                timed -> timed.groupBy(window(col("ts"), "5 seconds").getField("start"))
                        .count());
        query(
                "by-truncated-time",
                timed -> timed.groupBy(date_trunc("minute", col("ts"))).count());
        query("by-other-key", timed -> timed.groupBy("value").count());
        rows.put("windows-without-watermark", inputs -> windows(plain(inputs)));
        query("global", timed -> timed.agg(count(lit(1)), sum("value")));
        query(
                "rollup-of-windows",
                timed -> timed.rollup(window(col("ts"), "5 seconds"), col("value"))
                        .count());
        query("cube-by-other-keys", timed -> timed.cube("value").count());
        rows.put(
                "stream-static-join-then-windows",
                inputs -> windows(timed(inputs).join(table(inputs), "value")));
    }

    private static DataFrame sessions(DataFrame timed, Column... keys) {
        Column[] all = new Column[keys.length + 1];
        all[0] = session_window(col("ts"), "3 seconds");
        System.arraycopy(keys, 0, all, 1, keys.length);
        return timed.groupBy(all).count();
    }

    private void sessions() {
        query("sessions", timed -> sessions(timed, col("value")));
        query("sessions-without-keys", timed -> sessions(timed));
        rows.put("sessions-without-watermark", inputs -> sessions(plain(inputs), col("value")));
    }

    private void duplicates() {
        query("duplicates", timed -> timed.dropDuplicates("value"));
        query("duplicates-by-event-time", timed -> timed.dropDuplicates("value", "ts"));
        rows.put("duplicates-without-watermark", inputs -> plain(inputs).dropDuplicates("value"));
        query("distinct", DataFrame::distinct);
        query("duplicates-within-watermark", timed -> timed.dropDuplicatesWithinWatermark("value"));
        rows.put("duplicates-within-no-watermark", inputs -> plain(inputs).dropDuplicatesWithinWatermark("value"));
        query("duplicates-then-windows", timed -> windows(timed.dropDuplicates("value", "ts")));
        query(
                "duplicates-then-other-key",
                timed -> timed.dropDuplicates("value", "ts").groupBy("value").count());
        query(
                "duplicates-within-watermark-then-windows",
                timed -> windows(timed.dropDuplicatesWithinWatermark("value")));
    }

    private static Column sameTime() {
        return col("aTime").equalTo(col("bTime"));
    }

    private static Column near() {
        Column a = col("aTime").cast("bigint");
        Column b = col("bTime").cast("bigint");
        return col("aValue").mod(2).equalTo(col("bValue").mod(2)).and(a.between(b.minus(3), b.plus(3)));
    }

    private void joins() {
        for (String type : List.of("inner", "left_semi", "left_anti", "left", "right", "full")) {
            ofTwo(type + "-join-at-the-same-time", (a, b) -> a.join(b, sameTime(), type));
            ofTwo(type + "-join-in-a-range-of-time", (a, b) -> a.join(b, near(), type));
            ofTwo(type + "-join-by-a-value", (a, b) -> a.join(b, col("aValue").equalTo(col("bValue")), type));
        }
        ofTwo("join-by-no-equality", (a, b) -> a.join(b, col("aValue").lt(col("bValue"))));
        ofTwo("cross-join", DataFrame::crossJoin);
    }

    private void sortedAndCut() {
        query("sorted", timed -> timed.orderBy("value"));
        query("sorted-windows", timed -> windows(timed).orderBy("window"));
        query("windows-of-sorted", timed -> windows(timed.orderBy("value")));
        query("limit", timed -> timed.limit(100));
        query(
                "limit-of-sorted-windows",
                timed -> windows(timed).orderBy("window").limit(2));
        query("windows-of-limit", timed -> windows(timed.limit(100)));
    }

    private void chains() {
        query(
                "windows-then-windows",
                timed -> windows(timed)
                        .groupBy(window(col("window"), "10 seconds"))
                        .agg(sum("count")));
        query("windows-then-other-key", timed -> windows(timed).groupBy("count").agg(count(lit(1))));
        query(
                "other-key-then-windows",
                timed -> windows(timed.groupBy("ts", "value").count()));
        query("windows-then-duplicates", timed -> windows(timed).dropDuplicates("window", "count"));
        query(
                "windows-then-duplicates-of-no-time",
                timed -> windows(timed).select("count").dropDuplicates());
        query(
                "windows-then-duplicates-within-watermark",
                timed -> windows(timed).dropDuplicatesWithinWatermark("count"));
        query(
                "windows-then-sessions",
                timed -> timed.groupBy(window(col("ts"), "5 seconds"), col("value"))
                        .count()
                        .groupBy(session_window(col("window"), "3 seconds"), col("value"))
                        .agg(sum("count")));
        query(
                "sessions-then-windows",
                timed -> sessions(timed, col("value"))
                        .groupBy(window(col("session_window"), "10 seconds"))
                        .agg(sum("count")));
        query(
                "duplicates-then-duplicates",
                timed -> timed.dropDuplicates("value", "ts").dropDuplicates("value"));
        query("duplicates-then-sessions", timed -> sessions(timed.dropDuplicates("value", "ts"), col("value")));
        ofTwo("join-then-windows", (a, b) -> windows(joined(a, b, "inner")));
        ofTwo("outer-join-then-windows", (a, b) -> windows(joined(a, b, "left")));
        ofTwo(
                "join-then-other-key",
                (a, b) -> joined(a, b, "inner").groupBy("aValue").count());
        ofTwo("join-then-duplicates", (a, b) -> joined(a, b, "inner").dropDuplicates("aValue", "ts"));
        ofTwo("two-event-times-then-duplicates", (a, b) -> a.join(b, sameTime()).dropDuplicates());
        ofTwo(
                "two-event-times-then-windows",
                (a, b) -> a.join(b, sameTime())
                        .groupBy(window(col("aTime"), "5 seconds"), col("bTime"))
                        .count());
        ofTwo(
                "duplicates-then-join",
                (a, b) -> a.dropDuplicates("aValue", "aTime").join(b, near()));
        ofTwo(
                "join-then-join",
                (a, b) -> joined(a, b, "inner")
                        .join(b.select(col("bTime").as("cTime")), col("ts").equalTo(col("cTime"))));
        ofTwo(
                "windows-then-join",
                (a, b) -> a.groupBy(window(col("aTime"), "5 seconds").as("aWindow"))
                        .count()
                        .join(
                                b.groupBy(window(col("bTime"), "5 seconds").as("bWindow"))
                                        .agg(sum("bValue")),
                                col("aWindow").equalTo(col("bWindow"))));
    }

    private static DataFrame joined(DataFrame a, DataFrame b, String type) {
        return a.join(b, near(), type).drop("bTime").withColumnRenamed("aTime", "ts");
    }

    private void neverAllowed() {
        query(
                "count-distinct",
                timed -> timed.groupBy(window(col("ts"), "5 seconds")).agg(count_distinct(col("value"))));
        query("sample", timed -> timed.sample(0.5, 1));
        query("offset", timed -> timed.offset(1));
        ofTwo("intersect", (a, b) -> a.select("aValue").intersect(b.select("bValue")));
        ofTwo("except-of-streams", (a, b) -> a.select("aValue").except(b.select("bValue")));
        rows.put(
                "intersect-with-static",
                inputs -> timed(inputs).select("value").intersect(table(inputs).select("value")));
        rows.put(
                "except-of-static",
                inputs -> timed(inputs).select("value").except(table(inputs).select("value")));
        rows.put(
                "static-except",
                inputs -> table(inputs).select("value").except(timed(inputs).select("value")));
        rows.put(
                "union-with-static",
                inputs -> timed(inputs).select("value").union(table(inputs).select("value")));
        query("numbered", timed -> timed.withColumn("number", monotonically_increasing_id()));
        query("watermark-again", timed -> windows(timed.withWatermark("ts", "10 seconds")));
        rows.put("watermark-on-a-number", inputs -> plain(inputs).withWatermark("value", "10 seconds"));
        rows.put("static", MatrixCases::table);
        rows.put("static-within-watermark", inputs -> table(inputs).dropDuplicatesWithinWatermark("value"));
    }

    /** What runs a query at once cannot run one over a stream. */
    private static void batchActions(Cases cases) {
        Map<String, Consumer<DataFrame>> actions = new LinkedHashMap<>();
        actions.put("count", DataFrame::count);
        actions.put("show", DataFrame::show);
        actions.put("collect", DataFrame::collectAsList);
        actions.put("first", DataFrame::first);
        actions.put(
                "write", frame -> frame.write().format("noop").mode("overwrite").save());
        actions.forEach((name, action) -> cell(cases, "batch-" + name, "append", inputs -> {
            action.accept(plain(inputs));
            return plain(inputs);
        }));
    }
}
