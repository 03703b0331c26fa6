package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.lower;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.upper;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What bugs of one line, planted on purpose, got past. */
public final class PlantedBugsCases implements CaseGroup {
    private static final double TWO_TO_63 = 0x1p63;

    @Override
    public void define(Cases cases) {
        comparisonsWithAConstant(cases);
        numbers(cases);
        texts(cases);
        times(cases);
        aggregates(cases);
        slidingWindows(cases);
        watermarks(cases);
    }

    private static void comparisonsWithAConstant(Cases cases) {
        compare(cases, "BOOLEAN", true);
        compare(cases, "INT", 1);
        compare(cases, "BIGINT", 1L);
        compare(cases, "DOUBLE", 0.1);
        compare(cases, "STRING", "1.5");
        compare(cases, "DATE", LocalDate.of(2024, 2, 29));
        compare(cases, "TIMESTAMP", Instant.EPOCH);
        cases.expressions("doubles-and-nan")
                .rows("v DOUBLE", Samples.of("DOUBLE"))
                .of(() -> col("v").lt(Double.NaN))
                .of(() -> col("v").geq(Double.NaN))
                .of(() -> col("v").equalTo(Double.NaN))
                .of(() -> lit(Double.NaN).leq(col("v")));
    }

    private static void compare(Cases cases, String type, Object constant) {
        cases.expressions("constant-and-" + Samples.nameOf(type))
                .rows("v " + type, Samples.of(type))
                .of(() -> col("v").equalTo(constant))
                .of(() -> col("v").notEqual(constant))
                .of(() -> col("v").lt(constant))
                .of(() -> col("v").leq(constant))
                .of(() -> col("v").gt(constant))
                .of(() -> col("v").geq(constant))
                .of(() -> lit(constant).lt(col("v")))
                .of(() -> lit(constant).geq(col("v")));
        cases.expressions("greater-" + Samples.nameOf(type))
                .rows("a " + type + ", b " + type, Samples.pairs(type, type))
                .of(() -> col("a").gt(col("b")))
                .of(() -> col("a").leq(col("b")));
    }

