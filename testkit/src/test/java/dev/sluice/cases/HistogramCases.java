package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.histogram_numeric;
import static dev.sluice.functions.lit;

import dev.sluice.Column;
import dev.sluice.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** Bins of numbers. All rows are in one partition: those of several are merged in an order that Spark does not promise. */
public final class HistogramCases implements CaseGroup {
    private static final int ROWS = 200;

    @Override
    public void define(Cases cases) {
        for (int bins : List.of(2, 3, 5, 10, 50, 1_000)) {
            ask(cases, "whole-" + bins, "k STRING, v INT", whole(), bins);
            ask(cases, "real-" + bins, "k STRING, v DOUBLE", real(), bins);
        }
        ask(
                cases,
                "edges",
                "k STRING, v DOUBLE",
                List.of(
                        row("a", 0.0),
                        row("a", -0.0),
                        row("a", null),
                        row("a", 1e300),
                        row("a", -1e300),
                        row("a", Double.POSITIVE_INFINITY),
                        row("a", 1.0),
                        row("b", Double.NaN),
                        row("b", 1.0),
                        row("b", Double.NaN),
                        row("c", null)),
                3);
        types(cases);
        cases.expressions("mistakes")
                .rows("s STRING, i INT, b BOOLEAN, d DOUBLE", row("1", 1, true, 1.5))
                .of(() -> histogram_numeric(col("s"), lit(2)))
                .of(() -> histogram_numeric(col("b"), lit(2)))
                .of(() -> histogram_numeric(array(col("i")), lit(2)))
                .of(() -> histogram_numeric(lit(null), lit(2)))
                .of(() -> histogram_numeric(col("i"), lit(1)))
                .of(() -> histogram_numeric(col("i"), lit(-1)))
                .of(() -> histogram_numeric(col("i"), lit(null)))
                .of(() -> histogram_numeric(col("i"), lit(null).cast("INT")))
                .of(() -> histogram_numeric(col("i"), col("i")))
                .of(() -> histogram_numeric(col("i"), lit("2")))
                .of(() -> histogram_numeric(col("i"), lit(2.5)))
                .of(() -> histogram_numeric(col("i"), lit(2).plus(1)));
    }

    private static void ask(Cases cases, String name, String schema, List<Row> rows, int bins) {
        cases.query(name)
                .table("t", schema, rows.toArray(Row[]::new))
                .of(inputs -> inputs.table()
                        .coalesce(1)
                        .groupBy("k")
                        .agg(histogram_numeric(col("v"), lit(bins)).as("h")));
    }

    /** Many are equally far from each other. */
    private static List<Row> whole() {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(row(row % 3 == 0 ? "a" : "b", row * 37 % 101));
        }
        return rows;
    }

    private static List<Row> real() {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(row(row % 3 == 0 ? "a" : "b", row % 17 == 0 ? null : Math.sqrt(row * 7_919 % 1_009)));
        }
        return rows;
    }

    private static void types(Cases cases) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < 9; row++) {
            int number = row * 5 % 9;
            rows.add(row(
                    (byte) number,
                    (short) (number * 100),
                    (long) number * 1_000_000_007L,
                    number / 3f,
                    new BigDecimal("0.11").multiply(BigDecimal.valueOf(number)),
                    LocalDate.EPOCH.plusDays(number),
                    Instant.EPOCH.plusSeconds(number * 100L),
                    LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(number),
                    Duration.ofSeconds(number),
                    Period.ofMonths(number)));
        }
        List<String> names = List.of("y", "m", "l", "f", "d", "day", "at", "local", "clock", "months");
        cases.query("types")
                .table(
                        "t",
                        "y TINYINT, m SMALLINT, l BIGINT, f FLOAT, d DECIMAL(10,2), day DATE, at TIMESTAMP,"
                                + " local TIMESTAMP_NTZ, clock INTERVAL DAY TO SECOND, months INTERVAL YEAR TO MONTH",
                        rows.toArray(Row[]::new))
                .of(inputs -> {
                    List<Column> histograms = new ArrayList<>();
                    for (String name : names) {
                        histograms.add(histogram_numeric(col(name), lit(4)).as(name));
                    }
                    return inputs.table()
                            .coalesce(1)
                            .agg(
                                    histograms.get(0),
                                    histograms.subList(1, names.size()).toArray(Column[]::new));
                });
    }
}
