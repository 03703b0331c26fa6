package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.date_trunc;
import static dev.sluice.functions.first;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.isnull;
import static dev.sluice.functions.last;
import static dev.sluice.functions.least;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.negate;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.substring;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.upper;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What programs made by chance were answered differently. */
public final class RandomFindsCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.expressions("names-of-functions")
                .rows("a INT, s STRING", row(1, "stream"), row(null, null))
                .of(() -> negate(col("a")))
                .of(() -> negate(lit(0)))
                .of(() -> negate(col("a").plus(1)))
                .of(() -> col("s").substr(2, 3))
                .of(() -> substring(col("s"), 2, 3));
        cases.expressions("refused-casts")
                .rows(
                        "b BOOLEAN, i INT, l BIGINT, d DOUBLE, day DATE, t TIMESTAMP",
                        row(true, 1, 2L, 3.5, LocalDate.parse("2016-03-27"), Instant.parse("2016-03-27T19:39:30Z")))
                .of(() -> col("day").cast("INT"))
                .of(() -> col("day").cast("BIGINT"))
                .of(() -> col("day").cast("DOUBLE"))
                .of(() -> col("day").cast("BOOLEAN"))
                .of(() -> col("i").cast("DATE"))
                .of(() -> col("l").cast("DATE"))
                .of(() -> col("d").cast("DATE"))
                .of(() -> col("b").cast("DATE"))
                .of(() -> col("b").cast("TIMESTAMP"))
                .of(() -> col("t").cast("BOOLEAN"));
        cases.expressions("greatest-of-several-types")
                .rows(
                        "b BOOLEAN, i INT, d DOUBLE, s STRING, day DATE, t TIMESTAMP",
                        row(true, 1, 3.5, "7", LocalDate.parse("2016-03-27"), Instant.parse("2016-03-27T19:39:30Z")))
                .of(() -> greatest(col("i"), col("b")))
                .of(() -> least(col("s"), col("i")))
                .of(() -> greatest(col("s"), col("d")))
                .of(() -> greatest(lit(""), col("t")))
                .of(() -> least(col("day"), col("s")))
                .of(() -> least(col("day"), col("t")))
                .of(() -> greatest(col("i"), col("d")));
        cases.expressions("elements-put-into-no-array")
                .rows("i INT, l ARRAY<INT>", row(1, List.of(1)))
                .of(() -> call_function("array_insert", lit(true), lit(0), lit(0.0)))
                .of(() -> call_function("array_insert", lit(""), lit(0), lit("")))
                .of(() -> call_function("array_insert", col("i"), lit("x"), lit("")))
                .of(() -> call_function("array_insert", lit(null), lit(1), lit(1)))
                .of(() -> call_function("array_insert", col("l"), lit("x"), lit(1)))
                .of(() -> call_function("array_insert", col("l"), lit("1"), lit(1)))
                .of(() -> call_function("array_insert", col("l"), lit(1L), lit(1)))
                .of(() -> call_function("array_insert", col("l"), lit(1), lit("x")))
                .of(() -> call_function("array_append", col("i"), lit(1)))
                .of(() -> call_function("array_prepend", col("i"), lit(1)));
        numbersInThePlaceOfTexts(cases);
        windowsInCalls(cases);
        streams(cases);
        lateRowsOfSessions(cases);
        cases.expressions("name-of-a-cast-of-a-cast")
                .rows("d BIGINT")
                .of(() -> col("d").cast("INT").cast("STRING"));
        cases.expressions("names-of-casts-of-fields")
                .rows("s STRUCT<x: INT, y: STRING>, a INT")
                .of(() -> col("s.x").cast("TIMESTAMP"))
                .of(() -> col("s.x").cast("TIMESTAMP").cast("DATE"))
                .of(() -> col("s.x").cast("TIMESTAMP").cast("DATE").cast("STRING"))
                .of(() -> col("s").getField("x").cast("BIGINT").cast("STRING"))
                .of(() -> col("a").plus(1).cast("BIGINT").cast("STRING"));
        cases.expressions("two-mistakes-in-a-choice")
                .rows("b BOOLEAN, d TIMESTAMP")
                .of(() -> when(col("b"), lit(0)).when(lit(LocalDate.EPOCH), col("d")))
                .of(() -> when(lit(1), col("b")).otherwise(col("d")));
        cases.expressions("casts-of-typed-nulls")
                .rows("i INT", row(1))
                .of(() -> lit(null).cast("DATE").cast("INT"))
                .of(() -> lit(null).cast("BOOLEAN").cast("DATE"))
                .of(() -> lit(null).cast("BIGINT").cast("STRING"))
                .of(() -> lit(null).cast("STRING").cast("DATE"))
                .of(() -> coalesce(lit(null).cast("INT"), col("i")))
                .of(() -> coalesce(lit(null).cast("INT"), lit(2.5)));
        cases.expressions("cut-to-an-unknown-unit")
                .rows("d DOUBLE, s STRING", row(Double.MAX_VALUE, "x"))
                .of(() -> date_trunc("fortnight", col("d").cast("TIMESTAMP")))
                .of(() -> date_trunc("fortnight", col("s")))
                .of(() -> date_trunc("fortnight", lit("x")))
                .of(() -> date_trunc("fortnight", col("d")))
                .of(() -> date_trunc("day", col("s")));
        cases.expressions("words-for-times")
                .rows("s STRING", row("epoch"))
                .of(() -> lit("epoch").cast("DATE"))
                .of(() -> lit("epoch").cast("TIMESTAMP"))
                .of(() -> to_timestamp(lit("epoch")))
                .of(() -> lit("now").cast("TIMESTAMP").isNotNull())
                .of(() -> lit("today").cast("DATE").isNotNull())
                .of(() -> lit("tomorrow").cast("TIMESTAMP").isNotNull())
                .of(() -> lit("yesterday").cast("DATE").isNotNull())
                .of(() -> col("s").cast("DATE"))
                .of(() -> col("s").cast("TIMESTAMP"));
        cases.stream("times-between-milliseconds")
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .input("a", "k BOOLEAN, t TIMESTAMP, v DOUBLE")
                .update(inputs -> inputs.table("a")
                        .filter(col("v").geq(col("v")))
                        .withWatermark("t", "10 seconds")
                        .groupBy(window(col("t"), "20 seconds", "20 seconds", "-7 seconds"))
                        .agg(
                                count(col("t")).as("x0"),
                                count(col("v").minus(lit(33.75))).as("x1"),
                                min(col("k")).as("x2"))
                        .withColumn("x2", upper(lit(" 12 "))))
                .addRows(Map.of(
                        "a",
                        List.of(
                                row(null, Instant.parse("1970-01-01T00:00:03Z"), 48.125),
                                row(null, Instant.parse("1969-12-31T23:59:57Z"), -1.25),
                                row(false, Instant.parse("1970-01-01T00:00:04.000001Z"), Double.NaN),
                                row(false, Instant.parse("1970-01-01T00:00:05Z"), Double.POSITIVE_INFINITY))))
                .run(Trigger::AvailableNow)
                .addRows(Map.of(
                        "a",
                        List.of(
                                row(true, Instant.parse("1970-01-01T00:00:57Z"), null),
                                row(false, Instant.parse("1969-12-31T23:59:20.999999Z"), 20.625))))
                .run(Trigger::Once)
                .addRows(Map.of("a", List.of(row(false, Instant.parse("1970-01-01T00:01:15.999999Z"), 44.75))))
                .run(Trigger::AvailableNow);
        cases.stream("times-between-milliseconds-before-the-end-of-time")
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .conf("spark.sql.streaming.noDataMicroBatches.enabled", "false")
                .input("a", "k STRING, t TIMESTAMP, v INT")
                .append(inputs -> inputs.table("a")
                        .withWatermark("t", "interval 7 seconds")
                        .groupBy(col("t"), col("k"))
                        .agg(
                                max(col("k")).as("x0"),
                                count(date_trunc("week", col("t"))).as("x1"),
                                last(col("v")).as("y")))
                .addRows(Map.of("a", List.of()))
                .addRows(Map.of("a", List.of(row("p", Instant.parse("9999-12-31T23:57:53Z"), 4))))
                .addRows(Map.of(
                        "a",
                        List.of(
                                row("\u00e4", Instant.parse("9999-12-31T23:58:07Z"), null),
                                row("\u00e4", Instant.parse("9999-12-31T23:58:08Z"), 1),
                                row("q", Instant.parse("9999-12-31T23:58:12Z"), 64),
                                row("\u00e4", Instant.parse("9999-12-31T23:58:07Z"), 42),
                                row(null, Instant.parse("9999-12-31T23:57:38Z"), -3))));
    }

    private static void streams(Cases cases) {
        cases.stream("average-of-event-times")
                .input("a", "t TIMESTAMP")
                .append(inputs -> inputs.table("a").withWatermark("t", "1 second"))
                .addRows(Map.of(
                        "a",
                        List.of(
                                row(Instant.ofEpochSecond(8)),
                                row(Instant.ofEpochSecond(10)),
                                row(Instant.ofEpochSecond(35)),
                                row(Instant.ofEpochSecond(6)),
                                row(Instant.ofEpochSecond(20)))));
        cases.stream("first-of-several-files")
                .input("a", "v INT")
                .complete(inputs -> inputs.table("a").groupBy().agg(first(col("v"))))
                .addRows(Map.of("a", List.of(row(1))))
                .addRows(Map.of("a", List.of(row(2), row(3), row(4))))
                .run(Trigger::Once);
        cases.stream("no-row-wanted")
                .input("a", "k INT")
                .complete(inputs -> inputs.table("a").groupBy("k").count().limit(0))
                .addRows(Map.of("a", List.of(row(1), row(2))))
                .addRows(Map.of("a", List.of(row(3))));
        neverTrue(
                cases,
                "filter-that-is-never-true-before-groups",
                timed -> timed.where(lit(false))
                        .groupBy(window(col("t"), "5 seconds"))
                        .count());
        neverTrue(
                cases,
                "filter-that-is-never-true-behind-groups",
                timed -> timed.groupBy(window(col("t"), "5 seconds")).count().where(lit(false)));
        neverTrue(
                cases,
                "filter-that-is-never-true-of-the-time",
                timed -> timed.where(isnull(lit(true)).between(col("t").geq(col("t")), lit(0.0).gt(lit(0.0)))));
        neverTrue(
                cases,
                "filter-that-is-never-true-beside-the-time",
                timed -> timed.where(col("t").isNull().and(lit(false))));
        timeThatDoesNotMatter(cases);
        rowsThatGoAtOnce(cases);
    }

    /** They were not late when the watermark moved, but nobody can find them any more. */
    private static void rowsThatGoAtOnce(Cases cases) {
        for (String type : List.of("inner", "left_outer", "left_semi")) {
            cases.stream("left-row-that-goes-at-once-" + type)
                    .conf("spark.sql.streaming.noDataMicroBatches.enabled", "false")
                    .input("a", "k BOOLEAN, t TIMESTAMP")
                    .input("b", "l BOOLEAN, u TIMESTAMP")
                    .append(inputs -> inputs.table("a")
                            .withWatermark("t", "1 second")
                            .join(
                                    inputs.table("b").withWatermark("u", "1 second"),
                                    col("k").equalTo(col("l"))
                                            .and(col("t").cast("double")
                                                    .geq(col("u").cast("double").minus(10)))
                                            .and(col("t").cast("double")
                                                    .leq(col("u").cast("double").plus(10))),
                                    type))
                    .addRows(Map.of(
                            "a",
                            List.of(row(true, Instant.ofEpochSecond(100))),
                            "b",
                            List.of(row(true, Instant.ofEpochSecond(120)))))
                    .addRows("a", row(true, Instant.ofEpochSecond(50)), row(true, Instant.ofEpochSecond(115)))
                    .addRows("a", row(false, Instant.ofEpochSecond(130)));
        }
    }

    /** Some functions take them for texts, and some do not. */
    private static void numbersInThePlaceOfTexts(Cases cases) {
        Column i = col("i");
        Column s = col("s");
        ExpressionCase one = cases.expressions("numbers-in-the-place-of-texts")
                .rows("i INT, s STRING, l ARRAY<STRING>, t TIMESTAMP", row(1, "1", List.of("1"), Instant.EPOCH));
        for (Column value : List.of(
                call_function("array_join", col("l"), i),
                call_function("array_join", col("l"), s, i),
                call_function("str_to_map", i),
                call_function("str_to_map", s, i),
                call_function("str_to_map", s, s, i),
                call_function("parse_url", i, lit("HOST")),
                call_function("parse_url", s, i),
                call_function("try_parse_url", s, lit("QUERY"), i),
                call_function("unix_timestamp", s, i),
                call_function("to_unix_timestamp", s, i),
                call_function("to_timestamp", s, i),
                call_function("date_format", col("t"), i),
                call_function("from_unixtime", i, i),
                call_function("split", s, i),
                call_function("split", i, s),
                call_function("split_part", s, i, i),
                call_function("get_json_object", s, i),
                call_function("regexp_replace", s, i, i),
                call_function("regexp_extract", i, s),
                call_function("like", s, i),
                call_function("rlike", i, s),
                call_function("locate", i, s),
                call_function("instr", s, i),
                call_function("concat_ws", i, s),
                call_function("translate", s, i, s),
                call_function("overlay", s, i, i),
                call_function("lpad", s, i, i),
                call_function("contains", s, i),
                call_function("startswith", s, i),
                call_function("levenshtein", s, i),
                call_function("soundex", i),
                call_function("ascii", i),
                call_function("encode", s, i),
                call_function("url_encode", i),
                call_function("initcap", i),
                call_function("substring_index", i, s, i),
                call_function("find_in_set", i, s),
                call_function("from_utc_timestamp", col("t"), i),
                call_function("next_day", col("t"), i),
                call_function("trunc", col("t"), i),
                call_function("conv", i, i, i),
                call_function("unhex", i),
                call_function("unbase64", i),
                call_function("json_array_length", i),
                call_function("regexp_count", s, i),
                call_function("replace", s, i, i),
                call_function("mask", i),
                call_function("trim", i, s),
                call_function("repeat", i, i),
                call_function("reverse", i),
                call_function("to_number", i, lit("9")),
                call_function("elt", i, i, s),
                call_function("printf", i, s),
                call_function("crc32", i),
                call_function("md5", i),
                call_function("bit_length", i),
                call_function("char_length", i))) {
            one.of(() -> value);
        }
    }

    /** Spark counts those of one time as one. */
    private static void lateRowsOfSessions(Cases cases) {
        cases.stream("late-rows-of-sessions")
                .input("a", "k BOOLEAN, t TIMESTAMP")
                .append(inputs -> inputs.table("a")
                        .withWatermark("t", "1 second")
                        .groupBy(session_window(col("t"), "1 minute"), col("k"))
                        .agg(count(lit(1)).as("n")))
                .addRows("a", row(true, Instant.parse("2026-01-01T01:00:00Z")))
                .addRows(
                        "a",
                        row(true, Instant.parse("2026-01-01T00:00:00Z")),
                        row(false, Instant.parse("2026-01-01T00:00:01Z")),
                        row(false, Instant.parse("2026-01-01T00:00:01Z")));
    }

    private static void timeThatDoesNotMatter(Cases cases) {
        cases.stream("filter-on-a-time-that-does-not-matter")
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .input("a", "k BOOLEAN, t TIMESTAMP")
                .append(inputs -> inputs.table("a")
                        .withWatermark("t", "1 second")
                        .where(when(col("t").leq(col("t")), lit(1).equalTo(lit(2)))
                                .when(col("k"), col("k"))
                                .or(col("k").leq(lit(false))))
                        .groupBy(window(col("t"), "7 seconds", "2 seconds", "1 second"))
                        .count())
                .addRows(Map.of(
                        "a", List.of(row(false, Instant.ofEpochSecond(43)), row(true, Instant.ofEpochSecond(38)))));
    }

    private static void neverTrue(Cases cases, String name, UnaryOperator<DataFrame> query) {
        cases.stream(name)
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .input("a", "k INT, t TIMESTAMP")
                .append(inputs -> query.apply(inputs.table("a").withWatermark("t", "1 second")))
                .addRows(Map.of("a", List.of(row(1, Instant.ofEpochSecond(8)))))
                .addRows(Map.of("a", List.of(row(2, Instant.ofEpochSecond(20)))));
    }

    private static void windowsInCalls(Cases cases) {
        cases.expressions("windows-in-calls")
                .rows("t TIMESTAMP", row(Instant.parse("2016-03-27T19:39:30Z")))
                .of(() -> window(col("t"), "1 hour"))
                .of(() -> window(col("t"), "1 hour").getField("start"))
                .of(() -> window(col("t"), "1 hour").as("w").getField("start"))
                .of(() -> struct(window(col("t"), "1 hour")))
                .of(() -> struct(window(col("t"), "1 hour").getField("start")))
                .of(() -> struct(window(col("t"), "1 hour").as("w")))
                .of(() -> to_json(window(col("t"), "10 seconds", "5 seconds")))
                .of(() -> to_json(struct(window(col("t"), "1 hour"))))
                .of(() -> date_trunc("DD", window(col("t"), "1 hour").getField("end")))
                .of(() -> window(col("t"), "1 hour").isNotNull())
                .of(() -> window(col("t"), "1 hour").getField("start").cast("STRING"))
                .of(() -> window(col("t"), "1 hour").getField("start").equalTo(col("t")))
                .of(() -> window(col("t"), "1 hour").getField("missing"));
        cases.query("windows-in-keys")
                .table("a", "t TIMESTAMP", row(Instant.parse("2016-03-27T19:39:30Z")))
                .of(tables -> tables.table("a")
                        .groupBy(window(col("t"), "1 hour").getField("start"))
                        .agg(count(col("t"))));
        cases.query("windows-in-calls-of-keys")
                .table("a", "t TIMESTAMP", row(Instant.parse("2016-03-27T19:39:30Z")))
                .of(tables -> tables.table("a")
                        .groupBy(to_json(window(col("t"), "1 hour")))
                        .agg(count(col("t"))));
    }
}
