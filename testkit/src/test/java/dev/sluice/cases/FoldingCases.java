package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.array_except;
import static dev.sluice.functions.array_union;
import static dev.sluice.functions.arrays_overlap;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.element_at;
import static dev.sluice.functions.get;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.isnull;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.not;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.timestamp_add;
import static dev.sluice.functions.timestamp_diff;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What fails, beside constants that decide before it is asked. Spark computes columns of rows that the program holds as they
 * are written; behind sliding windows it simplifies them first.
 */
public final class FoldingCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        besideNulls(cases, "beside-nulls", UnaryOperator.identity());
        besideNulls(cases, "beside-nulls-simplified", FoldingCases::behindWindows);
        behindNulls(cases);
        besideNullsInConcat(cases, "beside-nulls-in-concat", UnaryOperator.identity());
        besideNullsInConcat(cases, "beside-nulls-in-concat-simplified", FoldingCases::behindWindows);
        besideTruthValues(cases, "beside-truth-values", UnaryOperator.identity());
        besideTruthValues(cases, "beside-truth-values-simplified", FoldingCases::behindWindows);
        constantsThatFail(cases, "constants-that-fail", UnaryOperator.identity());
        constantsThatFail(cases, "constants-that-fail-simplified", FoldingCases::behindWindows);
        ofConstants(cases, "of-constants", UnaryOperator.identity());
        ofConstants(cases, "of-constants-simplified", FoldingCases::behindWindows);
        ofConstants(cases, "of-constants-behind-tumbling-windows", FoldingCases::behindTumblingWindows);
    }

    private static Column behindWindows(Column column) {
        return struct(
                column.as("x"), window(lit(Instant.EPOCH), "2 hours", "1 hour").as("w"));
    }

    private static Column behindTumblingWindows(Column column) {
        return struct(column.as("x"), window(lit(Instant.EPOCH), "2 hours").as("w"));
    }

    private static Column number() {
        return col("s").cast("INT");
    }

    private static Column condition() {
        return col("s").cast("BOOLEAN");
    }

    private static Column noNumber() {
        return lit(null).cast("INT");
    }

    private static Column noCondition() {
        return lit(null).cast("BOOLEAN");
    }

    private static void besideNulls(Cases cases, String name, UnaryOperator<Column> place) {
        cases.expressions(name)
                .rows("s STRING, i INT", row("x", null))
                .of(() -> place.apply(number().plus(noNumber())))
                .of(() -> place.apply(noNumber().plus(number())))
                .of(() -> place.apply(number().divide(noNumber())))
                .of(() -> place.apply(noNumber().divide(number())))
                .of(() -> place.apply(number().mod(noNumber())))
                .of(() -> place.apply(noNumber().mod(number())))
                .of(() -> place.apply(number().geq(noNumber())))
                .of(() -> place.apply(noNumber().equalTo(number())))
                .of(() -> place.apply(number().equalTo(col("i"))))
                .of(() -> place.apply(number().eqNullSafe(noNumber())))
                .of(() -> place.apply(noNumber().eqNullSafe(number())))
                .of(() -> place.apply(number().isin(noNumber())))
                .of(() -> place.apply(noNumber().isin(number(), lit(1))))
                .of(() -> place.apply(number().between(noNumber(), lit(1))))
                .of(() -> place.apply(greatest(number(), noNumber())))
                .of(() -> place.apply(
                        to_timestamp(col("s"), "yyyy-MM").geq(lit(null).cast("DATE"))));
    }

    /** Arguments are computed in their order, and none behind a null. */
    private static void behindNulls(Cases cases) {
        Column noList = lit(null).cast("ARRAY<INT>");
        Column noText = lit(null).cast("STRING");
        Column noMonths = lit(null).cast("INTERVAL YEAR TO MONTH");
        Column noTime = lit(null).cast("TIMESTAMP");
        Column list = array(lit(1));
        ExpressionCase one = cases.expressions("behind-nulls").rows("s STRING, i INT", row("x", null));
        for (Column value : List.of(
                call_function("make_timestamp", lit(1), noNumber(), number(), lit(1), lit(1), lit(1)),
                call_function("make_dt_interval", lit(1), noNumber(), number()),
                call_function("make_ym_interval", noNumber(), number()),
                noMonths.divide(number()),
                number().multiply(noMonths),
                noMonths.plus(lit(Period.ofMonths(1)).multiply(number())),
                noTime.plus(lit(Period.ofMonths(1)).multiply(number())),
                lit(Period.ofMonths(1)).multiply(number()).plus(noTime),
                timestamp_add("DAY", noNumber(), col("s").cast("TIMESTAMP")),
                timestamp_diff("DAY", noTime, col("s").cast("TIMESTAMP")),
                element_at(noList, number()),
                get(noList, number()),
                noList.getItem(number()),
                array_union(noList, array(number())),
                array_except(noList, array(number())),
                arrays_overlap(noList, array(number())),
                call_function("array_join", lit(null).cast("ARRAY<STRING>"), number()),
                call_function("sequence", noNumber(), number()),
                call_function("sequence", lit(1), noNumber(), number()),
                call_function("substring", noText, number()),
                call_function("substring", lit("a"), noNumber(), number()),
                call_function("str_to_map", noText, number()),
                call_function("format_number", noNumber(), number()),
                call_function("sha2", noText, number()),
                call_function("array_insert", list, noNumber(), number()),
                call_function("array_position", noList, number()),
                call_function("slice", list, noNumber(), number()),
                call_function("lpad", lit("a"), noNumber(), number()),
                call_function("locate", noText, lit("a"), number()),
                call_function("substring_index", noText, lit("a"), number()),
                call_function("split", noText, lit("a"), number()),
                call_function("regexp_extract", noText, lit("a"), number()),
                call_function("regexp_replace", lit("a"), noText, number()),
                call_function("date_add", lit(null).cast("DATE"), number()),
                call_function("date_trunc", noText, col("s").cast("TIMESTAMP")),
                call_function("make_date", lit(1), noNumber(), number()),
                call_function("months_between", noTime, col("s").cast("TIMESTAMP")),
                call_function("from_utc_timestamp", noTime, number()),
                call_function("conv", noText, number(), number()),
                call_function("width_bucket", lit(1.0), lit(null).cast("DOUBLE"), number(), number()),
                call_function("pow", noNumber(), number()),
                call_function("atan2", noNumber(), number()),
                call_function("log", noNumber(), number()),
                call_function("shiftleft", noNumber(), number()),
                call_function("translate", lit("a"), noText, number()),
                call_function("overlay", lit("a"), noText, number()),
                call_function("levenshtein", noText, number()),
                call_function("find_in_set", noText, number()),
                call_function("array_repeat", number(), noNumber()),
                call_function("map_from_arrays", noList, array(number())),
                call_function("get_json_object", noText, number()),
                call_function("parse_url", noText, number()),
                call_function("unix_timestamp", noText, number()),
                call_function("date_format", noTime, number()),
                call_function("next_day", noTime, number()),
                call_function("repeat", noText, number()),
                call_function("printf", noText, number()),
                call_function("concat_ws", noText, number()),
                call_function("nullif", noNumber(), number()),
                call_function("contains", noText, number()),
                call_function("split_part", noText, lit("a"), number()),
                call_function("left", noText, number()),
                call_function("hash", noText, number()),
                call_function("nvl2", noText, noNumber(), number()),
                call_function("convert_timezone", noText, number(), noTime),
                call_function("bround", noNumber(), lit(1)))) {
            one.of(() -> value);
        }
    }

    private static void besideNullsInConcat(Cases cases, String name, UnaryOperator<Column> place) {
        cases.expressions(name)
                .rows("s STRING", row("x"))
                .of(() -> place.apply(concat(number().cast("STRING"), lit(null).cast("STRING"))))
                .of(() -> place.apply(concat(lit(null).cast("STRING"), number().cast("STRING"))));
    }

    private static void besideTruthValues(Cases cases, String name, UnaryOperator<Column> place) {
        cases.expressions(name)
                .rows("s STRING, b BOOLEAN", row("x", null), row("y", false), row("z", true))
                .of(() -> place.apply(condition().and(lit(false))))
                .of(() -> place.apply(lit(false).and(condition())))
                .of(() -> place.apply(condition().and(lit(true))))
                .of(() -> place.apply(condition().or(lit(true))))
                .of(() -> place.apply(lit(true).or(condition())))
                .of(() -> place.apply(condition().and(noCondition())))
                .of(() -> place.apply(noCondition().and(condition())))
                .of(() -> place.apply(condition().or(noCondition())))
                .of(() -> place.apply(noCondition().or(condition())))
                .of(() -> place.apply(condition().and(col("b"))))
                .of(() -> place.apply(col("b").and(condition())))
                .of(() -> place.apply(condition().or(col("b"))))
                .of(() -> place.apply(col("b").or(condition())))
                .of(() -> place.apply(condition().and(not(condition()))))
                .of(() -> place.apply(when(condition(), lit(1)).otherwise(lit(1))))
                .of(() -> place.apply(when(noCondition(), number()).otherwise(lit(1))))
                .of(() -> place.apply(when(col("b"), lit(true)).otherwise(lit(false))))
                .of(() -> place.apply(when(condition(), noNumber())));
    }

    private static void ofConstants(Cases cases, String name, UnaryOperator<Column> place) {
        cases.expressions(name)
                .rows("i INT", row(1), row((Object) null))
                .of(() -> place.apply(isnull(lit("x").cast("INT"))))
                .of(() -> place.apply(lit("x").cast("INT").isNotNull()))
                .of(() -> place.apply(coalesce(lit(1), lit("x").cast("INT"))))
                .of(() -> place.apply(coalesce(lit("x").cast("INT"), lit(1))))
                .of(() -> place.apply(lit("x").cast("INT").eqNullSafe(lit("x").cast("INT"))))
                .of(() -> place.apply(lit("x").cast("INT").equalTo(lit("x").cast("INT"))))
                .of(() -> place.apply(lit("x").cast("BOOLEAN").and(lit("x").cast("BOOLEAN"))))
                .of(() -> place.apply(lit("x").cast("BOOLEAN").and(not(lit("x").cast("BOOLEAN")))))
                .of(() -> place.apply(lit("x").cast("BOOLEAN").and(col("i").gt(lit(5)))))
                .of(() -> place.apply(when(lit("x").cast("BOOLEAN"), col("i")).otherwise(col("i"))))
                .of(() -> place.apply(
                        when(col("i").gt(lit(5)), lit("x").cast("INT")).otherwise(col("i"))))
                .of(() -> place.apply(lit("x").cast("INT").plus(col("i"))))
                .of(() -> place.apply(lit(1).divide(lit(0)).plus(col("i"))));
    }

    private static void constantsThatFail(Cases cases, String name, UnaryOperator<Column> place) {
        cases.expressions(name)
                .rows("i INT", row(1), row((Object) null))
                .of(() -> place.apply(col("i").gt(lit(5)).and(lit("x").cast("BOOLEAN"))))
                .of(() -> place.apply(col("i").lt(lit(5)).or(lit("x").cast("BOOLEAN"))))
                .of(() -> place.apply(col("i").minus(col("i")).plus(lit("x").cast("INT"))))
                .of(() -> place.apply(col("i").multiply(lit("x").cast("INT"))));
    }
}
