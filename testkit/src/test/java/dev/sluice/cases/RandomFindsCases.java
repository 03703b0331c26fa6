package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.least;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.negate;
import static dev.sluice.functions.substring;

import java.time.Instant;
import java.time.LocalDate;

/** What programs made by chance were answered differently. */
public final class RandomFindsCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.expressions("names-of-functions")
                .rows("a INT, s STRING", row(1, "stream"), row(null, null))
                .of(() -> negate(col("a")))
                .of(() -> negate(lit(0)))
                .of(() -> negate(col("a").plus(1)))
                .of(() -> col("s").substr(2, 3))
                .of(() -> substring(col("s"), 2, 3));
        cases.expressions("refused-casts")
                .rows(
                        "b BOOLEAN, i INT, l BIGINT, d DOUBLE, day DATE, t TIMESTAMP",
                        row(true, 1, 2L, 3.5, LocalDate.parse("2016-03-27"), Instant.parse("2016-03-27T19:39:30Z")))
                .of(() -> col("day").cast("INT"))
                .of(() -> col("day").cast("BIGINT"))
                .of(() -> col("day").cast("DOUBLE"))
                .of(() -> col("day").cast("BOOLEAN"))
                .of(() -> col("i").cast("DATE"))
                .of(() -> col("l").cast("DATE"))
                .of(() -> col("d").cast("DATE"))
                .of(() -> col("b").cast("DATE"))
                .of(() -> col("b").cast("TIMESTAMP"))
                .of(() -> col("t").cast("BOOLEAN"));
        cases.expressions("greatest-of-several-types")
                .rows(
                        "b BOOLEAN, i INT, d DOUBLE, s STRING, day DATE, t TIMESTAMP",
                        row(true, 1, 3.5, "7", LocalDate.parse("2016-03-27"), Instant.parse("2016-03-27T19:39:30Z")))
                .of(() -> greatest(col("i"), col("b")))
                .of(() -> least(col("s"), col("i")))
                .of(() -> greatest(col("s"), col("d")))
                .of(() -> greatest(lit(""), col("t")))
                .of(() -> least(col("day"), col("s")))
                .of(() -> least(col("day"), col("t")))
                .of(() -> greatest(col("i"), col("d")));
    }
}
