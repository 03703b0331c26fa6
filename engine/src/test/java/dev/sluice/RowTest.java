package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final StructType SCHEMA = StructType.fromDDL(
            "b BOOLEAN, i INT, l BIGINT, d DOUBLE, s STRING, day DATE, at TIMESTAMP, inner STRUCT<x: INT>");
    private static final Row ROW = Row.withSchema(
            SCHEMA,
            true,
            1,
            2L,
            0.5,
            "text",
            LocalDate.of(2024, 2, 29),
            Instant.parse("2024-02-29T12:00:00Z"),
            Row.of(7));

    @Test
    void everyTypeHasItsGetter() {
        assertThat(ROW.getBoolean(0)).isTrue();
        assertThat(ROW.getInt(1)).isEqualTo(1);
        assertThat(ROW.getLong(2)).isEqualTo(2L);
        assertThat(ROW.getDouble(3)).isEqualTo(0.5);
        assertThat(ROW.getString(4)).isEqualTo("text");
        assertThat(ROW.getDate(5)).isEqualTo(ROW.getLocalDate(5)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(ROW.getTimestamp(6)).isEqualTo(ROW.getInstant(6)).isEqualTo("2024-02-29T12:00:00Z");
        assertThat(ROW.getStruct(7)).isEqualTo(Row.of(7));
        assertThat(ROW.<Long>getAs("l")).isEqualTo(2L);
        assertThat(ROW.size()).isEqualTo(ROW.length()).isEqualTo(8);
    }

    @Test
    void printsItsValuesInBrackets() {
        assertThat(Row.of("a", 1, null)).hasToString("[a,1,null]");
        assertThat(Row.of("a", Row.of(1, 2))).hasToString("[a,[1,2]]");
        assertThat(Row.of()).hasToString("[]");
    }

    @Test
    void rowsAreEqualByTheirValuesAlone() {
        Row named = Row.withSchema(StructType.fromDDL("a STRING, b INT"), "a", 1);

        assertThat(named).isEqualTo(RowFactory.create("a", 1)).hasSameHashCodeAs(Row.of("a", 1));
        assertThat(named).isNotEqualTo(Row.of("a", 2)).isNotEqualTo(Row.of("a"));
    }

    @Test
    void aLaterChangeOfTheGivenArrayChangesNothing() {
        Object[] values = {"a", 1};
        Row row = Row.of(values);
        values[0] = "b";

        assertThat(row).isEqualTo(Row.of("a", 1));
    }

    @Test
    void when_aNullIsReadAsAPrimitive_then_theErrorSaysWhatToAsk() {
        assertThatThrownBy(() -> Row.withSchema(StructType.fromDDL("a INT"), (Object) null)
                        .getInt(0))
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.ROW_VALUE_IS_NULL))
                .hasMessageContaining("column \"a\"")
                .hasMessageContaining("isNullAt(0)");
    }

    @Test
    void when_aValueIsReadAsAnotherType_then_theErrorNamesBoth() {
        assertThatThrownBy(() -> ROW.getLong(1)).hasMessageContaining("Long").hasMessageContaining("Integer 1");
        assertThatThrownBy(() -> ROW.getAs("tex")).hasMessageContaining("FIELD_NOT_FOUND");
        assertThatThrownBy(() -> Row.of(1).get(1)).hasMessageContaining("no value 1");
        assertThatThrownBy(() -> Row.of(1).fieldIndex("a")).hasMessageContaining("without a schema");
    }

    @Test
    void bytesAreEqualByWhatTheyAre_whereverTheyStand() {
        Row row = Row.of(new byte[] {1, 2}, List.of(new byte[] {3}), Map.of("a", new byte[] {4}));
        Row same = Row.of(new byte[] {1, 2}, List.of(new byte[] {3}), Map.of("a", new byte[] {4}));

        assertThat(row).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(row).isNotEqualTo(Row.of(new byte[] {1}, List.of(new byte[] {3}), Map.of("a", new byte[] {4})));
        assertThat(row).isNotEqualTo(Row.of(new byte[] {1, 2}, List.of(), Map.of("a", new byte[] {4})));
        assertThat(row).isNotEqualTo(Row.of(new byte[] {1, 2}, List.of(new byte[] {3}), Map.of("a", new byte[0])));
        assertThat(row).isNotEqualTo(Row.of(new byte[] {1, 2}, List.of(new byte[] {3}), Map.of()));
    }
}
