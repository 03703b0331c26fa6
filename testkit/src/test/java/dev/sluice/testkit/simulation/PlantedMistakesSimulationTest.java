package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Some of the mistakes that {@link PlantedMistakesSimulationLongTest} plants, and how small what is found becomes. */
@Timeout(120)
class PlantedMistakesSimulationTest {
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(
            names = {
                "OUTPUT_IS_NOT_SYNCED",
                "WHAT_IS_TAKEN_OVER_IS_NOT_SYNCED",
                "COMMITS_COME_WITH_THE_NEXT_PLAN",
                "UNCOMMITTED_STATE_IS_READ",
                "EVERY_ATTEMPT_IS_KEPT",
                "THE_OWNER_IS_NOT_ASKED",
                "A_SINK_THAT_IS_AHEAD_IS_NOT_REFUSED",
                "CHECKSUMS_ARE_NOT_LOOKED_AT",
                "A_BATCH_THAT_RUNS_AGAIN_HAS_ANOTHER_TIME",
                "STATE_OF_AN_UNFINISHED_EPOCH_IS_KEPT",
                "THE_POSITION_OF_A_TURN_IS_LOST",
                "ROWS_UNDER_WAY_ARE_NOT_WAITED_FOR",
                "A_PLAN_BEHIND_A_GAP_COMES_FIRST"
            })
    void aMistakeIsFoundAndFoundAgainByItsWord(PlantedMistake mistake) {
        Finding found = PlantedMistakes.find(mistake);
        Case again = Case.parse(found.found().text());
        assertThatThrownBy(() -> again.play(mistake, new Coverage(), new Trace()))
                .satisfies(broken -> assertThat(Finding.rule(broken)).isEqualTo(found.rule()));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void whatIsFoundIsMadeSmallAndPlayedAgainByItsWord() {
        PlantedMistake mistake = PlantedMistake.OUTPUT_IS_NOT_SYNCED;
        Finding found = PlantedMistakes.find(mistake);
        Finding smaller = Shrinker.shrink(found, mistake);
        assertThat(rows(smaller.found())).isLessThan(rows(found.found())).isLessThanOrEqualTo(2);
        assertThat(smaller)
                .hasMessageContaining(
                        "-Dsluice.simulation.case=" + smaller.found().text());
        Case again = Case.parse(smaller.found().text());
        assertThat(again).isEqualTo(smaller.found());
        assertThatThrownBy(() -> again.play(mistake, new Coverage(), new Trace()))
                .satisfies(broken -> assertThat(Finding.rule(broken)).isEqualTo(found.rule()));
    }

    private static int rows(Case found) {
        return found.scenario().arrivals().stream()
                .mapToInt(arrival -> arrival.events().size())
                .sum();
    }
}
