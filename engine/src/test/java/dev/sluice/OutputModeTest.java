package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutputModeTest {
    @Test
    void namesAreComparedWithoutCase() {
        assertThat(OutputMode.of("Append")).isSameAs(OutputMode.Append());
        assertThat(OutputMode.of("UPDATE")).isSameAs(OutputMode.Update());
        assertThat(OutputMode.of("complete")).isSameAs(OutputMode.Complete());
    }

    @Test
    void otherNamesAreRefused() {
        assertThatThrownBy(() -> OutputMode.of("overwrite"))
                .hasMessageContaining("[STREAMING_OUTPUT_MODE.INVALID]")
                .hasMessageContaining("append, update or complete");
    }
}
