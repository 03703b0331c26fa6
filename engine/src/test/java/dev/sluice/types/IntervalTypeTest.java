package dev.sluice.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.types.IntervalType.Unit;
import org.junit.jupiter.api.Test;

final class IntervalTypeTest {
    @Test
    void aTypeIsReadAsItIsWritten() {
        for (Unit first : Unit.values()) {
            for (Unit last : Unit.values()) {
                if (first.compareTo(last) <= 0 && first.isOfMonths() == last.isOfMonths()) {
                    IntervalType type = new IntervalType(first, last);
                    assertThat(DataType.fromDDL(type.sql())).isEqualTo(type);
                    assertThat(DataType.fromDDL(type.simpleString())).isEqualTo(type);
                }
            }
        }
    }

    @Test
    void unitsOfTwoKindsOrInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> DataType.fromDDL("INTERVAL DAY TO MONTH")).hasMessageContaining("units of one kind");
        assertThatThrownBy(() -> DataType.fromDDL("INTERVAL SECOND TO DAY")).hasMessageContaining("units of one kind");
        assertThatThrownBy(() -> DataType.fromDDL("INTERVAL WEEK")).hasMessageContaining("YEAR, MONTH, DAY");
        assertThatThrownBy(() -> DataType.fromDDL("INTERVAL")).hasMessageContaining("unit of an interval");
    }

    @Test
    void theTextOfTheLongestIntervalsIsReadAgain() {
        for (long length : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 59_999_999}) {
            String text = IntervalText.of(length, IntervalType.DAY_TO_SECOND);
            assertThat(IntervalText.parse(text, IntervalType.DAY_TO_SECOND))
                    .as(text)
                    .hasValue(length);
        }
        for (int length : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1}) {
            String text = IntervalText.of(length, IntervalType.YEAR_TO_MONTH);
            assertThat(IntervalText.parse(text, IntervalType.YEAR_TO_MONTH))
                    .as(text)
                    .hasValue(length);
        }
    }

    @Test
    void aTypeThatShowsTheUnitsOfTwoIsWider() {
        IntervalType hours = new IntervalType(Unit.HOUR, Unit.HOUR);
        IntervalType days = new IntervalType(Unit.DAY, Unit.DAY);
        assertThat(hours.wider(days)).hasToString("INTERVAL DAY TO HOUR");
        assertThat(days.wider(IntervalType.DAY_TO_SECOND)).isEqualTo(IntervalType.DAY_TO_SECOND);
    }
}
