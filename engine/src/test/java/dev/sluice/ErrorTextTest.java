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
    void secretsAreNotShownInAnyPart() {
        SluiceException error = SluiceException.of(
                        ErrorCondition.IO_FAILED, "no answer of https://me:geh-heim@host:8081/a?b=c")
                .at("option kafka.sasl.jaas.config, PlainLoginModule required username=\"me\" password=\"geh heim\";")
                .found("Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccessKey=geheim+/==;EntityPath=e")
                .expected("ssl.keystore.password = geheim, sink=a@b, tokens per second = 5")
                .build();
        assertThat(error.getMessage())
                .doesNotContainIgnoringCase("geh")
                .contains(
                        "no answer of https://me:***@host:8081/a?b=c",
                        "username=\"me\" password=***;",
                        "Endpoint=sb://x/",
                        ";EntityPath=e",
                        "ssl.keystore.password = ***, sink=a@b");
        assertThat(error.details().found()).doesNotContain("geheim");
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
