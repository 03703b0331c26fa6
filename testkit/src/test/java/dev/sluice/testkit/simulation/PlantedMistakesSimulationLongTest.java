package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mistake that is planted is found, or the simulation would not find one that nobody planted. */
@Timeout(600)
class PlantedMistakesSimulationLongTest {
    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(PlantedMistake mistake) {
        Finding found = PlantedMistakes.find(mistake);
        assertThat(found.rule()).isNotEmpty();
        System.out.println(mistake + " is found by " + found.found().text() + ": " + found.rule());
    }
}
