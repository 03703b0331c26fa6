package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import org.junit.jupiter.api.Test;

/** The text of an error (fault model, section 14). */
class ErrorTextTest {
    @Test
    void aLongPartTakesNothingFromTheOthersAndAllIsLessThanEightKibibytes() {
        String endless = "x".repeat(100_000);
        SluiceException error = SluiceException.of(ErrorCondition.IO_FAILED, endless)
                .at(endless)
                .found(endless)
                .expected(endless)
                .safe("nothing is lost")
                .mend("start again")
                .build();
        assertThat(error.getMessage())
                .hasSizeLessThan(8_192)
                .contains("x...\n  found: x")
                .endsWith("\n  safe: nothing is lost\n  mend: start again");
    }

    @Test
    void controlCharactersAreShown() {
        SluiceException error = SluiceException.of(ErrorCondition.IO_FAILED, "a bell \u0007 and\na line")
                .build();
        assertThat(error.getMessage())
                .contains("a bell \\u0007 and\\u000aa line")
                .doesNotContain("\n");
    }
}
