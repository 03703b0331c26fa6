package dev.sluice.cases;

import static dev.sluice.functions.col;

/** Days added to dates, and differences of times, which are intervals. */
public final class TimeArithmeticCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String time : new String[] {"DATE", "TIMESTAMP"}) {
            for (String other : Samples.TYPES) {
                both(cases, time, other, "ansi", "true");
                both(cases, time, other, "plain", "false");
            }
        }
    }

    private static void both(Cases cases, String left, String right, String suffix, String ansi) {
        cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("a").minus(col("b")))
                .of(() -> col("b").plus(col("a")))
                .of(() -> col("b").minus(col("a")));
    }
}
