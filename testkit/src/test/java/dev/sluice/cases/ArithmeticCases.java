package dev.sluice.cases;

import static dev.sluice.functions.abs;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.negate;

import java.util.Set;

/** Arithmetic on each pair of types, with and without ANSI rules. */
public final class ArithmeticCases implements CaseGroup {
    private static final Set<String> TIMES = Set.of("DATE", "TIMESTAMP");

    @Override
    public void define(Cases cases) {
        for (String left : Samples.TYPES) {
            for (String right : Samples.TYPES) {
                arithmetic(cases, left, right, "ansi", "true");
                arithmetic(cases, left, right, "plain", "false");
            }
            signs(cases, left, "ansi", "true");
            signs(cases, left, "plain", "false");
        }
        cases.expressions("literals")
                .rows("i INT, l BIGINT, d DOUBLE", Cases.row(7, 7L, 7.5))
                .of(() -> col("i").plus(1))
                .of(() -> col("i").plus(1L))
                .of(() -> col("i").plus(1.0))
                .of(() -> col("i").plus("1"))
                .of(() -> col("i").divide(2))
                .of(() -> col("i").mod(-2))
                .of(() -> col("d").mod(2))
                .of(() -> col("l").multiply(lit(null)))
                .of(() -> lit(1).plus(lit(2)))
                .of(() -> lit(1).divide(lit(0)));
    }

    private static void arithmetic(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase one = cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right))
                .of(() -> col("a").multiply(col("b")))
                .of(() -> col("a").divide(col("b")))
                .of(() -> col("a").mod(col("b")));
        // Days and differences of times are another group.
        if (!TIMES.contains(left) && !TIMES.contains(right)) {
            one.of(() -> col("a").plus(col("b"))).of(() -> col("a").minus(col("b")));
        }
    }

    private static void signs(Cases cases, String type, String suffix, String ansi) {
        cases.expressions("signs-of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type))
                .of(() -> negate(col("v")))
                .of(() -> abs(col("v")));
    }
}
