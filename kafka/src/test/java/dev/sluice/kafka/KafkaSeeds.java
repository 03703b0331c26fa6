package dev.sluice.kafka;

import dev.sluice.testkit.CommitSeed;
import dev.sluice.testkit.KnownSeeds;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which seeds to run. */
final class KafkaSeeds {
    private static final String KNOWN = "/kafka-simulation-seeds.txt";

    /** Asked for on the command line, to see a failure again. */
    private static final String ASKED = "sluice.simulation.kafka";

    private KafkaSeeds() {}

    /** The one to play instead of all, null if there is none. */
    static @Nullable Long asked() {
        return Long.getLong(ASKED);
    }

    static String command(long seed) {
        return "mvn -q -Dfast test -pl kafka -am -Dtest=KafkaSeedsSimulationTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D" + ASKED + "=" + seed;
    }

    /** A line for each that ever found something: the seed, and what it found. */
    static List<Long> known() throws IOException {
        return KnownSeeds.in(KafkaSeeds.class, KNOWN);
    }

    /** The first of as many as are wanted; another for each commit. */
    static long ofCommit() throws IOException, InterruptedException {
        return CommitSeed.first();
    }
}
