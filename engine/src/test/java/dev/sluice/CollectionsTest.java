package dev.sluice;

import static dev.sluice.functions.array_insert;
import static dev.sluice.functions.array_repeat;
import static dev.sluice.functions.array_size;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_set;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.posexplode_outer;
import static dev.sluice.functions.sequence;
import static dev.sluice.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionsTest {
    private final Session session = Session.builder().create();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void numbersDoNotMakeArraysThatFillTheMemory() {
        List<Column> arrays = List.of(
                sequence(col("id"), lit(2_000_000_000L)),
                sequence(lit(Long.MIN_VALUE), lit(Long.MAX_VALUE)),
                array_repeat(col("id"), lit(2_000_000_000)),
                array_insert(array_repeat(col("id"), lit(1)), lit(2_000_000_000), lit(1L)),
                array_insert(array_repeat(col("id"), lit(1)), lit(Integer.MIN_VALUE), lit(1L)));

        for (Column array : arrays) {
            assertThatThrownBy(() -> session.range(1).select(array_size(array)).collectAsList())
                    .isInstanceOf(SluiceException.class)
                    .hasMessageContaining("COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER");
        }
    }

    @Test
    void aSetHasEachValueOnceInTheOrderInWhichItCameFirst() {
        DataFrame set = session.range(0, 20_000, 1, 1)
                .agg(collect_set(col("id").multiply(7).mod(3_000)).as("set"));

        assertThat(set.collectAsList().getFirst().<Long>getList(0))
                .containsExactlyElementsOf(LongStream.range(0, 3_000)
                        .map(number -> number * 7 % 3_000)
                        .boxed()
                        .toList());
    }

    @Test
    void rowsOfArraysFillMoreThanOneBatch() {
        DataFrame parts = session.range(9)
                .select(col("id"), sequence(lit(1L), lit(5_000L)).as("all"))
                .select(col("id"), posexplode_outer(col("all")).as(new String[] {"place", "number"}))
                .groupBy("id")
                .agg(count(lit(1)), sum("place"), sum("number"));

        assertThat(parts.collectAsList())
                .hasSize(9)
                .allSatisfy(row -> assertThat(List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                        .containsExactly(5_000L, 12_497_500L, 12_502_500L));
    }
}
