package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.isnan;
import static dev.sluice.functions.isnotnull;
import static dev.sluice.functions.isnull;
import static dev.sluice.functions.least;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.not;
import static dev.sluice.functions.when;

/** Comparisons and choices on each pair of types, with and without ANSI rules. */
public final class ComparisonCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String left : Samples.TYPES) {
            for (String right : Samples.TYPES) {
                compare(cases, left, right, "ansi", "true");
                compare(cases, left, right, "plain", "false");
            }
            cases.expressions("tests-of-" + Samples.nameOf(left))
                    .rows("v " + left, Samples.of(left))
                    .of(() -> col("v").isNull())
                    .of(() -> col("v").isNotNull())
                    .of(() -> isnull(col("v")))
                    .of(() -> isnotnull(col("v")))
                    .of(() -> isnan(col("v")))
                    .of(() -> col("v").isNaN())
                    .of(() -> col("v").isin())
                    .of(() -> not(col("v")))
                    .of(() -> col("v").equalTo(lit(null)))
                    .of(() -> col("v").eqNullSafe(lit(null)));
        }
        logic(cases);
        nulls(cases, "ansi", "true");
        nulls(cases, "plain", "false");
        choices(cases);
    }

    private static void compare(Cases cases, String left, String right, String suffix, String ansi) {
        cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right))
                .of(() -> col("a").equalTo(col("b")))
                .of(() -> col("a").eqNullSafe(col("b")))
                .of(() -> col("a").notEqual(col("b")))
                .of(() -> col("a").lt(col("b")))
                .of(() -> col("a").geq(col("b")))
                .of(() -> coalesce(col("a"), col("b")))
                .of(() -> greatest(col("a"), col("b")))
                .of(() -> least(col("a"), col("b")))
                .of(() -> when(col("a").isNull(), col("b")).otherwise(col("a")));
    }

    private static void logic(Cases cases) {
        cases.expressions("logic")
                .rows("a BOOLEAN, b BOOLEAN", Samples.pairs("BOOLEAN", "BOOLEAN"))
                .of(() -> col("a").and(col("b")))
                .of(() -> col("a").or(col("b")))
                .of(() -> not(col("a").and(not(col("b")))))
                .of(() -> col("a").and(lit(true)))
                .of(() -> col("a").or(lit(null)));
        cases.expressions("ranges-and-lists")
                .rows("v INT, t STRING", row(1, "1"), row(5, "a"), row(9, ""), row(null, null))
                .of(() -> col("v").between(1, 5))
                .of(() -> col("v").between(5, 1))
                .of(() -> col("v").between(lit(null), 5))
                .of(() -> col("v").between(1L, 5.5))
                .of(() -> col("v").isin(1, 9))
                .of(() -> col("v").isin(1, null))
                .of(() -> col("v").isin("1", "9"))
                .of(() -> col("t").isin("a", ""))
                .of(() -> col("v").gt("3"))
                .of(() -> col("t").leq("a"));
    }

    private static void nulls(Cases cases, String suffix, String ansi) {
        cases.expressions("nulls-of-a-type-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("b BOOLEAN", row(true), row(false))
                .of(() -> coalesce(lit(null).cast("int"), lit("5")))
                .of(() -> coalesce(lit(null).cast("date"), lit(5)))
                .of(() -> coalesce(lit(null).cast("string"), lit(5)))
                .of(() -> when(col("b"), lit(null).cast("double")).otherwise(1))
                .of(() -> when(col("b"), 1).otherwise(lit(null).cast("string")))
                .of(() -> greatest(lit(null).cast("bigint"), lit(1)))
                .of(() -> greatest(lit(null).cast("date"), lit(1)))
                .of(() -> lit(null).cast("date").equalTo(lit(1)))
                .of(() -> lit(1).isin(lit(null).cast("bigint"), 2))
                .of(() -> lit(null).cast("double").plus(1))
                .of(() -> lit(null).cast("string").plus(1));
        cases.expressions("nulls-of-no-type-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("b BOOLEAN", row(true))
                .of(() -> greatest(lit(null), lit(1), lit(2.5)))
                .of(() -> greatest(lit(1), lit(null), lit(2.5)))
                .of(() -> lit(null).plus(1))
                .of(() -> lit(null).plus(1.5))
                .of(() -> lit(null).plus(lit(null)))
                .of(() -> lit(null).divide(1))
                .of(() -> lit(1).isin(lit(null)))
                .of(() -> not(lit(null)));
        // Beside a null nothing else is computed; of a division the right side comes first.
        cases.expressions("nulls-decide-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a INT, b STRING", row(1, "1"), row(null, "x"), row(2, "3"), row(null, null), row(3, null))
                .of(() -> col("a").equalTo(col("b")))
                .of(() -> col("a").lt(col("b")))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("b").mod(col("a")))
                .of(() -> col("b").divide(col("a")));
        cases.expressions("lists-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("i INT", row(7), row((Object) null))
                .of(() -> col("i").isin("7", "x"))
                .of(() -> col("i").isin("07"))
                .of(() -> col("i").isin(true))
                .of(() -> col("i").isin(7.0, 8L))
                .of(() -> not(col("i").plus(1).isin(8)));
    }

    private static void choices(Cases cases) {
        cases.expressions("choices-of-nothing")
                .rows("v INT", row(1))
                .of(() -> when(col("v").isNull(), lit(null)).otherwise(lit(null)))
                .of(() -> coalesce(lit(null), lit(null)));
        cases.expressions("choices")
                .rows("v INT", row(1), row(2), row((Object) null))
                .of(() -> when(col("v").equalTo(1), "one"))
                .of(() -> when(col("v").equalTo(1), "one").when(col("v").equalTo(2), 2))
                .of(() -> when(col("v").equalTo(1), 1).otherwise(2.5))
                .of(() -> when(col("v").equalTo(1), 1).otherwise(lit(null)))
                .of(() -> when(col("v"), 1))
                .of(() -> coalesce(col("v")))
                .of(() -> greatest(col("v")))
                .of(() -> greatest(col("v"), lit(1.5), lit(2L)))
                .of(() -> least(col("v"), lit(null)));
    }
}
