package dev.sluice.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowsByPartitionTest {
    private static final long[] HASHES = {0x00L << 56, 0xFFL << 56, 0x7FL << 56, 0x80L << 56, 0x01L << 56};

    private static int[] rows(RowsByPartition sorted, int partition) {
        return Arrays.copyOf(sorted.rows(partition), sorted.count(partition));
    }

    @Test
    void rowsKeepTheirOrderWithinTheirPartition() {
        RowsByPartition sorted = new RowsByPartition(2);

        sorted.sort(HASHES, 5);

        assertThat(rows(sorted, 0)).containsExactly(0, 2, 4);
        assertThat(rows(sorted, 1)).containsExactly(1, 3);
    }

    @Test
    void onlyTheNamedRowsAreSorted() {
        RowsByPartition sorted = new RowsByPartition(2);
        sorted.sort(HASHES, 5);

        sorted.sort(HASHES, new int[] {1, 3, 4}, 2);

        assertThat(sorted.count(0)).isZero();
        assertThat(rows(sorted, 1)).containsExactly(1, 3);
    }

    @Test
    void aPartitionMayHoldNoRow() {
        RowsByPartition sorted = new RowsByPartition(7);

        sorted.sort(new long[] {0xFFL << 56}, 1);

        assertThat(sorted.count(0)).isZero();
        assertThat(rows(sorted, 6)).containsExactly(0);
    }
}
