package dev.sluice.cases;

import static dev.sluice.functions.col;

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
    }

    /** The day is not shown, as Spark takes that of today. */
    private static void timesWithoutADay(Cases cases) {
        cases.expressions("times-without-a-day")
                .conf("spark.sql.ansi.enabled", "false")
                .rows("v STRING", Cases.row("12:34:56"), Cases.row("T12:34"), Cases.row("24:00"))
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
