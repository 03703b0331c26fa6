package dev.sluice.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTrialTest {
    @Test
    void fewRowsSayNothing() {
        assertThat(KeyTrial.hasFailed(4_095, 4_095)).isFalse();
    }

    @Test
    void ofTheFirstRowsASixteenthHasToRepeatAKey() {
        assertThat(KeyTrial.hasFailed(4_096, 4_096 - 255)).isTrue();
        assertThat(KeyTrial.hasFailed(4_096, 4_096 - 256)).isFalse();
    }

    @Test
    void ofMoreAQuarter() {
        assertThat(KeyTrial.hasFailed(16_384, 16_384 - 4_095)).isTrue();
        assertThat(KeyTrial.hasFailed(16_384, 16_384 - 4_096)).isFalse();
        assertThat(KeyTrial.hasFailed(16_383, 16_383 - 4_095)).isFalse();
    }
}
