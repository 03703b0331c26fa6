package dev.sluice;

import static dev.sluice.functions.aggregate;
import static dev.sluice.functions.array_size;
import static dev.sluice.functions.array_sort;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.exists;
import static dev.sluice.functions.filter;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sequence;
import static dev.sluice.functions.slice;
import static dev.sluice.functions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LambdasTest {
    private final Session session = Session.builder().create();

    /** Arrays of 1 to 0, 3,000, 6,000 and 9,000. */
    private final DataFrame arrays = session.range(4)
            .select(
                    col("id"),
                    filter(
                                    sequence(lit(1L), col("id").multiply(3_000).plus(1)),
                                    x -> x.leq(col("id").multiply(3_000)))
                            .as("a"));

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void elementsOfArraysFillMoreThanOneBatch() {
        List<Row> rows = arrays.select(
                        col("id"),
                        transform(
                                col("a"),
                                (x, place) -> x.multiply(10).plus(col("id")).plus(place)))
                .collectAsList();

        assertThat(rows).hasSize(4).allSatisfy(row -> {
            long id = row.getLong(0);
            assertThat(row.<Long>getList(1))
                    .isEqualTo(LongStream.rangeClosed(1, id * 3_000)
                            .map(element -> element * 10 + id + element - 1)
                            .boxed()
                            .toList());
        });
    }

    @Test
    void arraysOfDifferentLengthsAreFoldedTogether() {
        DataFrame sums = arrays.select(
                col("id"), aggregate(col("a"), lit(0L), (sum, x) -> sum.plus(x), sum -> sum.plus(col("id"))));

        assertThat(sums.collectAsList()).hasSize(4).allSatisfy(row -> {
            long length = row.getLong(0) * 3_000;
            assertThat(row.getLong(1)).isEqualTo(length * (length + 1) / 2 + row.getLong(0));
        });
    }

    @Test
    void arraysOfDifferentLengthsAreSortedTogetherAndEqualElementsStay() {
        Comparator<Long> byRest = Comparator.comparingLong(element -> element % 7);
        DataFrame sorted = arrays.select(
                col("id"),
                array_sort(col("a"), (x, y) -> x.mod(7).minus(y.mod(7)).cast("INT")));

        assertThat(sorted.collectAsList()).hasSize(4).allSatisfy(row -> {
            List<Long> expected = new ArrayList<>(
                    LongStream.rangeClosed(1, row.getLong(0) * 3_000).boxed().toList());
            expected.sort(byRest);
            assertThat(row.<Long>getList(1)).isEqualTo(expected);
        });
    }

    @Test
    void lambdasOfOneShapeAreEqual() {
        Column first = exists(col("a"), x -> exists(col("a"), y -> y.gt(x)));
        Column second = exists(col("a"), x -> exists(col("a"), y -> y.gt(x)));
        Column other = exists(col("a"), x -> exists(col("a"), y -> x.gt(y)));

        assertThat(first.expression()).isEqualTo(second.expression()).isNotEqualTo(other.expression());
    }

    @Test
    void aColumnMadeBeforeALambdaMayStandInIt() {
        Column hasLarge = exists(slice(col("a"), -1, 1), x -> x.gt(5_000));
        DataFrame sizes = arrays.select(array_size(filter(col("a"), x -> hasLarge.and(x.gt(10)))));

        assertThat(sizes.collectAsList()).extracting(row -> row.getInt(0)).containsExactly(0, 0, 5_990, 8_990);
    }

    @Test
    void plansShowVariables() {
        assertThat(arrays.select(transform(col("a"), x -> transform(col("a"), y -> x.plus(y)))
                                .as("t"))
                        .explainString(false))
                .contains("lambdafunction((lambda x_0 + lambda x_1), lambda x_1)), lambda x_0))");
    }

    @Test
    void whatCannotBeIsRefused() {
        List<Column> leaked = new ArrayList<>();
        Column lambda = transform(col("a"), x -> {
            leaked.add(x);
            return x;
        });

        assertThatThrownBy(() -> arrays.select(leaked.getFirst()))
                .hasMessageContaining("INVALID_LAMBDA_FUNCTION_CALL")
                .hasMessageContaining("outside");
        assertThat(arrays.select(lambda).count()).isEqualTo(4);
        assertThatThrownBy(() -> transform(col("a"), x -> nothing())).hasMessageContaining("what a lambda gives");
        assertThatThrownBy(() -> arrays.select(call_function("exists", col("a"))))
                .hasMessageContaining("WRONG_NUM_ARGS");
    }

    @SuppressWarnings("NullAway") // What a program may do.
    private static Column nothing() {
        return null;
    }
}
