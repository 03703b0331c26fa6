package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each of the {@link Canonical} queries is ended at each of its operations, in every way; and each of them fails once. */
@Timeout(300)
class EveryMomentSimulationTest {
    /** For each query, at least. */
    private static final int CASES = 400;

    @Test
    void D7_E1_E2_E3_E4_E6_F2_F4_G1_G7_K1_K2_K3_K4_K5_K6_K7_K8_K9_K10_K13_K14_queriesComeToTheirEndFromEveryMoment()
            throws IOException, InterruptedException {
        long first = Seeds.ofCommit();
        SimulationRun run = new SimulationRun();
        run.addAll(Arrays.stream(Canonical.values()).map(query -> EveryMoment.withOneError(query, first)));
        System.out.println("Every moment, errors from " + first + ": " + run);
        assertThat(run.cases()).isGreaterThan((long) CASES * Canonical.values().length);
    }
}
