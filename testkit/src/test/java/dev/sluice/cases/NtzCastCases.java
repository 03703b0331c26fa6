package dev.sluice.cases;

import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.greatest;

import java.util.ArrayList;
import java.util.List;

/** Every type as TIMESTAMP_NTZ and back, and what it meets others in. */
public final class NtzCastCases implements CaseGroup {
    static final String NTZ = "TIMESTAMP_NTZ";
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu");

    @Override
    public void define(Cases cases) {
        List<String> others = new ArrayList<>(Samples.TYPES);
        others.addAll(List.of("FLOAT", "BINARY", "DECIMAL(18,0)"));
        for (String other : others) {
            both(cases, other, "ansi", "true");
            both(cases, other, "plain", "false");
        }
        OperatorRuns.cast(cases, "to-itself", NTZ, NTZ, "true");
        for (String zone : ZONES) {
            cases.expressions("in-" + zone.replace('/', '-'))
                    .conf("spark.sql.session.timeZone", zone)
                    .rows("n TIMESTAMP_NTZ", Samples.of(NTZ))
                    .of(() -> col("n").cast("timestamp"))
                    .of(() -> col("n").cast("timestamp").cast("timestamp_ntz"))
                    .of(() -> col("n").cast("string"))
                    .of(() -> col("n").cast("date"));
            cases.expressions("of-instants-in-" + zone.replace('/', '-'))
                    .conf("spark.sql.session.timeZone", zone)
                    .rows("v TIMESTAMP", Samples.of("TIMESTAMP"))
                    .of(() -> col("v").cast("timestamp_ntz"))
                    .of(() -> col("v").equalTo(col("v").cast("timestamp_ntz")));
        }
    }

    private static void both(Cases cases, String other, String suffix, String ansi) {
        OperatorRuns.cast(cases, "of-" + Samples.nameOf(other) + "-" + suffix, other, NTZ, ansi);
        OperatorRuns.cast(cases, "to-" + Samples.nameOf(other) + "-" + suffix, NTZ, other, ansi);
        ExpressionCase pairs = cases.expressions("beside-" + Samples.nameOf(other) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows("a TIMESTAMP_NTZ, b " + other, Samples.pairs(NTZ, other))
                .of(() -> coalesce(col("b"), col("a")))
                .of(() -> greatest(col("b"), col("a")))
                .of(() -> col("b").lt(col("a")))
                .of(() -> col("a").multiply(col("b")));
        OperatorRuns.comparisons(pairs);
        if (!other.equals("STRING")) {
            pairs.of(() -> col("a").plus(col("b")));
        }
    }
}
