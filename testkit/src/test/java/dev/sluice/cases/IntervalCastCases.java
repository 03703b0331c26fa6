package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;

import java.util.List;

/** Intervals as each other, as texts and as numbers, and back. */
public final class IntervalCastCases implements CaseGroup {
    static final List<String> CLOCKS = List.of("INTERVAL DAY TO SECOND", "INTERVAL DAY", "INTERVAL HOUR TO MINUTE");
    static final List<String> CALENDARS = List.of("INTERVAL YEAR TO MONTH", "INTERVAL YEAR", "INTERVAL MONTH");
    private static final List<String> MORE = List.of(
            "INTERVAL DAY TO HOUR",
            "INTERVAL DAY TO MINUTE",
            "INTERVAL HOUR",
            "INTERVAL HOUR TO SECOND",
            "INTERVAL MINUTE",
            "INTERVAL MINUTE TO SECOND",
            "INTERVAL SECOND");
    private static final List<String> NUMBERS =
            List.of("TINYINT", "SMALLINT", "INT", "BIGINT", "DECIMAL(10,2)", "DECIMAL(18,6)");
    private static final List<String> REFUSED = List.of("BOOLEAN", "FLOAT", "DOUBLE", "DATE", "TIMESTAMP", "BINARY");

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "-ansi" : "-plain";
            from(cases, "INTERVAL DAY TO SECOND", suffix, ansi);
            from(cases, "INTERVAL YEAR TO MONTH", suffix, ansi);
            for (String of : List.of("INT", "BIGINT", "DECIMAL(5,2)", "DECIMAL(38,10)", "DOUBLE", "BOOLEAN", "DATE")) {
                ExpressionCase numbers = cases.expressions("of-" + Samples.nameOf(of) + suffix)
                        .conf("spark.sql.ansi.enabled", ansi)
                        .rows("v " + of, Samples.of(of));
                CLOCKS.forEach(to -> numbers.of(() -> col("v").cast(to)));
                CALENDARS.forEach(to -> numbers.of(() -> col("v").cast(to)));
                numbers.of(() -> col("v").cast("INTERVAL SECOND"));
            }
            texts(cases, suffix, ansi);
        }
    }

    private static void from(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("from-" + Samples.nameOf(type) + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type))
                .of(() -> col("v").cast("STRING"));
        for (List<String> others : List.of(CLOCKS, CALENDARS, MORE)) {
            for (String other : others) {
                one.of(() -> col("v").cast(other)).of(() -> col("v").cast(other).cast("STRING"));
                NUMBERS.forEach(to -> one.of(() -> col("v").cast(other).cast(to)));
            }
        }
        REFUSED.forEach(to -> one.of(() -> col("v").cast(to)));
        one.of(() -> col("v").try_cast("INT")).of(() -> col("v").try_cast("INTERVAL DAY"));
    }

    private static void texts(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("of-texts" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "v STRING",
                        row("1 02:03:04.5"),
                        row("-1 02:03:04.123456789"),
                        row("+1 2:3:4"),
                        row(" 1 02:03:04 "),
                        row("1 24:00:00"),
                        row("1 02:60:00"),
                        row("106751991 04:00:54.775807"),
                        row("106751992 00:00:00"),
                        row("1"),
                        row("-1"),
                        row("02:03"),
                        row("02:03:04"),
                        row("1 02"),
                        row("1-2"),
                        row("-1-2"),
                        row("+1-11"),
                        row("1-12"),
                        row("178956970-7"),
                        row("178956970-8"),
                        row("2147483648"),
                        row("INTERVAL '1 02:03:04' DAY TO SECOND"),
                        row("interval '-1 02:03:04' day to second"),
                        row("INTERVAL -'1 02:03:04' DAY TO SECOND"),
                        row("INTERVAL '1' DAY"),
                        row("INTERVAL '1:2' HOUR TO MINUTE"),
                        row("INTERVAL '1-2' YEAR TO MONTH"),
                        row("INTERVAL '3' YEAR"),
                        row("INTERVAL '3' MONTH"),
                        row("INTERVAL '1.5' SECOND"),
                        row("1 day"),
                        row(""),
                        row("x"),
                        row((Object) null));
        CLOCKS.forEach(to -> one.of(() -> col("v").cast(to)));
        CALENDARS.forEach(to -> one.of(() -> col("v").cast(to)));
        one.of(() -> col("v").cast("INTERVAL SECOND"))
                .of(() -> col("v").cast("INTERVAL MINUTE TO SECOND"))
                .of(() -> col("v").try_cast("INTERVAL DAY TO SECOND"));
    }
}
