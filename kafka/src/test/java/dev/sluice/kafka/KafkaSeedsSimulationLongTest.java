package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link KafkaSeedsSimulationTest} at length. */
@Timeout(600)
class KafkaSeedsSimulationLongTest {
    private static final int SEEDS = 2_000;
    private static final int SEEDS_RUN_TWICE = 20;

    @Test
    void G1_G2_G4_G5_G7_K7_K8_K11_KS2_KS4_KS5_KS7_KS8_SK4_SK5_SK6_SK7_SK8_everySeedComesToItsOutput()
            throws IOException, InterruptedException {
        // Those of the shorter run are others.
        long first = KafkaSeeds.ofCommit() + 100_000;
        KafkaSimulationRun run = new KafkaSimulationRun();
        run.addAll(LongStream.range(first, first + SEEDS));
        System.out.println("Kafka simulation from seed " + first + ": " + run);
        assertThat(run.coverage().missing()).as("what never happened").isEmpty();
    }

    @Test
    void aSeedThatIsRunTwiceGoesTheSameWay() throws IOException, InterruptedException {
        long first = KafkaSeeds.ofCommit();
        try (SilentLog silent = new SilentLog()) {
            assertThat(notes(first)).isEqualTo(notes(first)).isNotEmpty();
        }
    }

    private static List<List<String>> notes(long first) {
        return LongStream.range(first, first + SEEDS_RUN_TWICE)
                .mapToObj(seed -> {
                    KafkaSimulation simulation = new KafkaSimulation(seed, KafkaMistake.NONE);
                    simulation.run();
                    return simulation.notes();
                })
                .toList();
    }
}
