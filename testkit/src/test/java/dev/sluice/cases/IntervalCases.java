package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

import java.time.LocalDate;

/** Differences of times, which are intervals. */
public final class IntervalCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String time : new String[] {"DATE", "TIMESTAMP"}) {
            for (String other : new String[] {"STRING", "DATE", "TIMESTAMP"}) {
                both(cases, time, other, "ansi", "true");
                if (!(time.equals("TIMESTAMP") && other.equals("STRING"))) {
                    both(cases, time, other, "plain", "false");
                }
            }
        }
        cases.expressions("date-null")
                .rows("d DATE", row(LocalDate.EPOCH))
                .of(() -> col("d").plus(lit(null)))
                .of(() -> lit(null).plus(col("d")))
                .of(() -> col("d").minus(lit(null)));
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
