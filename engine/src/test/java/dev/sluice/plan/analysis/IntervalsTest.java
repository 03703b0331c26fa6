package dev.sluice.plan.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.AnalysisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 hour                              | 3600000000
                    10 minutes 30 seconds               | 630000000
                    interval 1 day                      | 86400000000
                    INTERVAL 1 Day 2 HOURS -30 minutes  | 91800000000
                    1 week                              | 604800000000
                    -5 seconds                          | -5000000
                    + 5 seconds                         | 5000000
                    0 seconds                           | 0
                    .5 second                           | 500000
                    1.123456789 seconds                 | 1123456
                    -0.25 seconds                       | -250000
                    3 milliseconds 7 microseconds       | 3007
                    interval '10' second                | 10000000
                    interval '10 minutes'               | 600000000
                    interval '3:30' minute to second    | 210000000
                    interval '1 02:03:04.5' day to second | 93784500000
                    interval -'1:00' hour to minute     | -3600000000
                    interval '-1:00' hour to minute     | -3600000000
                    """)
    void intervalsAreSumsOfPairs(String text, long micros) {
        assertThat(Intervals.parseMicros(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "interval",
                "10s",
                "5 min",
                "10",
                "seconds",
                "1 hour and 2 minutes",
                "1.5 hours",
                "1day",
                "1 fortnight",
                "1.1234567890 seconds",
                "9223372036854775807 seconds",
                "99999999999999999999 seconds",
                "interval '3:99' minute to second",
                "interval '3' second to minute",
                "--5 seconds",
                "1 2 days"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Intervals.parseMicros(text))
                .isInstanceOf(AnalysisException.class)
                .hasMessageStartingWith("[INVALID_INTERVAL_FORMAT");
        assertThatThrownBy(() -> Intervals.parseDelayMillis(text)).hasMessageStartingWith("[CANNOT_PARSE_INTERVAL]");
    }

    @Test
    void monthsHaveNoLengthExceptInDelays() {
        assertThatThrownBy(() -> Intervals.parseMicros("1 month")).hasMessageContaining("greater than a month");
        assertThatThrownBy(() -> Intervals.parseMicros("1 year")).hasMessageContaining("greater than a month");
        assertThat(Intervals.parseDelayMillis("1 month")).isEqualTo(31L * 86_400_000);
        assertThat(Intervals.parseDelayMillis("1 year 1 day")).isEqualTo((12L * 31 + 1) * 86_400_000);
        assertThat(Intervals.parseDelayMillis("interval '1-1' year to month")).isEqualTo(13L * 31 * 86_400_000);
    }

    @Test
    void aDelayIsNegativeOnlyAsAWhole() {
        assertThat(Intervals.parseDelayMillis("1 hour -30 minutes")).isEqualTo(1_800_000);
        assertThat(Intervals.parseDelayMillis("0 seconds")).isZero();
        assertThatThrownBy(() -> Intervals.parseDelayMillis("1 month -40 days"))
                .hasMessageContaining("should not be negative");
        assertThatThrownBy(() -> Intervals.parseDelayMillis("-1 second"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("should not be negative");
    }
}