    private static void numbers(Cases cases) {
        for (String ansi : new String[] {"true", "false"}) {
            String suffix = ansi.equals("true") ? "-ansi" : "-plain";
            cases.expressions("doubles-at-the-ends-of-integers" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows(
                            "v DOUBLE",
                            row(2147483647.0),
                            row(2147483647.9),
                            row(2147483648.0),
                            row(-2147483648.0),
                            row(-2147483648.9),
                            row(-2147483649.0),
                            row(Math.nextDown(TWO_TO_63)),
                            row(TWO_TO_63),
                            row(-TWO_TO_63),
                            row(Math.nextDown(-TWO_TO_63)))
                    .of(() -> col("v").cast("int"))
                    .of(() -> col("v").cast("bigint"));
            cases.expressions("whole-quotients" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("a BIGINT, b BIGINT", Samples.pairs("BIGINT", "BIGINT"))
                    .of(() -> call_function("div", col("a"), col("b")));
        }
        // The side that may fail is asked only for the rows that it decides.
        cases.expressions("nulls-of-a-side-that-may-fail")
                .rows("a BOOLEAN, s STRING", row(false, "x"), row(true, null), row(true, "1"), row(null, "2"))
                .of(() -> col("a").and(col("s").cast("int").gt(1)))
                .of(() -> col("a").equalTo(false).or(col("s").cast("int").gt(1)));
    }

    private static void texts(Cases cases) {
        cases.expressions("letters-at-the-ends")
                .rows("v STRING", row("`az{"), row("@AZ["))
                .of(() -> upper(col("v")))
                .of(() -> lower(col("v")));
    }

    private static void times(Cases cases) {
        for (String zone : new String[] {"UTC", "America/Los_Angeles", "Asia/Kathmandu"}) {
            cases.expressions("parts-of-times-" + zone.replace('/', '-'))
                    .conf("spark.sql.session.timeZone", zone)
                    .rows("v TIMESTAMP", Samples.of("TIMESTAMP"))
                    .of(() -> call("year"))
                    .of(() -> call("month"))
                    .of(() -> call("day"))
                    .of(() -> call("hour"))
                    .of(() -> call("minute"))
                    .of(() -> call("second"));
        }
        cases.expressions("numbers-of-times")
                .rows("v TIMESTAMP", Samples.of("TIMESTAMP"))
                .of(() -> call("unix_seconds"))
                .of(() -> call("unix_millis"))
                .of(() -> call("unix_micros"));
        cases.expressions("times-of-numbers")
                .rows(
                        "v BIGINT",
                        row(0L),
                        row(-1L),
                        row(1_709_210_096L),
                        row(Long.MAX_VALUE),
                        row(Long.MIN_VALUE),
                        row((Object) null))
                .of(() -> call("timestamp_seconds"))
                .of(() -> call("timestamp_millis"))
                .of(() -> call("timestamp_micros"));
    }

    private static Column call(String function) {
        return call_function(function, col("v"));
    }

    private static void aggregates(Cases cases) {
        cases.query("nan-before-the-least")
                .table("input", "v DOUBLE", row(Double.NaN), row(1.5), row(-2.5))
                .of(inputs -> inputs.table().agg(min("v"), max("v")));
        cases.stream("aggregates-over-batches")
                .input("k STRING, i INT, l BIGINT, d DOUBLE")
                .update(inputs -> inputs.table()
                        .groupBy("k")
                        .agg(sum("i"), avg("i"), min("l"), max("l"), min("d"), max("d"), avg("d"), count("i")))
                .addRows("input", row("a", 1, 5L, Double.NaN), row("a", null, null, null), row("b", null, null, null))
                .addRows("input", row("a", 2, -5L, 1.5), row("b", null, 7L, null))
                .restart()
                .addRows("input", row("a", 4, 1L, -1.5), row("b", -3, 7L, Double.NaN));
    }

    /** The same steps by windows that no slide divides, and by windows that begin beside the epoch. */
    private static void slidingWindows(Cases cases) {
        for (String mode : new String[] {"append", "update"}) {
            sliding(cases, "uneven-" + mode, mode, () -> window(col("ts"), "10 seconds", "3 seconds"));
            sliding(cases, "sliding-" + mode, mode, () -> window(col("ts"), "10 seconds", "5 seconds"));
            sliding(
                    cases,
                    "sliding-with-a-start-" + mode,
                    mode,
                    () -> window(col("ts"), "12 seconds", "4 seconds", "3 seconds"));
            sliding(
                    cases,
                    "sliding-with-a-negative-start-" + mode,
                    mode,
                    () -> window(col("ts"), "12 seconds", "4 seconds", "-1 seconds"));
        }
        stepByStep(cases, "step-by-step-with-a-start", () -> window(col("ts"), "12 seconds", "4 seconds", "3 seconds"));
        stepByStep(
                cases,
                "step-by-step-with-a-negative-start",
                () -> window(col("ts"), "12 seconds", "4 seconds", "-1 seconds"));
    }

    /** The watermark moves by so little that few windows end at a time. */
    private static void stepByStep(Cases cases, String name, Supplier<Column> window) {
        StreamCase steps = cases.stream(name)
                .input("value INT")
                .append(inputs -> timed(inputs.table())
                        .groupBy(window.get())
                        .agg(count(lit(1)).as("count")))
                .add(1, 2, 11);
        for (int time = 12; time <= 30; time++) {
            steps.add(time);
        }
    }

    private static void sliding(Cases cases, String name, String mode, Supplier<Column> window) {
        cases.stream(name)
                .input("value INT")
                .query(
                        mode,
                        inputs -> timed(inputs.table())
                                .groupBy(window.get())
                                .agg(count(lit(1)).as("count"), sum("value").as("sum")))
                .add(1, 2, 11)
                .add(20, null)
                .add(5, 6, 9, 10, 14)
                .add(27)
                .restart()
                .add(12, 13, 15, 31)
                .add(60);
    }

    private static DataFrame timed(DataFrame table) {
        return table.withColumn("ts", col("value").cast("timestamp")).withWatermark("ts", "5 seconds");
    }

    private static void watermarks(Cases cases) {
        cases.stream("late-times-as-keys")
                .input("value INT")
                .append(inputs -> timed(inputs.table()).groupBy("ts").count())
                .add(10, null)
                .add(15)
                .add(9, 10, 11, null)
                .add(25);
        for (String policy : new String[] {"min", "max"}) {
            cases.stream("policy-" + policy)
                    .conf("spark.sql.streaming.multipleWatermarkPolicy", policy)
                    .input("first", "value INT")
                    .input("second", "value INT")
                    .append(inputs -> timed(inputs.table("first"))
                            .union(timed(inputs.table("second")))
                            .select("value"))
                    .addRows(both(11, 21))
                    .addRows(both(40, 30))
                    .addRows(both(41, 31));
        }
        cases.stream("once-leaves-results-to-the-next-run")
                .input("value INT")
                .append(inputs -> timed(inputs.table())
                        .groupBy(window(col("ts"), "5 seconds"))
                        .count())
                .add(3)
                .run(Trigger::Once)
                .add(30)
                .run(Trigger::Once)
                .run(Trigger::Once);
    }

    private static Map<String, List<Row>> both(int first, int second) {
        return Map.of("first", List.of(row(first)), "second", List.of(row(second)));
    }
}
