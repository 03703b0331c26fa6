package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.abs;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.least;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.negate;
import static dev.sluice.functions.not;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.upper;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import java.util.function.Supplier;

/** Operators and functions over types that they do not take. */
public final class OperandTypeCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        arithmetic(cases);
        conditions(cases);
        functions(cases);
    }

    private static void refused(Cases cases, String name, Supplier<Column> expression) {
        cases.expressions(name)
                .rows("i INT, b BOOLEAN, s STRING, t TIMESTAMP", row(1, true, "x", null))
                .of(expression);
    }

    private static void arithmetic(Cases cases) {
        refused(cases, "int-plus-boolean", () -> col("i").plus(col("b")));
        refused(cases, "boolean-plus-int", () -> col("b").plus(col("i")));
        refused(cases, "boolean-plus-boolean", () -> col("b").plus(col("b")));
        refused(cases, "boolean-times-boolean", () -> col("b").multiply(col("b")));
        refused(cases, "boolean-divided-by-boolean", () -> col("b").divide(col("b")));
        refused(cases, "boolean-mod-int", () -> col("b").mod(col("i")));
        refused(cases, "struct-plus-int", () -> struct("i").plus(1));
        refused(cases, "struct-plus-struct", () -> struct("i").plus(struct("i")));
        refused(cases, "minus-boolean", () -> negate(col("b")));
        refused(cases, "abs-of-boolean", () -> abs(col("b")));
        refused(cases, "abs-of-struct", () -> abs(struct("b")));
    }

    private static void conditions(Cases cases) {
        refused(cases, "int-and-boolean", () -> col("i").and(col("b")));
        refused(cases, "boolean-or-int", () -> col("b").or(col("i")));
        refused(cases, "int-and-int", () -> col("i").and(col("i")));
        refused(cases, "struct-or-struct", () -> struct("i").or(struct("i")));
        refused(cases, "not-int", () -> not(col("i")));
        refused(cases, "when-int", () -> when(col("i"), 1));
        refused(cases, "struct-equal-to-int", () -> struct("i").equalTo(1));
        refused(cases, "struct-equal-to-other-struct", () -> struct("i").equalTo(struct("i", "b")));
        refused(cases, "int-equal-to-boolean", () -> col("i").equalTo(col("b")));
        refused(cases, "timestamp-less-than-int", () -> col("t").lt(col("i")));
        refused(cases, "boolean-less-than-timestamp", () -> col("b").lt(col("t")));
    }

    private static void functions(Cases cases) {
        refused(cases, "upper-of-struct", () -> upper(struct("s")));
        refused(cases, "greatest-of-int-and-boolean", () -> greatest(col("i"), col("b")));
        refused(cases, "least-of-timestamp-and-int", () -> least(col("t"), col("i")));
        refused(cases, "coalesce-of-nothing", () -> coalesce());
        refused(cases, "coalesce-of-int-and-boolean", () -> coalesce(col("i"), col("b")));
        refused(cases, "case-of-int-and-boolean", () -> when(col("b"), col("i")).otherwise(col("b")));
        refused(cases, "sum-of-boolean", () -> sum(col("b")));
        refused(cases, "window-of-int", () -> window(col("i"), "1 hour"));
        refused(cases, "literal-and-int", () -> lit(true).and(col("i")));
    }
}
