package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.product;
import static dev.sluice.functions.struct;

import dev.sluice.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines through pairs of numbers, products, and sums that do not fail. */
public final class RegressionCases implements CaseGroup {
    private static final List<String> PAIRS = List.of(
            "regr_count",
            "regr_avgx",
            "regr_avgy",
            "regr_sxx",
            "regr_syy",
            "regr_sxy",
            "regr_r2",
            "regr_slope",
            "regr_intercept");

    private static final List<String> SUMS = List.of("try_sum", "try_avg");

    @Override
    public void define(Cases cases) {
        for (String type : Samples.TYPES) {
            for (String ansi : List.of("true", "false")) {
                ofType(cases, type, ansi);
            }
        }
        ExpressionCase pairs = cases.expressions("pairs")
                .rows(
                        "y DOUBLE, x DOUBLE",
                        row(1.0, 2.0),
                        row(2.5, -1.0),
                        row(null, 7.0),
                        row(4.0, 0.5),
                        row(-3.25, 3.0),
                        row(1.0, null));
        PAIRS.forEach(name -> pairs.of(() -> call_function(name, col("y"), col("x"))));
        pairs.of(() -> product(col("y"))).of(() -> call_function("try_sum", col("x")));
        constants(cases, "constant-x", 1.0, 2.0, 5.0, 2.0);
        constants(cases, "constant-y", 1.0, 2.0, 1.0, 3.0);
        constants(cases, "one-pair", 1.0, 2.0, null, 2.0);
        constants(cases, "no-pair", 1.0, null, null, 2.0);
        cases.expressions("overflows")
                .rows("v BIGINT", row(Long.MAX_VALUE), row(Long.MAX_VALUE), row(-5L))
                .of(() -> call_function("try_sum", col("v")))
                .of(() -> call_function("try_avg", col("v")));
        ExpressionCase refusals = cases.expressions("refusals").rows("v INT", row(1));
        PAIRS.forEach(name -> refusals.of(() -> call_function(name, col("v")))
                .of(() -> call_function(name, col("v"), struct("v")))
                .of(() -> call_function(name, lit(null), col("v"))));
        SUMS.forEach(name -> refusals.of(() -> call_function(name))
                .of(() -> call_function(name, struct("v")))
                .of(() -> call_function(name, lit(null))));
        refusals.of(() -> product(struct("v"))).of(() -> product(lit(null)));
    }

    private static void ofType(Cases cases, String type, String ansi) {
        ExpressionCase one = cases.expressions(
                        "of-" + Samples.nameOf(type) + (ansi.equals("true") ? "-ansi" : "-plain"))
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, rows(type));
        PAIRS.forEach(name -> one.of(() -> call_function(name, col("v"), col("v"))));
        SUMS.forEach(name -> one.of(() -> call_function(name, col("v"))));
        one.of(() -> product(col("v")));
    }

    /** Of BIGINT those whose sums as doubles do not depend on the order. */
    private static Row[] rows(String type) {
        return switch (type) {
            case "INT" -> new Row[] {row(3), row(-4), row(12)};
            case "BIGINT" -> new Row[] {row(3L), row(-4L), row(12L), row((Object) null)};
            default -> Samples.few(type);
        };
    }

    private static void constants(
            Cases cases,
            String name,
            @Nullable Double y,
            @Nullable Double x,
            @Nullable Double otherY,
            @Nullable Double otherX) {
        ExpressionCase one = cases.expressions(name).rows("y DOUBLE, x DOUBLE", row(y, x), row(otherY, otherX));
        PAIRS.forEach(function -> one.of(() -> call_function(function, col("y"), col("x"))));
    }
}
