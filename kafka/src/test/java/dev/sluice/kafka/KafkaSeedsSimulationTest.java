package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries from topic to topic over modelled brokers, ended and disturbed as seeds say. A failure says how to see it again. */
@Timeout(300)
class KafkaSeedsSimulationTest {
    private static final int SEEDS = 250;

    /** More follow for as long as something rare is missing. */
    private static final int MOST_SEEDS = 1_000;

    private static final int MORE_SEEDS = 50;

    @Test
    void G1_G2_G4_G5_G7_K7_K8_K11_KS2_KS4_KS5_KS7_KS8_SK4_SK5_SK6_SK7_SK8_everySeedComesToItsOutput()
            throws IOException, InterruptedException {
        Long asked = KafkaSeeds.asked();
        if (asked != null) {
            new KafkaSimulation(asked, KafkaMistake.NONE).run();
            return;
        }
        long first = KafkaSeeds.ofCommit();
        KafkaSimulationRun run = new KafkaSimulationRun();
        run.addAll(KafkaSeeds.known().stream().mapToLong(Long::longValue));
        long next = first + SEEDS;
        run.addAll(LongStream.range(first, next));
        while (next < first + MOST_SEEDS && !run.coverage().missing().isEmpty()) {
            run.addAll(LongStream.range(next, next + MORE_SEEDS));
            next += MORE_SEEDS;
        }
        System.out.println("Kafka simulation from seed " + first + ": " + run);
        assertThat(run.coverage().missing()).as("what never happened").isEmpty();
    }
}
