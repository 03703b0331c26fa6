package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.approx_count_distinct;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.countDistinct;
import static dev.sluice.functions.count_distinct;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.mode;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.sum_distinct;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Aggregates of which values there are, how many different ones and how they are distributed. */
public final class DistributionCases implements CaseGroup {
    private static final double[] PARTS = {0, 0.05, 0.25, 0.5, 0.66, 0.99, 1};

    @Override
    public void define(Cases cases) {
        for (String type : Samples.TYPES) {
            for (String ansi : List.of("true", "false")) {
                ofType(cases, type, ansi);
            }
        }
        for (String type : List.of("TINYINT", "SMALLINT", "FLOAT", "DECIMAL(5,2)", "DECIMAL(38,10)", "BINARY")) {
            for (String ansi : List.of("true", "false")) {
                ofType(cases, type, ansi)
                        .of(() -> sum_distinct(col("v")))
                        .of(() -> call_function("try_sum", col("v")))
                        .of(() -> call_function("try_avg", col("v")))
                        .of(() -> call_function("percentile", col("v"), lit(0.5), col("v")));
            }
        }
        parameters(cases);
        percentiles(cases);
        estimates(cases);
        cases.query("distinct-of-groups")
                .table("t", "k STRING, a INT, b DOUBLE", distinctRows())
                .of(inputs -> inputs.table("t")
                        .groupBy("k")
                        .agg(
                                count_distinct(col("a")),
                                countDistinct("a", "b"),
                                sum_distinct(col("a")),
                                sum_distinct(col("b")),
                                count_distinct(struct("a", "b")),
                                sum("a"),
                                max("b")));
        cases.query("distinct-of-nothing")
                .table("t", "a INT, b DOUBLE", row(null, null))
                .of(inputs -> inputs.table("t").agg(count_distinct(col("a")), sum_distinct(col("a"))));
        cases.expressions("lists")
                .rows("s STRING, i INT", row("a", 1), row("", 2), row(null, null), row("c", -3))
                .of(() -> call_function("listagg", col("s")))
                .of(() -> call_function("listagg", col("s"), lit(", ")))
                .of(() -> call_function("string_agg", col("i"), lit("-")))
                .of(() -> call_function("listagg", col("s"), lit(null)))
                .of(() -> call_function("listagg", col("s"), col("s")))
                .of(() -> call_function("listagg", lit(null), lit("-")))
                .of(() -> call_function("listagg", struct("s"), lit("-")));
        refusals(cases);
    }

