package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sequence;

import dev.sluice.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;

/** Sequences of dates and timestamps by intervals. */
public final class TimeSequenceCases implements CaseGroup {
    private static final List<Duration> DURATIONS = List.of(
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofHours(24 + 13),
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofDays(-1),
            Duration.ofHours(-30));
    private static final List<Period> PERIODS =
            List.of(Period.ofMonths(1), Period.ofMonths(5), Period.ofYears(-1), Period.ZERO);

    @Override
    public void define(Cases cases) {
        dates(cases);
        for (String zone : List.of("UTC", "America/Los_Angeles")) {
            timestamps(cases, zone);
            local(cases, zone);
        }
        mixed(cases, "ansi", "true");
        mixed(cases, "plain", "false");
    }

    private static void dates(Cases cases) {
        Row[] rows = {
            row(LocalDate.of(2024, 3, 8), LocalDate.of(2024, 3, 12)),
            row(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 6, 30)),
            row(LocalDate.of(2024, 3, 12), LocalDate.of(2024, 3, 8)),
            row(LocalDate.of(2024, 3, 8), LocalDate.of(2024, 3, 8)),
            row(null, LocalDate.of(2024, 3, 8)),
            row(LocalDate.of(2024, 3, 8), null)
        };
        for (String zone : List.of("UTC", "America/Los_Angeles")) {
            ExpressionCase one = cases.expressions("dates-" + Samples.nameOf(zone))
                    .conf("spark.sql.session.timeZone", zone)
                    .rows("a DATE, b DATE", rows)
                    .of(() -> sequence(col("a"), col("b")));
            steps(one);
        }
    }

    private static void steps(ExpressionCase one) {
        DURATIONS.forEach(step -> one.of(() -> sequence(col("a"), col("b"), lit(step))));
        PERIODS.forEach(step -> one.of(() -> sequence(col("a"), col("b"), lit(step))));
    }

    private static void timestamps(Cases cases, String zone) {
        ExpressionCase one = cases.expressions("timestamps-" + Samples.nameOf(zone))
                .conf("spark.sql.session.timeZone", zone)
                .rows(
                        "a TIMESTAMP, b TIMESTAMP",
                        row(Instant.parse("2024-03-09T20:00:00Z"), Instant.parse("2024-03-12T20:00:00Z")),
                        row(Instant.parse("2024-03-12T20:00:00.5Z"), Instant.parse("2024-03-09T20:00:00Z")),
                        row(Instant.parse("2023-10-31T20:00:00Z"), Instant.parse("2024-03-31T20:00:00Z")),
                        row(Instant.parse("2024-03-09T20:00:00Z"), Instant.parse("2024-03-09T20:00:00Z")),
                        row(null, Instant.parse("2024-03-09T20:00:00Z")))
                .of(() -> sequence(col("a"), col("b")));
        steps(one);
    }

    private static void local(Cases cases, String zone) {
        ExpressionCase one = cases.expressions("local-timestamps-" + Samples.nameOf(zone))
                .conf("spark.sql.session.timeZone", zone)
                .rows(
                        "a TIMESTAMP_NTZ, b TIMESTAMP_NTZ",
                        row(LocalDateTime.parse("2024-03-09T12:00:00"), LocalDateTime.parse("2024-03-12T12:00:00")),
                        row(LocalDateTime.parse("2023-10-31T12:00:00"), LocalDateTime.parse("2024-03-31T12:00:00")),
                        row(LocalDateTime.parse("2024-03-12T12:00:00"), LocalDateTime.parse("2024-03-09T12:00:00")))
                .of(() -> sequence(col("a"), col("b")));
        steps(one);
    }

    private static void mixed(Cases cases, String suffix, String ansi) {
        cases.expressions("mixed-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "d DATE, t TIMESTAMP, n TIMESTAMP_NTZ, s STRING, i INTERVAL DAY TO SECOND, m INTERVAL YEAR TO MONTH",
                        row(
                                LocalDate.of(2024, 3, 8),
                                Instant.parse("2024-03-09T12:00:00Z"),
                                LocalDateTime.parse("2024-03-10T12:00:00"),
                                "2024-03-11",
                                Duration.ofHours(12),
                                Period.ofMonths(1)))
                .of(() -> sequence(col("d"), col("t")))
                .of(() -> sequence(col("d"), col("t"), col("i")))
                .of(() -> sequence(col("d"), col("n"), col("m")))
                .of(() -> sequence(col("t"), col("n"), col("i")))
                .of(() -> sequence(col("d"), col("s")))
                .of(() -> sequence(col("t"), col("s"), col("i")))
                .of(() -> sequence(col("s"), col("d"), col("m")))
                .of(() -> sequence(col("s"), col("s"), col("i")))
                .of(() -> sequence(col("d"), lit(null)))
                .of(() -> sequence(col("d"), col("d"), lit(null)))
                .of(() -> sequence(col("d"), col("d"), lit(1)))
                .of(() -> sequence(col("t"), col("t"), col("s")))
                .of(() -> sequence(col("i"), col("i"), col("i")))
                .of(() -> sequence(lit(1), lit(2), col("i")))
                .of(() -> sequence(col("d"), lit(LocalDate.of(9999, 12, 31)), lit(Duration.ofNanos(1000))))
                .of(() -> sequence(col("t"), lit(Instant.parse("9999-12-31T00:00:00Z")), lit(Duration.ofNanos(1000))));
    }
}
