package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random queries over random input, ended at random moments and disturbed by errors, beside a program of loops. A failure
 * says how to see it again.
 */
@Timeout(300)
class RandomSeedsSimulationTest {
    private static final int SEEDS = 300;

    /** More follow for as long as something rare is missing. */
    private static final int MOST_SEEDS = 1_000;

    private static final int MORE_SEEDS = 50;

    @Test
    void
            C1_C2_C3_C5_C6_C7_C8_C10_C11_C13_C15_E4_E7_F2_F4_G1_G2_G3_G4_G5_G7_D1_D5_D6_K9_P1_T3_T5_U8_everySeedComesToWhatThePlansOfItsBatchesSay()
                    throws IOException, InterruptedException {
        Case asked = Seeds.asked();
        if (asked != null) {
            asked.play();
            return;
        }
        long first = Seeds.ofCommit();
        SimulationRun run = new SimulationRun();
        run.addAll(Seeds.known().stream().mapToLong(Long::longValue));
        long next = first + SEEDS;
        run.addAll(LongStream.range(first, next));
        while (next < first + MOST_SEEDS && !run.coverage().missing().isEmpty()) {
            run.addAll(LongStream.range(next, next + MORE_SEEDS));
            next += MORE_SEEDS;
        }
        System.out.println("Simulation from seed " + first + ": " + run);
        assertThat(run.coverage().missing()).as("what never happened").isEmpty();
    }
}
