package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What kind a difference is of. */
class DifferenceTest {
    private static final String ENGINES = "spark spark 4.2.0\nown   sluice\n";

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("  7", "  8", "value / value"),
                Arguments.of("  null", "  8", "null / value"),
                Arguments.of("  error CAST_OVERFLOW", "  8", "error CAST_OVERFLOW / value"),
                Arguments.of("(a: int)", "(b: int)", "schema / schema"),
                Arguments.of("refused", "(b: int)", "refused / schema"),
                Arguments.of("  [1]", "", "value / nothing"),
                Arguments.of("batch 2 input 1 watermark x", "batch 2 input 1 watermark y", "batch watermark"),
                Arguments.of("batch 2 input 1", "batch 2 input 1 min 3", "batch more"),
                Arguments.of("batch 2 input 1", "step 3", "batch / step"),
                Arguments.of("  state s total 2 updated 1", "  state s total 2 updated 2", "state updated"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isThatOfTheFirstLineThatDiffers(String spark, String own, String kind) {
        String answers = ENGINES + "      the same\nspark " + spark + "\nown   " + own + "\nspark x\nown   null\n";
        assertThat(Difference.kindOf(answers)).isEqualTo(kind);
    }

    @Test
    void theNamesOfTheEnginesDoNotCount() {
        assertThatThrownBy(() -> Difference.kindOf(ENGINES + "      same\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
