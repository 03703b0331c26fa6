package dev.sluice.connector.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    @Test
    void growsAsInSpark() {
        RateCurve curve = new RateCurve(10, 4);
        assertThat(LongStream.rangeClosed(0, 6).map(curve::valueAtSecond).toArray())
                .containsExactly(0, 2, 6, 12, 20, 30, 40);
    }

    @Test
    void refusesWhatCannotBeCounted() {
        assertThatThrownBy(() -> new RateCurve(Long.MAX_VALUE, 2).check())
                .hasMessageContaining("INCORRECT_RAMP_UP_RATE");
        assertThatThrownBy(() -> new RateCurve(Long.MAX_VALUE, 0).valueAtSecond(2))
                .hasMessageContaining("INCORRECT_END_OFFSET");
    }
}
