package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mistake that is planted is found, or the simulation would not find one that nobody planted. */
@Timeout(120)
class PlantedKafkaMistakesSimulationTest {
    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(PlantedKafkaMistake mistake) {
        KafkaSimulation.Violation found = PlantedKafkaMistakes.find(mistake);
        assertThat(found.rules()).as("%s", found).isNotEmpty();
        System.out.println(mistake + " is found by seed " + found.seed() + ": " + found.rules());
    }
}
