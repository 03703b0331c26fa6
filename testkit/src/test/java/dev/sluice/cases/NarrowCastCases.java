package dev.sluice.cases;

import java.util.ArrayList;
import java.util.List;

/** TINYINT, SMALLINT, FLOAT and BINARY as each type and each type as these, with and without ANSI rules. */
public final class NarrowCastCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        List<String> all = new ArrayList<>(Samples.TYPES);
        all.addAll(Samples.NARROW);
        for (String from : all) {
            for (String to : all) {
                if (Samples.NARROW.contains(from) || Samples.NARROW.contains(to)) {
                    cast(cases, from, to, "ansi", "true");
                    cast(cases, from, to, "plain", "false");
                }
            }
        }
    }

    private static void cast(Cases cases, String from, String to, String suffix, String ansi) {
        OperatorRuns.cast(cases, Samples.nameOf(from) + "-to-" + Samples.nameOf(to) + "-" + suffix, from, to, ansi);
    }
}
