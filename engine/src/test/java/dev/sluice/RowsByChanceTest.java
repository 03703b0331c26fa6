package dev.sluice;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowsByChanceTest {
    private final Session session = Session.builder().create();
    private final DataFrame numbers = session.range(1_000_000);

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aSampleIsAboutAsLargeAsItIsAskedToBe() {
        assertThat(numbers.sample(0.1, 1).count()).isBetween(99_000L, 101_000L);
        assertThat(numbers.sample(true, 0.1, 1).count()).isBetween(99_000L, 101_000L);
        assertThat(numbers.sample(true, 2.5, 1).count()).isBetween(2_490_000L, 2_510_000L);
        assertThat(session.range(100).sample(true, 2_000, 1).count()).isBetween(198_000L, 202_000L);
    }

    @Test
    void aSeedChoosesTheSameRowsAgainAndAnotherSeedOthers() {
        List<Row> chosen = session.range(1_000).sample(0.1, 5).collectAsList();
        assertThat(session.range(1_000).sample(0.1, 5).collectAsList()).isEqualTo(chosen);
        assertThat(session.range(1_000).sample(0.1, 6).collectAsList()).isNotEqualTo(chosen);
        assertThat(numbers.sample(true, 0.5, 5).count())
                .isEqualTo(numbers.sample(true, 0.5, 5).count());
    }

    @Test
    void withReplacementARowMayComeTwice() {
        DataFrame sample = session.range(1_000).sample(true, 1.0, 3);
        assertThat(sample.distinct().count()).isBetween(550L, 720L).isLessThan(sample.count());
    }

    @Test
    void partsOfASplitAreAllRowsOnce() {
        DataFrame[] parts = numbers.randomSplit(new double[] {1, 3}, 9);
        assertThat(parts[0].count()).isBetween(248_000L, 252_000L);
        assertThat(parts[0].count() + parts[1].count()).isEqualTo(1_000_000);
        assertThat(parts[0].intersect(parts[1]).count()).isZero();
    }

    @Test
    void inputsOfAUnionHaveChancesOfTheirOwn() {
        DataFrame one = session.range(1_000);
        List<Row> both = new ArrayList<>(one.union(one).sample(0.1, 5).collectAsList());
        List<Row> first = one.sample(0.1, 5).collectAsList();
        assertThat(both.subList(0, first.size())).isEqualTo(first);
        assertThat(both.subList(first.size(), both.size())).isNotEqualTo(first);
    }

    @Test
    void whatIsNoPartIsRefused() {
        for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> numbers.sample(fraction)).hasMessageContaining("[INVALID_PARAMETER_VALUE]");
        }
        assertThatThrownBy(() -> numbers.sample(true, Double.POSITIVE_INFINITY))
                .hasMessageContaining("[INVALID_PARAMETER_VALUE]");
        assertThatThrownBy(() -> numbers.sample(true, -1)).hasMessageContaining("[INVALID_PARAMETER_VALUE]");
        for (double[] weights : new double[][] {{}, {0, 0}, {1, -1}, {Double.NaN}}) {
            assertThatThrownBy(() -> numbers.randomSplit(weights)).hasMessageContaining("[INVALID_PARAMETER_VALUE]");
        }
    }

    @Test
    void streamsHaveNoSampleAndNoOffset() {
        DataFrame stream = session.readStream().format("rate").load();
        assertThatThrownBy(() -> stream.sample(0.5).writeStream().format("noop").start())
                .hasMessageContaining("[_LEGACY_ERROR_TEMP_3102]")
                .hasMessageContaining("Sampling");
        assertThatThrownBy(() -> stream.offset(5).writeStream().format("noop").start())
                .hasMessageContaining("[_LEGACY_ERROR_TEMP_3102]")
                .hasMessageContaining("Offset");
        assertThatThrownBy(() -> stream.intersect(stream)).hasMessageContaining("[_LEGACY_ERROR_TEMP_3102]");
    }

    @Test
    void stepsThatAskForNothingChangeNothingAndStillCheckTheirArguments() {
        assertThat(numbers.repartition(4).coalesce(1).hint("broadcast").cache().unpersist())
                .isSameAs(numbers);
        assertThatThrownBy(() -> numbers.repartition(0)).hasMessageContaining("[INVALID_PARAMETER_VALUE]");
        assertThatThrownBy(() -> numbers.repartition(2, col("nope"))).hasMessageContaining("[UNRESOLVED_COLUMN");
    }

    @Test
    void theLastRowsAreFoundOverManyBatches() {
        assertThat(numbers.tail(10_000)).hasSize(10_000).startsWith(Row.of(990_000L));
        assertThat(numbers.offset(999_999).collectAsList()).containsExactly(Row.of(999_999L));
        assertThat(numbers.offset(10_000).limit(2).collectAsList()).containsExactly(Row.of(10_000L), Row.of(10_001L));
    }
}
