package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link EveryMomentSimulationTest} with every kind of error at every operation. */
@Timeout(1200)
class EveryMomentSimulationLongTest {
    /** For each query, at least. */
    private static final int CASES = 2_000;

    @Test
    void D7_E1_E2_E3_E4_E6_F2_F4_G1_G7_queriesComeToTheirEndFromEveryErrorAtEveryMoment() throws InterruptedException {
        SimulationRun run = new SimulationRun();
        run.addAll(Arrays.stream(Canonical.values()).map(EveryMoment::withAllErrors));
        System.out.println("Every error at every moment: " + run);
        assertThat(run.cases()).isGreaterThan((long) CASES * Canonical.values().length);
    }
}
