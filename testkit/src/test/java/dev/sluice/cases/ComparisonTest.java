package dev.sluice.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is let pass as the same answer. */
class ComparisonTest {
    private static boolean isSame(String spark, String own) {
        return Comparison.isSame(List.of("spark", spark), List.of("own", own));
    }

    @Test
    void numbersOfARowMayBeOffByTheOrderOfASum() {
        assertThat(isSame("  [1.0000000000000002, 7]", "  [1.0, 7]")).isTrue();
        assertThat(isSame("  [1.00000000001, 7]", "  [1.0, 7]")).isFalse();
        assertThat(isSame("  [1.0, 8]", "  [1.0, 7]")).isFalse();
        assertThat(isSame("  2016-03-27T19:39:30.123456Z", "  2016-03-27T19:39:30.123457Z"))
                .isFalse();
    }

    @Test
    void numbersInTextsAndNamesAreExact() {
        assertThat(isSame("  \"1.0000000000000002\"", "  \"1.0\"")).isFalse();
        assertThat(isSame("(1.0000000000000002: double)", "(1.0: double)")).isFalse();
        assertThat(isSame("  \"a \\\" 1.25\"", "  \"a \\\" 1.25\"")).isTrue();
        assertThat(isSame("  \"x 1.5\"", "  \"y 1.5\"")).isFalse();
    }

    @Test
    void aDoubleInATextMayBeShorterThanThatOfAnOldJava() {
        assertThat(isSame("  [\"4.6116860184273879E18\"]", "  [\"4.611686018427388E18\"]"))
                .isTrue();
        assertThat(isSame("(4.6116860184273879E18: double)", "(4.611686018427388E18: double)"))
                .isTrue();
        assertThat(isSame("  \"4.611686018427388E18\"", "  \"4.6116860184273879E18\""))
                .isFalse();
    }

    @Test
    void anyErrorWillDoWhereSparkHasNoNameForIt() {
        assertThat(isSame("  error _LEGACY_ERROR_TEMP_2062", "  error CAST_OVERFLOW"))
                .isTrue();
        assertThat(isSame("  error CAST_OVERFLOW", "  error CAST_INVALID_INPUT"))
                .isFalse();
    }
}