    private static ExpressionCase ofType(Cases cases, String type, String ansi) {
        ExpressionCase one = cases.expressions(
                        "of-" + Samples.nameOf(type) + (ansi.equals("true") ? "-ansi" : "-plain"))
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.few(type));
        one.of(() -> approx_count_distinct(col("v")))
                .of(() -> approx_count_distinct(col("v"), 0.2))
                .of(() -> count_distinct(col("v")))
                .of(() -> call_function("percentile", col("v"), lit(0.3)))
                .of(() -> call_function("median", col("v")))
                .of(() -> call_function("percentile_approx", col("v"), lit(0.3)))
                .of(() -> mode(col("v"), true));
        // How samples are merged depends on the division of the rows where NaN is among them.
        if (!type.equals("DOUBLE") && !type.equals("FLOAT")) {
            one.of(() -> call_function("approx_percentile", col("v"), lit(0.7), lit(10)));
        }
        return one;
    }

    /** Literals of each numeric type. */
    private static void parameters(Cases cases) {
        BigDecimal half = new BigDecimal("0.5");
        ExpressionCase one = cases.expressions("parameters").rows("v INT", row(1), row(2), row(4));
        for (Object part : new Object[] {half, 0.5f, (byte) 1, (short) 0}) {
            one.of(() -> call_function("percentile", col("v"), lit(part)))
                    .of(() -> call_function("percentile_approx", col("v"), lit(part)));
        }
        for (Object accuracy : new Object[] {(byte) 100, (short) 100, 100L, 100f, 100.0, new BigDecimal("100")}) {
            one.of(() -> call_function("percentile_approx", col("v"), lit(0.5), lit(accuracy)));
        }
        for (Object deviation : new Object[] {new BigDecimal("0.2"), 0.2f, (byte) 1}) {
            one.of(() -> call_function("approx_count_distinct", col("v"), lit(deviation)));
        }
        BigDecimal nines = new BigDecimal("9".repeat(38));
        cases.expressions("tried-beyond-all-digits")
                .rows("v DECIMAL(38,0)", row(nines), row(nines), row(BigDecimal.ONE))
                .of(() -> call_function("try_sum", col("v")))
                .of(() -> call_function("try_avg", col("v")))
                .of(() -> sum_distinct(col("v")));
    }

    private static void percentiles(Cases cases) {
        ExpressionCase exact = cases.expressions("percentiles")
                .rows(
                        "x DOUBLE, n INT, l BIGINT",
                        row(10.0, 2, 1L),
                        row(-4.5, 1, 2L),
                        row(null, 5, null),
                        row(3.25, null, 4L),
                        row(3.25, 0, 3L),
                        row(1e10, 3, Long.MAX_VALUE));
        for (double part : PARTS) {
            exact.of(() -> call_function("percentile", col("x"), lit(part)))
                    .of(() -> call_function("percentile", col("x"), lit(part), col("n")))
                    .of(() -> call_function("percentile", col("l"), lit(part)));
        }
        exact.of(() -> call_function("percentile", col("x"), array(lit(0.25), lit(0.5), lit(1.0))))
                .of(() -> call_function("percentile", col("l"), array(lit(0), lit(1))))
                .of(() -> call_function("percentile", col("x"), array(lit(0.5)), col("n")))
                .of(() -> call_function("percentile_approx", col("x"), array(lit(0.25), lit(1.0)), lit(100)))
                .of(() -> call_function("approx_percentile", col("n"), array(lit(0.5).plus(0.5), lit(0.0))))
                .of(() -> call_function("percentile", lit(null).cast("DOUBLE"), array(lit(0.25), lit(1.0))))
                .of(() -> call_function("percentile_approx", lit(null).cast("DOUBLE"), array(lit(0.25))))
                .of(() -> call_function("percentile", col("x"), array(lit(0.25), lit(1.5))))
                .of(() -> call_function("percentile_approx", col("x"), array(lit(0.25), lit(-1.5))))
                .of(() -> call_function("percentile", col("x"), array(lit(0.25), col("x"))))
                .of(() -> call_function("percentile", col("x"), array(lit("a"))))
                .of(() -> call_function("percentile", col("x"), array(lit(0.25), lit(null))))
                .of(() -> call_function("percentile_approx", col("x"), array(lit(0.25), lit(null))))
                .of(() -> call_function("percentile", col("x"), lit(1)))
                .of(() -> call_function("percentile", col("x"), lit(0.5), lit(-1)))
                .of(() -> mode(col("x"), true))
                .of(() -> mode(struct("x"), true))
                .of(() -> call_function("mode", col("l").mod(2), lit(false)));
        cases.query("percentile-estimates")
                .of(inputs -> estimatesOf(inputs.session()
                        .range(0, 60_000, 1, 1)
                        .select(
                                call_function(
                                                "ceil",
                                                call_function("ln", col("id").plus(1)))
                                        .as("k"),
                                col("id")
                                        .multiply(7_919)
                                        .mod(1_000_003)
                                        .multiply(0.75)
                                        .as("x"),
                                col("id").multiply(7_919).mod(997).cast("INT").as("i"))));
    }

    private static DataFrame estimatesOf(DataFrame table) {
        List<Column> columns = new ArrayList<>();
        for (int accuracy : new int[] {1, 3, 10, 50, 100, 1_000}) {
            for (double part : PARTS) {
                columns.add(call_function("percentile_approx", col("x"), lit(part), lit(accuracy)));
            }
            columns.add(call_function("percentile_approx", col("i"), lit(0.4), lit(accuracy)));
        }
        return table.groupBy("k")
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    private static Row[] distinctRows() {
        return new Row[] {
            row("a", 1, 1.0),
            row("a", 1, 2.0),
            row("a", 1, 1.0),
            row("a", 2, null),
            row("a", null, 0.0),
            row("a", null, -0.0),
            row("b", null, null),
            row("b", 7, 0.0),
            row("b", 7, -0.0),
            row("b", 8, Double.NaN),
            row("b", 8, Double.NaN),
            row("c", null, null)
        };
    }

    private static void estimates(Cases cases) {
        cases.query("distinct-estimates").of(inputs -> {
            DataFrame numbers = inputs.session().range(0, 60_000, 1, 1).toDF("id");
            List<Column> columns = new ArrayList<>();
            for (double deviation : new double[] {0.39, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005}) {
                columns.add(approx_count_distinct(col("text"), deviation));
                columns.add(approx_count_distinct(col("number"), deviation));
            }
            return numbers.select(
                            call_function("ceil", call_function("ln", col("id").plus(1)))
                                    .as("k"),
                            col("id").mod(20_011).cast("STRING").as("text"),
                            col("id").multiply(0.5).as("number"))
                    .groupBy("k")
                    .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
        });
    }

    private static void refusals(Cases cases) {
        ExpressionCase one = cases.expressions("refusals").rows("v INT, d DOUBLE", row(1, 0.5));
        for (String name : List.of("percentile", "percentile_approx")) {
            one.of(() -> call_function(name, col("v")))
                    .of(() -> call_function(name, col("v"), lit(-0.1)))
                    .of(() -> call_function(name, col("v"), lit(1.1)))
                    .of(() -> call_function(name, col("v"), lit(null)))
                    .of(() -> call_function(name, col("v"), col("d")))
                    .of(() -> call_function(name, struct("v"), lit(0.5)))
                    .of(() -> call_function(name, lit(null), lit(0.5)));
        }
        one.of(() -> call_function("percentile_approx", col("v"), lit(0.5), lit(0)))
                .of(() -> call_function("percentile_approx", col("v"), lit(0.5), lit(-1)))
                .of(() -> call_function("percentile_approx", col("v"), lit(0.5), col("v")))
                .of(() -> call_function("percentile", col("v"), lit(0.5), col("d")))
                .of(() -> call_function("median", struct("v")))
                .of(() -> call_function("median"))
                .of(() -> approx_count_distinct(col("v"), 0.4))
                .of(() -> call_function("approx_count_distinct", col("v"), col("d")))
                .of(() -> call_function("approx_count_distinct", struct("v", "d")))
                .of(() -> sum_distinct(struct("v")))
                .of(() -> sum_distinct(lit(null)));
    }
}
