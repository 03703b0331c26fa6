package dev.sluice.oracle.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What chance makes depends on the seed and on nothing else. */
class ProgramsTest {
    private static String text(List<RandomCase> cases) {
        Map<String, RandomCase> named = new LinkedHashMap<>();
        cases.forEach(one -> named.put("c" + named.size(), one));
        return Renderer.source("SomeCases", "Some.", named);
    }

    private static List<List<RandomCase>> all(long seed) {
        Programs programs = new Programs(seed, DeclaredFunctions.NONE);
        return List.of(programs.expressions(200), programs.queries(60), programs.streams(60));
    }

    @Test
    void oneSeedGivesOneText() {
        for (int kind = 0; kind < 3; kind++) {
            assertThat(text(all(7).get(kind))).isEqualTo(text(all(7).get(kind)));
        }
    }

    @Test
    void otherSeedsGiveOtherTexts() {
        for (int kind = 0; kind < 3; kind++) {
            assertThat(text(all(7).get(kind))).isNotEqualTo(text(all(8).get(kind)));
        }
    }

    @Test
    void moreProgramsOfAKindBeginWithTheSame() {
        Programs programs = new Programs(3, DeclaredFunctions.NONE);
        assertThat(programs.streams(9).subList(0, 4)).isEqualTo(programs.streams(4));
        assertThat(programs.queries(9).subList(0, 4)).isEqualTo(programs.queries(4));
        assertThat(programs.expressions(90).subList(0, 4)).isEqualTo(programs.expressions(40));
    }

    @Test
    void expressionsAreCountedAndNotCases() {
        assertThat(new Programs(1, DeclaredFunctions.NONE)
                        .expressions(25).stream()
                                .mapToInt(one -> ((RandomCase.Expressions) one)
                                        .expressions()
                                        .size()))
                .containsExactly(10, 10, 5);
    }

    @Test
    void everyWordOfStreamsComesUp() {
        String text = text(new Programs(11, DeclaredFunctions.NONE).streams(300));
        assertThat(text)
                .contains(".append(", ".update(", ".complete(", ".restart()", ".run(Trigger::Once)")
                .contains(".run(Trigger::AvailableNow)", ".withWatermark(", ".union(", "window_time(", ".ordered()")
                .contains("multipleWatermarkPolicy", "noDataMicroBatches", "List.of()", "row(null, ");
    }

    @Test
    void twoWatermarkedInputsAreNotRestarted() {
        for (RandomCase one : new Programs(5, DeclaredFunctions.NONE).streams(300)) {
            RandomCase.Stream stream = (RandomCase.Stream) one;
            long starts = stream.steps().stream()
                    .filter(step -> !(step instanceof RandomCase.Add))
                    .count();
            if (stream.inputs().size() > 1) {
                assertThat(starts).isLessThanOrEqualTo(1);
            }
        }
    }
}
