package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.connector.generate.RowGenerator;
import dev.sluice.error.AnalysisException;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final StructType SCHEMA = StructType.fromDDL(
            "b BOOLEAN, i INT, l BIGINT, d DOUBLE, s STRING, day DATE, at TIMESTAMP, inner STRUCT<x: INT, y: STRING>");

    private static final Row FULL = Row.of(
            false,
            -1,
            Long.MIN_VALUE,
            Double.NaN,
            "späß",
            LocalDate.of(1969, 12, 31),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Row.of(3, null));
    private static final Row EMPTY = Row.of(null, null, null, null, null, null, null, null);

    @Test
    void whatGoesIntoColumnsComesOutAgain() {
        List<Row> rows = List.of(FULL, EMPTY, FULL);

        List<Batch> batches = Rows.toBatches(SCHEMA, rows);

        assertThat(Rows.toRows(batches)).isEqualTo(rows);
        assertThat(Rows.toRows(batches).getFirst().schema()).isEqualTo(SCHEMA);
    }

    @Test
    void manyRowsBecomeSeveralBatches() {
        StructType schema = StructType.fromDDL("n BIGINT, s STRING");
        List<Row> rows = new ArrayList<>();
        for (long number = 0; number < 10_000; number++) {
            rows.add(Row.of(number, number % 3 == 0 ? null : "s" + number));
        }

        List<Batch> batches = Rows.toBatches(schema, rows);

        assertThat(batches).hasSize(3);
        assertThat(Rows.toRows(batches)).isEqualTo(rows);
    }

    @Test
    void numbersAreWidenedWhereNothingIsLost() {
        StructType schema = StructType.fromDDL("i INT, l BIGINT, d DOUBLE");

        List<Row> rows =
                Rows.toRows(Rows.toBatches(schema, List.of(Row.of((short) 1, 2, 3), Row.of((byte) 1, 2L, 3.5f))));

        assertThat(rows).containsExactly(Row.of(1, 2L, 3.0), Row.of(1, 2L, 3.5));
    }

    @Test
    void when_aValueDoesNotFit_then_theErrorNamesRowAndColumn() {
        StructType schema = StructType.fromDDL("a INT, inner STRUCT<x: INT NOT NULL>");

        assertThatThrownBy(() -> Rows.toBatches(schema, List.of(Row.of(1, null), Row.of(2L, null))))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("row 1, column \"a\"")
                .hasMessageContaining("java.lang.Long 2")
                .hasMessageContaining("INT as java.lang.Integer");
        assertThatThrownBy(() -> Rows.toBatches(schema, List.of(Row.of(1, Row.of((Object) null)))))
                .hasMessageContaining("column \"inner.x\"")
                .hasMessageContaining("NOT NULL");
        assertThatThrownBy(() -> Rows.toBatches(schema, List.of(Row.of(1, Row.of(1, 2)))))
                .hasMessageContaining("struct inner")
                .hasMessageContaining("2 values");
        assertThatThrownBy(() -> Rows.toBatches(schema, List.of(Row.of(1)))).hasMessageContaining("1 values: [1]");
    }

    @Test
    void aGeneratorOfRowsFillsTheColumnsThatAreAskedFor() {
        RowGenerator generator = DataStreamReader.generator(
                StructType.fromDDL("n BIGINT, s STRING, d DOUBLE"),
                number -> Row.of(number, "s" + number, number / 2.0));
        BatchBuilder builder = new BatchBuilder(StructType.fromDDL("d DOUBLE, s STRING"), 8);

        generator.fill(5, 2, builder);
        builder.rowCount(2);

        assertThat(Rows.toRows(builder.build())).containsExactly(Row.of(2.5, "s5"), Row.of(3.0, "s6"));
    }
}
