package dev.sluice.execution.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongArraysTest {
    private final LongArrays arrays = new LongArrays();

    @Test
    void anArrayThatWasGivenBackServesTheNextRows() {
        long[] first = arrays.take(1_000);
        arrays.giveBack(first);
        assertThat(arrays.take(1_010)).isSameAs(first);
        assertThat(arrays.take(1_000)).isNotSameAs(first).hasSizeGreaterThanOrEqualTo(1_000);
    }

    @Test
    void oneThatIsTooShortDoesNot() {
        arrays.giveBack(arrays.take(10));
        assertThat(arrays.take(1_000)).hasSizeGreaterThanOrEqualTo(1_000);
    }

    @Test
    void whoReadsAnArrayThatHeGaveBackFindsNonsense() {
        long[] array = arrays.take(10);
        array[3] = 7;
        arrays.giveBack(array);
        assertThat(array[3]).isNotEqualTo(7);
    }

    @Test
    void keepsABoundedAmount() {
        long[] large = arrays.take(1 << 21);
        arrays.giveBack(large);
        assertThat(arrays.take(1)).isNotSameAs(large);
    }
}
