package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.length;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_json;

/** Each type as each other, with and without ANSI rules, and in zones that jump. */
public final class CastCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String from : Samples.TYPES) {
            for (String to : Samples.TYPES) {
                cast(cases, from, to, "ansi", "true", "UTC");
                cast(cases, from, to, "plain", "false", "UTC");
            }
        }
        for (String zone : new String[] {"Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "+05:30"}) {
            for (String to : new String[] {"STRING", "DATE"}) {
                cast(cases, "TIMESTAMP", to, zone.replace('/', '-'), "true", zone);
            }
            cast(cases, "DATE", "TIMESTAMP", zone.replace('/', '-'), "true", zone);
            cast(cases, "STRING", "TIMESTAMP", zone.replace('/', '-'), "false", zone);
        }
        timesWithoutADay(cases);
        cases.expressions("digits-of-doubles")
                .rows("v DOUBLE", row(4.611686018427388E18), row(2.0E-3), row(0x1p-44), row(1.0E23), row(2.0))
                .of(() -> col("v").cast("STRING"))
                .of(() -> length(col("v").cast("STRING")))
                .of(() -> to_json(struct(col("v"))));
        endOfTime(cases, "ansi", "true");
        endOfTime(cases, "plain", "false");
    }

    /** Seconds whose microseconds just fit into 64 bits, and such that do not. */
    private static void endOfTime(Cases cases, String suffix, String ansi) {
        double end = 0x1p63 / 1e6;
        cases.expressions("end-of-time-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "v DOUBLE",
                        row(end),
                        row(Math.nextDown(end)),
                        row(Math.nextUp(end)),
                        row(-end),
                        row(Math.nextDown(-end)),
                        row(Math.nextUp(-end)),
                        row(9.3e12),
                        row(-9.3e12),
                        row(1e18))
                .of(() -> call_function("unix_micros", col("v").cast("TIMESTAMP")));
        cases.expressions("end-of-time-in-seconds-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "v BIGINT",
                        row(9_223_372_036_854L),
                        row(9_223_372_036_855L),
                        row(-9_223_372_036_854L),
                        row(-9_223_372_036_855L))
                .of(() -> call_function("unix_micros", col("v").cast("TIMESTAMP")));
    }

    /** The day is not shown, as Spark takes that of today. */
    private static void timesWithoutADay(Cases cases) {
        cases.expressions("times-without-a-day")
                .conf("spark.sql.ansi.enabled", "false")
                .rows("v STRING", row("12:34:56"), row("T12:34"), row("24:00"))
                .of(() -> col("v").cast("timestamp").cast("string").substr(12, 8));
    }

    private static void cast(Cases cases, String from, String to, String suffix, String ansi, String zone) {
        cases.expressions(Samples.nameOf(from) + "-to-" + Samples.nameOf(to) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", zone)
                .rows("v " + from, Samples.of(from))
                .of(() -> col("v").cast(to));
    }
}
