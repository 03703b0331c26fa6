package dev.sluice.streaming.progress;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of metrics as JSON has them. */
final class ObservedValues {
    private ObservedValues() {}

    /** The first value of a column. */
    static @Nullable Object of(Vector column) {
        return of(Vectors.flat(column, 1), 0);
    }

    private static @Nullable Object of(Vector flat, int row) {
        if (flat.isNull(row)) {
            return null;
        }
        if (flat.type() instanceof DecimalType) {
            return Decimals.number(flat, row);
        }
        if (flat.type() instanceof IntervalType type) {
            return IntervalText.of(
                    flat instanceof IntVector months ? months.values()[row] : ((LongVector) flat).values()[row], type);
        }
        return switch (flat) {
            case BooleanVector v -> v.values()[row];
            case IntVector v
            when v.type() == AtomicType.DATE ->
                LocalDate.ofEpochDay(v.values()[row]).toString();
            case IntVector v -> (long) v.values()[row];
            case LongVector v
            when v.type() == AtomicType.TIMESTAMP ->
                Instant.EPOCH.plus(v.values()[row], ChronoUnit.MICROS).toString();
            case LongVector v
            when v.type() == AtomicType.TIMESTAMP_NTZ ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                        .plus(v.values()[row], ChronoUnit.MICROS)
                        .toString();
            case LongVector v -> v.values()[row];
            case DoubleVector v ->
                Double.isFinite(v.values()[row]) ? v.values()[row] : Double.toString(v.values()[row]);
            case BytesVector v
            when v.type() == AtomicType.BINARY -> Base64.getEncoder().encodeToString(v.bytes(row));
            case BytesVector v -> v.text(row);
            case StructVector v -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                for (int field = 0; field < v.fields().length; field++) {
                    fields.put(v.type().field(field).name(), of(v.field(field), row));
                }
                yield fields;
            }
            case ArrayVector v -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int element = 0; element < v.lengths()[row]; element++) {
                    elements.add(of(v.elements(), v.starts()[row] + element));
                }
                yield elements;
            }
            case MapVector v -> entries(v, row);
            case Vector other ->
                throw new IllegalArgumentException("not flat: " + other.type().sql());
        };
    }

    /** An object where the keys are texts, as in Spark, else a list of entries. */
    private static Object entries(MapVector map, int row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        int start = map.starts()[row];
        for (int place = start; place < start + map.lengths()[row]; place++) {
            Object key = of(map.keys(), place);
            Object value = of(map.values(), place);
            object.put(String.valueOf(key), value);
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("key", key);
            entry.put("value", value);
            list.add(entry);
        }
        return map.type().keyType() == AtomicType.STRING ? object : list;
    }
}
