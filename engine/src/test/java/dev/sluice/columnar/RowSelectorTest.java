package dev.sluice.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Rows;
import dev.sluice.types.StructType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowSelectorTest {
    @Test
    void selectsTheSameRowsAsAGatherThatMakesArrays() {
        SplittableRandom random = new SplittableRandom(7);
        RandomBatches batches = new RandomBatches(7);
        for (int schemas = 0; schemas < 10; schemas++) {
            StructType schema = batches.schema();
            RowSelector selector = new RowSelector(schema.size());
            for (int round = 0; round < 10; round++) {
                int rowCount = 1 + random.nextInt(round < 5 ? 100 : 6_000);
                Batch batch = batches.batch(schema, rowCount);
                int[] rows = random.ints(rowCount, 0, rowCount).toArray();
                int count = random.nextInt(rowCount + 1);
                assertThat(Rows.toRows(selector.select(batch, rows, count)))
                        .isEqualTo(Rows.toRows(batch.gather(rows, count)));
            }
        }
    }
}
