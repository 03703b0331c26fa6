package dev.sluice.connector.console;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.format.HexText;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import dev.sluice.types.TimeTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** One value as people read it. */
final class CellText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DATE)
            .appendPattern(" HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private CellText() {}

    static String of(Vector vector, int row, ZoneId zone) {
        if (vector.isNull(row)) {
            return "NULL";
        }
        if (vector.type() instanceof DecimalType && (vector instanceof LongVector || vector instanceof BytesVector)) {
            return Decimals.number(vector, row).toPlainString();
        }
        if (vector.type() instanceof IntervalType interval) {
            if (vector instanceof IntVector months) {
                return IntervalText.of(months.values()[row], interval);
            }
            if (vector instanceof LongVector micros) {
                return IntervalText.of(micros.values()[row], interval);
            }
        }
        return switch (vector) {
            case BooleanVector v -> Boolean.toString(v.values()[row]);
            case IntVector v ->
                v.type() == AtomicType.DATE
                        ? DATE.format(LocalDate.ofEpochDay(v.values()[row]))
                        : Integer.toString(v.values()[row]);
            case LongVector v ->
                TimeTypes.isTimestamp(v.type())
                        ? timestamp(v.values()[row], v.type() == AtomicType.TIMESTAMP ? zone : ZoneOffset.UTC)
                        : Long.toString(v.values()[row]);
            case DoubleVector v when v.type() == AtomicType.FLOAT -> Float.toString((float) v.values()[row]);
            case DoubleVector v -> Double.toString(v.values()[row]);
            case BytesVector v when v.type() == AtomicType.BINARY -> HexText.of(v, row);
            case BytesVector v -> v.text(row);
            case StructVector v -> {
                StringBuilder text = new StringBuilder("{");
                for (int index = 0; index < v.fields().length; index++) {
                    text.append(index == 0 ? "" : ", ").append(of(v.field(index), row, zone));
                }
                yield text.append('}').toString();
            }
            case ArrayVector v -> {
                StringBuilder text = new StringBuilder("[");
                for (int index = 0; index < v.lengths()[row]; index++) {
                    text.append(index == 0 ? "" : ", ").append(of(v.elements(), v.starts()[row] + index, zone));
                }
                yield text.append(']').toString();
            }
            case MapVector v -> {
                StringBuilder text = new StringBuilder("{");
                for (int index = 0; index < v.lengths()[row]; index++) {
                    int entry = v.starts()[row] + index;
                    text.append(index == 0 ? "" : ", ")
                            .append(of(v.keys(), entry, zone))
                            .append(" -> ")
                            .append(of(v.values(), entry, zone));
                }
                yield text.append('}').toString();
            }
            case ConstantVector v -> of(v.single(), 0, zone);
            case DictionaryVector v -> of(v.dictionary(), v.ids()[row], zone);
        };
    }

    private static String timestamp(long micros, ZoneId zone) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
        return TIMESTAMP.format(instant.atZone(zone));
    }
}
