package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.date_add;
import static dev.sluice.functions.date_sub;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.struct;

import java.time.LocalDate;

/** Days added to dates, and what cannot be added to times. */
public final class TimeArithmeticCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String other : new String[] {"BOOLEAN", "INT", "BIGINT", "DOUBLE"}) {
            operators(cases, "DATE", other, "ansi", "true");
            operators(cases, "DATE", other, "plain", "false");
            operators(cases, "TIMESTAMP", other, "ansi", "true");
            operators(cases, "TIMESTAMP", other, "plain", "false");
        }
        operators(cases, "TIMESTAMP", "STRING", "plain", "false");
        for (String type : Samples.TYPES) {
            functions(cases, type, "ansi", "true");
            functions(cases, type, "plain", "false");
        }
        names(cases);
    }

    private static void operators(Cases cases, String left, String right, String suffix, String ansi) {
        cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("a").minus(col("b")))
                .of(() -> col("b").plus(col("a")))
                .of(() -> col("b").minus(col("a")));
    }

    /** By name the date may be another time, and the days a text. */
    private static void functions(Cases cases, String type, String suffix, String ansi) {
        cases.expressions("functions-of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type))
                .of(() -> date_add(col("v"), 3))
                .of(() -> date_sub(col("v"), lit(40_000)))
                .of(() -> date_add(lit(LocalDate.EPOCH), col("v")))
                .of(() -> date_sub(lit(LocalDate.EPOCH), col("v")));
    }

    private static void names(Cases cases) {
        cases.expressions("names")
                .rows("d DATE, i INT", row(LocalDate.of(2024, 2, 29), 7), row(null, 7), row(LocalDate.EPOCH, null))
                .of(() -> col("d").plus(1))
                .of(() -> lit(1).plus(col("d")).minus(col("i")))
                .of(() -> col("d").plus(col("i").plus(1)).as("x"))
                .of(() -> struct(col("d").minus(3)))
                .of(() -> col("d").minus(col("i")).lt(col("d").plus(col("i"))));
        cases.expressions("beside-nulls")
                .rows("d DATE, i INT", row(LocalDate.of(2024, 2, 29), 7))
                .of(() -> col("d").plus(lit(null).cast("INT")))
                .of(() -> date_add(lit(null), 1))
                .of(() -> date_add(lit(null), lit(null)))
                .of(() -> date_sub(col("d"), lit(null)));
        cases.expressions("of-structs")
                .rows("d DATE, i INT", row(LocalDate.of(2024, 2, 29), 7))
                .of(() -> col("d").plus(struct("i")))
                .of(() -> struct("i").minus(col("d")))
                .of(() -> date_add(struct("d"), 1))
                .of(() -> col("d").multiply(2))
                .of(() -> col("d").divide(col("i")));
        cases.query("grouped")
                .table("a", "d DATE, i INT", row(LocalDate.of(2024, 2, 29), 1), row(LocalDate.of(2024, 3, 1), 0))
                .of(inputs -> inputs.table("a").groupBy(col("d").plus(col("i"))).agg(max(col("d").plus(1))));
    }
}
