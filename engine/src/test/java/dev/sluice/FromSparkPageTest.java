package dev.sluice;

import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.rpad;
import static dev.sluice.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.AnalysisException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/from-spark.md} says outside of its table of recorded answers, where no other test says it. */
class FromSparkPageTest {
    private final Session session = Session.builder().create();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void typesHaveTheirNamesOfSql() {
        assertThat(DataType.fromDDL("BIGINT")).isEqualTo(AtomicType.BIGINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "kafka"})
    void formatsThatAreNotThereAreRefusedWithThoseThatAre(String format) {
        assertThatThrownBy(() -> session.read().format(format).load(folder.toString()))
                .hasMessageContaining("[DATA_SOURCE_NOT_FOUND]")
                .hasMessageContaining("json");
        assertThatThrownBy(() -> session.readStream().format(format).load())
                .hasMessageContaining("[DATA_SOURCE_NOT_FOUND]");
        assertThatThrownBy(() -> session.range(1).write().format(format).save(folder.toString()))
                .hasMessageContaining("[DATA_SOURCE_NOT_FOUND]");
    }

    @Test
    void aWriterWithoutAFormatIsRefused() {
        assertThatThrownBy(() -> session.range(1).write().save(folder.toString()))
                .hasMessageContaining("[DATA_SOURCE_NOT_FOUND] no format was named")
                .hasMessageContaining("json");
    }

    @Test
    void sqlTextSaysThatItIsNotThere() {
        assertThatThrownBy(() -> session.sql("SELECT 1")).hasMessageContaining("[UNSUPPORTED_FEATURE]");
        assertThatThrownBy(() -> session.range(1).selectExpr("id + 1")).hasMessageContaining("[UNSUPPORTED_FEATURE]");
    }

    @Test
    void noStartEndsAnotherQuery() {
        assertThat(session.conf().get("spark.sql.streaming.stopActiveRunOnRestart"))
                .isEqualTo("false");
    }

    @Test
    void oneRowMakesNoTextBeyond128MebibytesAndNoArrayBeyondItsBound() {
        int length = (128 << 20) + 1;
        Column number = lit(1L).plus(col("id")).cast("INT");
        for (Column text : List.of(
                call_function("repeat", lit("x"), number.multiply(lit(length))),
                call_function("lpad", lit("x"), number.multiply(lit(length)), lit(" ")),
                rpad(lit("x"), length, " "),
                call_function("space", number.multiply(lit(length))))) {
            assertThatThrownBy(() -> session.range(1).select(text).collectAsList())
                    .hasMessageContaining("TEXT_TOO_LONG");
        }
        int elements = 67_108_864;
        for (Column list : List.of(
                call_function("sequence", number, lit(elements + 1)),
                call_function("array_repeat", number, lit(elements + 1)),
                call_function("array_insert", array(number), lit(elements + 1), number))) {
            assertThatThrownBy(() -> session.range(1).select(list).collectAsList())
                    .hasMessageContaining("COLLECTION_SIZE_LIMIT_EXCEEDED");
        }
    }

    @Test
    void rowsHoldTimesOfJavaTime() {
        Row row = session.range(1)
                .select(lit("2024-02-29").cast("DATE"), lit("2024-02-29").cast("TIMESTAMP"))
                .first();
        assertThat(row.get(0)).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(row.get(1)).isInstanceOf(java.time.Instant.class);
    }

    @Test
    void allRowsAreOnePartitionThatIsSorted() {
        DataFrame numbers = session.range(100_000);
        assertThat(numbers.repartitionByRange(col("id")).coalesce(3)).isSameAs(numbers);
        assertThat(numbers.sortWithinPartitions(col("id").desc()).first()).isEqualTo(Row.of(99_999L));
    }

    @Test
    void setOperationsOfStreamsAreRefusedAtTheCall() {
        DataFrame stream = session.readStream().format("rate").load();
        assertThatThrownBy(() -> stream.intersect(stream)).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> stream.except(stream)).isInstanceOf(AnalysisException.class);
    }

    @Test
    void groupingIsAnInt() {
        DataFrame sums = session.range(2).rollup(col("id")).agg(functions.grouping(col("id")), sum(col("id")));
        assertThat(sums.schema().type(1)).isEqualTo(AtomicType.INT);
    }
}
