package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinsTest {
    private static final int MANY = 300_000;

    private final Session session = Session.builder().create();
    private final DataFrame numbers = session.range(MANY);

    @AfterEach
    void nothingIsLeft() {
        session.close();
        assertThat(session.memory().heldBytes()).isZero();
    }

    private static DataFrame keyed(DataFrame numbers, int divisor, String name) {
        return numbers.select(col("id").mod(divisor).as("k"), col("id").as(name));
    }

    @Test
    void manyRowsFindTheirPartners() {
        DataFrame left = keyed(numbers, 1_000, "l");
        DataFrame right = keyed(session.range(5_000), 2_500, "r");
        DataFrame joined = left.join(right, "k");
        assertThat(joined.count()).isEqualTo(2L * MANY);
        assertThat(joined.agg(sum("l"), sum("r")).first())
                .isEqualTo(Row.of(
                        2 * LongStream.range(0, MANY).sum(),
                        LongStream.range(0, MANY)
                                .map(id -> 2 * (id % 1_000) + 2_500)
                                .sum()));
        assertThat(left.join(right, new String[] {"k"}, "left_anti").count()).isZero();
        assertThat(right.join(left, new String[] {"k"}, "left_anti").count()).isEqualTo(3_000);
        assertThat(right.join(left, new String[] {"k"}, "full").count()).isEqualTo(2L * MANY + 3_000);
        assertThat(left.join(right, new String[] {"k"}, "right").count()).isEqualTo(2L * MANY + 3_000);
    }

    @Test
    void pairsBeyondABatchAreAskedTheRestOfTheCondition() {
        DataFrame left = session.range(3_000).select(col("id").as("l"));
        DataFrame right = session.range(3_000).select(col("id").as("r"));
        assertThat(left.join(right, col("l").lt(col("r"))).count()).isEqualTo(3_000L * 2_999 / 2);
        assertThat(left.join(right, col("l").lt(col("r")), "left_semi").count()).isEqualTo(2_999);
        assertThat(left.join(right, col("l").lt(col("r")), "left_anti").collectAsList())
                .containsExactly(Row.of(2_999L));
        assertThat(left.join(right, col("l").lt(col("r").minus(2_990)), "full")
                        .filter(col("l").isNull())
                        .count())
                .isEqualTo(2_991);
    }

    @Test
    void theSameJoinGivesTheSameRowsInTheSameOrder() {
        DataFrame joined =
                keyed(numbers, 7_000, "l").join(keyed(session.range(20_000), 9_000, "r"), new String[] {"k"}, "full");
        List<Row> once = joined.collectAsList();
        assertThat(joined.collectAsList()).isEqualTo(once);
    }

    @Test
    void aLimitAboveAFullJoinNeedsNotAllRows() {
        DataFrame full = keyed(numbers, MANY, "l").join(keyed(numbers, MANY, "r"), new String[] {"k"}, "full");
        assertThat(full.limit(10).collectAsList())
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.get(1)).isEqualTo(row.get(2)));
    }

    @Test
    void theSmallerSideIsHeld() {
        DataFrame few = session.createDataFrame(List.of(Row.of(1L)), "id BIGINT");
        assertThat(numbers.join(few, "id").explainString(false)).contains("LocalRows, 1 rows");
        assertThat(heldSide(numbers.join(few, "id"))).contains("LocalRows, 1 rows");
        assertThat(heldSide(few.join(numbers, "id"))).contains("LocalRows, 1 rows");
        assertThat(heldSide(few.join(numbers, new String[] {"id"}, "left"))).contains("Range");
        assertThat(heldSide(few.join(numbers, new String[] {"id"}, "right"))).contains("LocalRows, 1 rows");
    }

    @Test
    void theShorterRangeIsHeld() {
        DataFrame few = session.range(10);
        assertThat(heldSide(few.join(numbers, "id"))).contains("Range (0, 10,");
        assertThat(heldSide(numbers.join(few, "id"))).contains("Range (0, 10,");
        DataFrame total = numbers.agg(sum("id").as("sum"));
        assertThat(heldSide(total.join(few, col("id").lt(col("sum"))))).contains("StatefulAggregate");
    }

    private static String heldSide(DataFrame frame) {
        String text = frame.explainString(false);
        int start = text.indexOf("Side of join 0");
        return text.substring(start, text.indexOf('\n', text.indexOf('\n', start) + 1));
    }

    @Test
    void aSideThatDoesNotFitFailsWithFigures() {
        session.conf().set("sluice.memory.budget", "1m");
        DataFrame joined = numbers.join(numbers.withColumn("text", col("id").cast("string")), "id");
        assertThatThrownBy(joined::count)
                .hasMessageContaining("[MEMORY_LIMIT_EXCEEDED]")
                .hasMessageContaining("one side of a join");
    }

    @Test
    void aCheckpointKeepsWhatWasComputed() {
        DataFrame kept = numbers.filter(col("id").lt(10_000)).checkpoint();
        assertThat(kept.isLocal()).isTrue();
        assertThat(session.memory().heldBytes()).isGreaterThan(70_000);
        assertThat(kept.join(kept.localCheckpoint(), "id").count()).isEqualTo(10_000);
    }

    @Test
    void streamsAreNotJoinedWithoutAnEquality() {
        DataFrame stream = session.readStream().format("rate").load();
        DataFrame other = session.readStream().format("rate").load().withColumnRenamed("value", "other");
        DataFrame joined = stream.join(other, col("value").lt(col("other")));
        assertThatThrownBy(() -> joined.writeStream().format("noop").start())
                .hasMessageContaining("Stream-stream join without equality predicate is not supported");
    }

    @Test
    void aFullJoinOfEmptyTablesIsEmpty() {
        DataFrame none = session.range(0);
        assertThat(none.join(none, new String[] {"id"}, "full").collectAsList()).isEmpty();
        assertThat(none.join(numbers.limit(2), new String[] {"id"}, "full").count())
                .isEqualTo(2);
        assertThat(none.crossJoin(numbers).count()).isZero();
        assertThat(numbers.limit(2).join(none, lit(true), "left").collectAsList())
                .containsExactly(Row.of(0L, null), Row.of(1L, null));
    }
}
