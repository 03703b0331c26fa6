package dev.sluice.streaming.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void whatWasNotedIsTheFigure() {
        Latencies latencies = new Latencies();
        latencies.add(5_000_000, 3);
        assertThat(latencies.fields()).isEqualTo(Map.of("p50", 5.0, "p95", 5.0, "p99", 5.0, "max", 5.0));
    }

    @Test
    void withoutRowsEveryFigureIsZero() {
        assertThat(new Latencies().fields()).isEqualTo(Map.of("p50", 0.0, "p95", 0.0, "p99", 0.0, "max", 0.0));
    }

    @Test
    void rowsCountAsOftenAsThereAreThem() {
        Latencies latencies = new Latencies();
        latencies.add(1_000, 98);
        latencies.add(9_000_000, 2);
        assertThat(latencies.nanos(0.95)).isLessThan(3_000);
        assertThat(latencies.nanos(0.99)).isEqualTo(9_000_000);
    }

    @Test
    void figuresAreNeverTooLowAndThreePercentTooHighAtMost() {
        Random random = new Random(1);
        Latencies latencies = new Latencies();
        long[] all = new long[10_000];
        for (int index = 0; index < all.length; index++) {
            all[index] = (long) Math.exp(random.nextDouble() * 32);
            latencies.add(all[index], 1);
        }
        Arrays.sort(all);
        for (int percent = 1; percent <= 100; percent++) {
            long exact = all[percent * 100 - 1];
            assertThat(latencies.nanos(percent / 100.0)).isBetween(exact, exact + exact / 30 + 2_048);
        }
    }

    @Test
    void whatTakesLongerThanADayIsTheMaximum() {
        Latencies latencies = new Latencies();
        latencies.add(Long.MAX_VALUE, 1);
        latencies.add(-1, 0);
        assertThat(latencies.nanos(0.5)).isGreaterThan(86_400_000_000_000L);
    }
}
