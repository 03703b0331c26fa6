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
import java.time.LocalDate;
import java.util.function.Supplier;

/** Operators and functions over types that they do not take. */
public final class OperandTypeCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        arithmetic(cases);
        conditions(cases);
        texts(cases);
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
        refused(cases, "when-string", () -> when(col("s"), 1));
        refused(cases, "not-int", () -> not(col("i")));
        refused(cases, "when-int", () -> when(col("i"), 1));
        refused(cases, "struct-equal-to-int", () -> struct("i").equalTo(1));
        refused(cases, "struct-equal-to-other-struct", () -> struct("i").equalTo(struct("i", "b")));
        refused(cases, "int-equal-to-boolean", () -> col("i").equalTo(col("b")));
        refused(cases, "timestamp-less-than-int", () -> col("t").lt(col("i")));
        refused(cases, "boolean-less-than-timestamp", () -> col("b").lt(col("t")));
    }

    /** A text is read as a truth value where one side of the two is one. */
    private static void texts(Cases cases) {
        for (String ansi : new String[] {"true", "false"}) {
            cases.expressions("texts-as-conditions-" + (ansi.equals("true") ? "ansi" : "plain"))
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("b BOOLEAN, s STRING", row(true, "f"), row(false, "yes"), row(null, "true"), row(true, null))
                    .of(() -> col("s").or(col("b")))
                    .of(() -> col("b").and(col("s")))
                    .of(() -> col("s").and(col("s")))
                    .of(() -> col("s").or(lit(null)))
                    .of(() -> lit("t").and(col("b")))
                    .of(() -> when(col("s"), 1))
                    .of(() -> not(col("s")))
                    .of(() -> lit(null).and(lit(null)));
            cases.expressions("texts-that-are-no-conditions-" + (ansi.equals("true") ? "ansi" : "plain"))
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("s STRING", row("x"))
                    .of(() -> col("s").or(lit(true)))
                    .of(() -> lit(false).and(col("s")));
        }
    }

    private static void functions(Cases cases) {
        refused(cases, "upper-of-struct", () -> upper(struct("s")));
        refused(cases, "greatest-of-int-and-boolean", () -> greatest(col("i"), col("b")));
        refused(cases, "least-of-timestamp-and-int", () -> least(col("t"), col("i")));
        refused(cases, "coalesce-of-nothing", () -> coalesce());
        refused(cases, "coalesce-of-int-and-boolean", () -> coalesce(col("i"), col("b")));
        refused(cases, "case-of-int-and-boolean", () -> when(col("b"), col("i")).otherwise(col("b")));
        refused(
                cases,
                "case-of-two-mistakes",
                () -> when(col("i"), col("i")).when(lit(LocalDate.EPOCH).cast("BOOLEAN"), lit(0.0)));
        refused(cases, "sum-of-boolean", () -> sum(col("b")));
        refused(cases, "window-of-int", () -> window(col("i"), "1 hour"));
        refused(cases, "literal-and-int", () -> lit(true).and(col("i")));
    }
}
