package dev.sluice.kafka;

import dev.sluice.testkit.CommitSeed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which seeds to run. */
final class KafkaSeeds {
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

    /** The first of as many as are wanted; another for each commit. */
    static long ofCommit() throws IOException, InterruptedException {
        return CommitSeed.first();
    }
}
