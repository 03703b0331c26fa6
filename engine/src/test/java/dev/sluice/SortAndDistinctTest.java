package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SortAndDistinctTest {
    private final Session session = Session.builder().create();
    private final DataFrame frame = session.createDataFrame(
            List.of(Row.of("x", 3, 1.0), Row.of("y", 1, 2.0), Row.of("x", 2, 1.0), Row.of(null, 4, null)),
            "a STRING, b INT, c DOUBLE");

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aSortFindsColumnsThatTheProjectionBelowLeftOut() {
        DataFrame sorted = frame.select("a").orderBy("b");
        assertThat(sorted.columns()).containsExactly("a");
        assertThat(sorted.collectAsList())
                .containsExactly(Row.of("y"), Row.of("x"), Row.of("x"), Row.of((Object) null));
        assertThat(frame.select("c", "a")
                        .filter(col("a").isNotNull())
                        .select("a")
                        .orderBy(col("c").desc(), col("B").multiply(-1))
                        .collectAsList())
                .containsExactly(Row.of("y"), Row.of("x"), Row.of("x"));
        assertThat(frame.select(col("a"), col("b").as("n"))
                        .orderBy("a")
                        .select("n")
                        .orderBy(col("b").desc())
                        .collectAsList())
                .containsExactly(Row.of(4), Row.of(3), Row.of(2), Row.of(1));
    }

    @Test
    void aSortPrefersTheColumnsOfItsChild() {
        assertThat(frame.select(col("b").multiply(-1).as("b")).orderBy("b").collectAsList())
                .containsExactly(Row.of(-4), Row.of(-3), Row.of(-2), Row.of(-1));
    }

    @Test
    void aSortLooksBelowALimitButNotBelowAGrouping() {
        assertThat(frame.select("a").limit(2).orderBy("b").collectAsList()).containsExactly(Row.of("y"), Row.of("x"));
        assertThatThrownBy(() -> frame.groupBy("a").count().orderBy("b"))
                .hasMessageContaining("[UNRESOLVED_COLUMN.WITH_SUGGESTION]");
        assertThatThrownBy(() -> frame.select("a").orderBy("nope"))
                .hasMessageContaining("[UNRESOLVED_COLUMN.WITH_SUGGESTION]");
    }

    @Test
    void rowsWithoutRepetitionsAreGroupsOfAllColumns() {
        assertThat(frame.select("a", "c").distinct().orderBy("a").collectAsList())
                .containsExactly(Row.of(null, null), Row.of("x", 1.0), Row.of("y", 2.0));
        assertThat(frame.distinct().count()).isEqualTo(4);
        assertThat(frame.union(frame).dropDuplicates().count()).isEqualTo(4);
        assertThat(frame.select(struct("a", "c").as("s")).distinct().count()).isEqualTo(3);
        assertThat(session.emptyDataFrame().distinct().collectAsList()).isEmpty();
        assertThat(session.range(3).drop("id").distinct().collectAsList()).hasSize(1);
    }

    @Test
    void theFirstOfTheRowsThatAreEqualInSomeColumnsIsKept() {
        DataFrame kept = frame.dropDuplicates("C", "a");
        assertThat(kept.schema()).isEqualTo(frame.schema());
        assertThat(kept.orderBy("b").collectAsList())
                .containsExactly(Row.of("y", 1, 2.0), Row.of("x", 3, 1.0), Row.of(null, 4, null));
        assertThat(frame.dropDuplicates(new String[] {"a"}).count()).isEqualTo(3);
        assertThat(frame.dropDuplicates(new String[0]).count()).isEqualTo(1);
        assertThatThrownBy(() -> frame.dropDuplicates("d"))
                .hasMessageContaining("[UNRESOLVED_COLUMN_AMONG_FIELD_NAMES]");
        assertThat(frame.select(col("a"), struct("b").as("s"))
                        .dropDuplicates("a")
                        .collectAsList())
                .containsExactlyInAnyOrder(Row.of("y", Row.of(1)), Row.of("x", Row.of(3)), Row.of(null, Row.of(4)));
        assertThatThrownBy(() -> frame.dropDuplicatesWithinWatermark("a").count())
                .hasMessageContainingAll("[_LEGACY_ERROR_TEMP_3102]", "dropDuplicates(...)");
    }

    @Test
    void columnsOfTheSameNameCanBeToldApartByRenaming() {
        DataFrame twice = frame.select("a", "a");
        assertThat(twice.toDF("x", "y").orderBy("x").first()).isEqualTo(Row.of(null, null));
        assertThat(twice.drop("a").columns()).isEmpty();
        assertThat(twice.withColumnRenamed("A", "z").columns()).containsExactly("z", "z");
    }

    @Test
    void whatIsNotThereSaysSo() {
        assertThatThrownBy(() -> session.sql("SELECT 1"))
                .hasMessageContainingAll("[UNSUPPORTED_FEATURE]", "SQL text", "SELECT 1");
        assertThatThrownBy(() -> frame.selectExpr("a + 1"))
                .hasMessageContainingAll("[UNSUPPORTED_FEATURE]", "a + 1", "col(...)");
    }
}
