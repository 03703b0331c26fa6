package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.timestamp_micros;
import static dev.sluice.functions.timestamp_seconds;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keys and event times that nobody wishes for, in every operator that keeps state: rules P3, P5, P6 and T4 of the fault
 * model. A case is named by its rule.
 */
public final class BadInputCases implements CaseGroup {
    private static final String SCHEMA = "k DOUBLE, s BIGINT, v INT";

    /** The last second of the year 9999. */
    private static final long FAR_SECOND = 253_402_300_799L;

    private static final Map<String, UnaryOperator<DataFrame>> OPERATORS = new LinkedHashMap<>();

    static {
        OPERATORS.put("windows", timed -> counts(timed, window(col("t"), "10 seconds"), col("k")));
        OPERATORS.put("sliding-windows", timed -> counts(timed, window(col("t"), "10 seconds", "5 seconds"), col("k")));
        OPERATORS.put("event-time", timed -> counts(timed, col("t"), col("k")));
        OPERATORS.put("sessions", timed -> counts(timed, session_window(col("t"), "5 seconds"), col("k")));
        OPERATORS.put("duplicates", timed -> timed.dropDuplicates("k", "t"));
        OPERATORS.put("duplicates-within-watermark", timed -> timed.dropDuplicatesWithinWatermark("k"));
    }

    private static DataFrame counts(DataFrame timed, Column... keys) {
        return timed.groupBy(keys).agg(count(lit(1)), collect_list("v"));
    }

    @Override
    public void define(Cases cases) {
        OPERATORS.forEach((name, operator) -> {
            keys(cases, name, operator);
            times(cases, name, operator);
        });
        cases.stream("p6-keys-in-structs-and-arrays")
                .input(SCHEMA)
                .update(inputs -> inputs.table()
                        .groupBy(
                                struct(col("k")).as("s"),
                                array(col("k"), lit(0.0)).as("a"))
                        .agg(count(lit(1))))
                .addRows("input", row(Double.NaN, 1L, 1), row(0.0, 1L, 2), row(null, 1L, 3))
                .addRows("input", row(-0.0, 1L, 4), row(Double.NaN, 1L, 5), row(null, 1L, 6));
        joins(cases);
        // Beside the window whose end lies beyond what a TIMESTAMP holds stands the last one that does not.
        for (long micros : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 9_775_807L - 1, Long.MIN_VALUE}) {
            StreamCase one = stream(
                    cases,
                    "p3-window-at-" + Long.toString(micros).replace('-', 'm'),
                    timestamp_micros(col("s")),
                    "append",
                    timed -> counts(timed, window(col("t"), "10 seconds")));
            one.addRows("input", row(1.0, 1L, 1)).addRows("input", row(1.0, micros, 2));
        }
    }

    private static StreamCase stream(
            Cases cases, String name, Column time, String mode, UnaryOperator<DataFrame> operator) {
        return cases.stream(name)
                .input(SCHEMA)
                .query(
                        mode,
                        inputs -> operator.apply(
                                inputs.table().withColumn("t", time).withWatermark("t", "5 seconds")));
    }

    /** One group for null, one for NaN, one for both zeros, in a batch and from one to the next. */
    private static void keys(Cases cases, String name, UnaryOperator<DataFrame> operator) {
        stream(cases, "p5-p6-keys-of-" + name, timestamp_seconds(col("s")), "append", operator)
                .addRows("input", at(null, 1, 1), at(Double.NaN, 1, 2), at(0.0, 1, 3), at(-0.0, 1, 4), at(null, 1, 5))
                .addRows("input", at(Double.NaN, 1, 6), at(-0.0, 1, 7), at(null, 1, 8))
                .addRows("input", at(1.0, 30, 9))
                .addRows("input", at(1.0, 60, 10));
    }

    /** Null, before the epoch, and so far in the future that all that comes after is late. */
    private static void times(Cases cases, String name, UnaryOperator<DataFrame> operator) {
        stream(cases, "t4-times-of-" + name, timestamp_seconds(col("s")), "append", operator)
                .addRows("input", at(1.0, null, 1), at(1.0, 7, 2), at(2.0, null, 3))
                .addRows("input", at(1.0, -3_000_000_000L, 4), at(1.0, null, 5), at(1.0, 17, 6))
                .addRows("input", at(1.0, FAR_SECOND, 7))
                .addRows("input", at(1.0, 20, 8), at(2.0, FAR_SECOND, 9), at(3.0, null, 10));
    }

    private static Row at(@Nullable Double key, @Nullable Number seconds, int value) {
        return row(key, seconds == null ? null : (Object) seconds.longValue(), value);
    }

    private static void joins(Cases cases) {
        for (String type : List.of("inner", "left")) {
            StreamCase one = cases.stream("p5-p6-t4-" + type + "-join")
                    .input("a", SCHEMA)
                    .input("b", SCHEMA)
                    .append(inputs -> side(inputs, "a")
                            .join(
                                    side(inputs, "b"),
                                    col("aKey").equalTo(col("bKey")).and(near()),
                                    type));
            both(one, List.of(at(null, 1, 1), at(Double.NaN, 1, 2), at(0.0, 1, 3)), List.of(at(-0.0, 2, 4)));
            both(one, List.of(at(1.0, null, 5)), List.of(at(Double.NaN, 2, 6), at(null, 2, 7), at(1.0, null, 8)));
            both(one, List.of(at(2.0, 30, 9)), List.of(at(2.0, 31, 10)));
            both(one, List.of(at(3.0, FAR_SECOND, 11)), List.of(at(3.0, FAR_SECOND, 12)));
            both(one, List.of(at(4.0, 40, 13)), List.of(at(4.0, 40, 14)));
        }
    }

    private static void both(StreamCase one, List<Row> a, List<Row> b) {
        one.addRows(Map.of("a", a, "b", b));
    }

    private static DataFrame side(Inputs inputs, String name) {
        return inputs.table(name)
                .select(
                        col("k").as(name + "Key"),
                        timestamp_seconds(col("s")).as(name + "Time"),
                        col("v").as(name + "Value"))
                .withWatermark(name + "Time", "5 seconds");
    }

    private static Column near() {
        Column a = col("aTime").cast("double");
        Column b = col("bTime").cast("double");
        return a.between(b.minus(3), b.plus(3));
    }
}
