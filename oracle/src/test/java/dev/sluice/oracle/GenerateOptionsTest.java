package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The options of the generator. */
class GenerateOptionsTest {
    @Test
    void areReadInAnyOrder() {
        assertThat(GenerateOptions.parse(List.of(
                        "--streams", "3", "--seed", "9", "--minutes", "4", "--queries", "2", "--expressions", "1")))
                .isEqualTo(new GenerateOptions(9, 1, 2, 3, 4));
    }

    @Test
    void haveDefaults() {
        GenerateOptions options = GenerateOptions.parse(List.of());
        assertThat(options).isEqualTo(new GenerateOptions(options.seed(), 2_000, 300, 200, 24 * 60));
    }

    @Test
    void unknownOnesAreRefused() {
        assertThatThrownBy(() -> GenerateOptions.parse(List.of("--sed", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--seed");
        assertThatThrownBy(() -> GenerateOptions.parse(List.of("--seed"))).isInstanceOf(IllegalArgumentException.class);
    }
}
