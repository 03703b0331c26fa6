package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.median;
import static dev.sluice.functions.percentile;
import static dev.sluice.functions.percentile_approx;

import java.time.Duration;
import java.time.Period;
import java.util.List;

/** Intervals beside texts, and the middle of several. */
public final class IntervalMixtureCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "-ansi" : "-plain";
            texts(cases, suffix, ansi);
            cases.expressions("percentiles" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows(
                            "v INTERVAL DAY TO SECOND, h INTERVAL HOUR TO MINUTE, m INTERVAL YEAR TO MONTH, w INT",
                            row(Duration.ofSeconds(-90_001), Duration.ofMinutes(1), Period.ofMonths(-14), 1),
                            row(Duration.ofNanos(1_000), Duration.ofMinutes(2), Period.ofMonths(3), 0),
                            row(Duration.ofNanos(2_000), Duration.ofMinutes(7), Period.ofMonths(4), 3),
                            row(Duration.ofDays(106_751_991), null, Period.ofYears(100), 1),
                            row(null, null, null, 1))
                    .of(() -> median(col("v")))
                    .of(() -> median(col("h")))
                    .of(() -> median(col("m")))
                    .of(() -> percentile(col("v"), lit(0.3)))
                    .of(() -> percentile(col("h"), lit(0.1)))
                    .of(() -> percentile(col("m"), lit(0.99)))
                    .of(() -> percentile(col("m"), lit(0.5), col("w")))
                    .of(() -> percentile(col("w"), lit(0.5), col("v")))
                    .of(() -> percentile_approx(col("v"), lit(0.5), lit(100)))
                    .of(() -> percentile_approx(col("m"), lit(0.5), lit(100)));
        }
    }

    private static void texts(Cases cases, String suffix, String ansi) {
        Duration length = Duration.ofHours(25).plusNanos(1_500_000);
        cases.expressions("texts" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows(
                        "s STRING, v INTERVAL DAY TO SECOND, d INTERVAL DAY, m INTERVAL YEAR TO MONTH",
                        row("2024-03-09 12:00:00", length, Duration.ofDays(1), Period.ofMonths(1)),
                        row("2024-03-09", length, Duration.ofDays(1), Period.ofMonths(1)),
                        row("2024-03-09T12:00:00Z", length.negated(), Duration.ofDays(-1), Period.ofMonths(-1)),
                        row("x", length, Duration.ofDays(1), Period.ofMonths(1)),
                        row("", length, Duration.ofDays(1), Period.ofMonths(1)),
                        row(null, length, Duration.ofDays(1), Period.ofMonths(1)),
                        row("2024-03-09", null, null, null))
                .of(() -> col("s").plus(col("v")))
                .of(() -> col("v").plus(col("s")))
                .of(() -> col("s").minus(col("v")))
                .of(() -> col("v").minus(col("s")))
                .of(() -> col("s").plus(col("d")))
                .of(() -> col("s").minus(col("d")))
                .of(() -> col("s").plus(col("m")))
                .of(() -> col("m").plus(col("s")))
                .of(() -> col("s").minus(col("m")))
                .of(() -> col("m").minus(col("s")))
                .of(() -> lit("2024-01-01").plus(lit(length)))
                .of(() -> lit("2024-01-01").minus(lit(length)))
                .of(() -> call_function("try_add", col("s"), col("v")))
                .of(() -> call_function("try_add", col("v"), col("s")))
                .of(() -> call_function("try_subtract", col("s"), col("v")))
                .of(() -> call_function("try_subtract", col("v"), col("s")));
    }
}
