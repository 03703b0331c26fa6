package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link RandomSeedsSimulationTest} at length. */
@Timeout(1200)
class RandomSeedsSimulationLongTest {
    private static final int SEEDS = 2_000;
    private static final int SECOND_CRASHES = 500;
    private static final int SEEDS_RUN_TWICE = 20;

    @Test
    void
            C1_C2_C3_C5_C6_C7_C8_C10_C11_C13_C15_E4_E7_F2_F4_G1_G2_G3_G4_G5_G7_D1_D5_D6_K9_K11_P1_T3_T5_U8_everySeedComesToWhatThePlansOfItsBatchesSay()
                    throws IOException, InterruptedException {
        // Those of the shorter run are others.
        long first = Seeds.ofCommit() + 100_000;
        SimulationRun run = new SimulationRun();
        run.addAll(LongStream.range(first, first + SEEDS));
        System.out.println("Simulation from seed " + first + ": " + run);
        assertThat(run.coverage().missing()).as("what never happened").isEmpty();
        assertThat(run.coverage().count(Situation.K11_CRASH_IN_A_RECOVERY)).isGreaterThanOrEqualTo(SECOND_CRASHES);
    }

    @Test
    void aSeedThatIsRunTwiceGoesTheSameWay() throws IOException, InterruptedException {
        long first = Seeds.ofCommit();
        assertThat(traceHashes(first)).isEqualTo(traceHashes(first));
    }

    private static List<Long> traceHashes(long first) {
        return LongStream.range(first, first + SEEDS_RUN_TWICE)
                .mapToObj(seed -> {
                    Simulation simulation = new Simulation(seed, Mistake.NONE, new Coverage());
                    simulation.run();
                    return simulation.traceHash();
                })
                .toList();
    }
}
