package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CommitSeed;
import dev.sluice.testkit.KnownSeeds;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which seeds to run: those that ever found something, and new ones for every commit. */
final class Seeds {
    private static final String KNOWN = "/simulation-seeds.txt";

    /** Asked for on the command line, to see a failure again. */
    private static final String ASKED = "sluice.simulation.case";

    private Seeds() {}

    /** The one case to play instead of all seeds, null if there is none. */
    static @Nullable Case asked() {
        String text = System.getProperty(ASKED);
        return text == null ? null : Case.parse(text);
    }

    /** How to see a failure again. */
    static String command(String caseText) {
        return "mvn -q -Dfast test -pl testkit -am -Dtest=RandomSeedsSimulationTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D" + ASKED + "=" + caseText;
    }

    /** A line for each: the seed, and what it found. */
    static List<Long> known() throws IOException {
        return KnownSeeds.in(Seeds.class, KNOWN);
    }

    /** The first of as many as are wanted; another for each commit. */
    static long ofCommit() throws IOException, InterruptedException {
        return CommitSeed.first();
    }
}
