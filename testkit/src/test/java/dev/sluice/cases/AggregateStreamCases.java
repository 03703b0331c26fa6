package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.approx_count_distinct;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count_distinct;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.median;
import static dev.sluice.functions.mode;
import static dev.sluice.functions.percentile;
import static dev.sluice.functions.product;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.GroupedData;
import dev.sluice.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates whose buffers are kept over batches and restarts, and merged from the panes of sliding windows. */
public final class AggregateStreamCases implements CaseGroup {
    private static final String SCHEMA = "ts TIMESTAMP, k STRING, x DOUBLE, y DOUBLE, i BIGINT";

    private static final List<String> MOMENTS =
            List.of("stddev_samp", "stddev_pop", "var_samp", "var_pop", "skewness", "kurtosis");

    private static final List<String> PAIRS = List.of(
            "covar_pop",
            "covar_samp",
            "corr",
            "regr_count",
            "regr_avgx",
            "regr_avgy",
            "regr_sxx",
            "regr_syy",
            "regr_sxy",
            "regr_r2",
            "regr_slope",
            "regr_intercept");

    private static final List<String> OF_INTEGERS =
            List.of("try_sum", "try_avg", "bit_and", "bit_or", "bit_xor", "max", "min", "sum", "avg", "count");

    @Override
    public void define(Cases cases) {
        play(cases.stream("statistics-over-a-restart").complete(inputs -> statistics(grouped(inputs))));
        play(cases.stream("pairs-over-a-restart").complete(inputs -> pairs(grouped(inputs))));
        play(cases.stream("integers-over-a-restart").update(inputs -> integers(grouped(inputs))));
        play(cases.stream("distributions-over-a-restart").complete(inputs -> distributions(grouped(inputs))));
        play(cases.stream("distributions-of-sliding-windows").append(inputs -> distributions(sliding(inputs))));
        for (String mode : List.of("append", "update", "complete")) {
            cases.stream("distinct-" + mode)
                    .input(SCHEMA)
                    .query(mode, inputs -> inputs.table().groupBy("k").agg(count_distinct(col("x"))))
                    .addRows("input", at(1, "a", 1.5, 2.0, 5L));
        }
        play(cases.stream("statistics-of-sliding-windows").update(inputs -> statistics(sliding(inputs))));
        play(cases.stream("pairs-of-sliding-windows").append(inputs -> pairs(sliding(inputs))));
        play(cases.stream("integers-of-sliding-windows").append(inputs -> integers(sliding(inputs))));
    }

    private static GroupedData grouped(Inputs inputs) {
        return inputs.table().groupBy("k");
    }

    private static GroupedData sliding(Inputs inputs) {
        return inputs.table()
                .withWatermark("ts", "10 seconds")
                .groupBy(window(col("ts"), "20 seconds", "5 seconds"), col("k"));
    }

    private static DataFrame statistics(GroupedData groups) {
        List<Column> columns = new ArrayList<>();
        MOMENTS.forEach(name -> columns.add(call_function(name, col("x"))));
        columns.add(product(col("x")));
        return all(groups, columns);
    }

    private static DataFrame pairs(GroupedData groups) {
        List<Column> columns = new ArrayList<>();
        PAIRS.forEach(name -> columns.add(call_function(name, col("x"), col("y"))));
        return all(groups, columns);
    }

    private static DataFrame integers(GroupedData groups) {
        List<Column> columns = new ArrayList<>();
        OF_INTEGERS.forEach(name -> columns.add(call_function(name, col("i"))));
        return all(groups, columns);
    }

    private static DataFrame distributions(GroupedData groups) {
        return groups.agg(
                approx_count_distinct("x"),
                approx_count_distinct(col("k"), 0.3),
                median(col("x")),
                percentile(col("i"), lit(0.3)),
                call_function("percentile_approx", col("x"), lit(0.6), lit(2)),
                mode(col("i"), true));
    }

    private static DataFrame all(GroupedData groups, List<Column> columns) {
        return groups.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    /** Groups with one row, with nulls alone, that stand still for a batch, and that are new after the restart. */
    private static void play(StreamCase stream) {
        stream.input(SCHEMA)
                .addRows(
                        "input",
                        at(1, "a", 1.5, 2.0, 5L),
                        at(4, "a", 2.5, -1.0, 3L),
                        at(7, "a", null, 4.0, null),
                        at(8, "b", 3.0, 1.0, 12L),
                        at(9, "c", null, null, null))
                .addRows("input", at(11, "a", -4.0, 0.5, 9L), at(16, "b", 7.25, 3.0, -8L), at(3, "a", 9.0, 2.0, 6L))
                .restart()
                .addRows(
                        "input",
                        at(14, "a", 0.25, 6.5, 1L),
                        at(18, "c", 2.0, 2.0, 7L),
                        at(33, "d", 5.0, 1.0, 4L),
                        at(34, "d", 6.0, 2.0, null))
                .restart()
                .addRows("input", at(36, "b", 1.0, 1.0, 2L), at(80, "a", 2.0, 2.0, 2L));
    }

    private static Row at(int second, String key, @Nullable Double x, @Nullable Double y, @Nullable Long i) {
        return row(Instant.ofEpochSecond(1_700_000_000L + second), key, x, y, i);
    }
}
