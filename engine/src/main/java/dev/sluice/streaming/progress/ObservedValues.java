package dev.sluice.streaming.progress;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of metrics as JSON has them. */
final class ObservedValues {
    private ObservedValues() {}

    /** The first value of a column. */
    static @Nullable Object of(Vector column) {
        Vector flat = Vectors.flat(column, 1);
        if (flat.isNull(0)) {
            return null;
        }
        if (flat.type() instanceof DecimalType) {
            return Decimals.number(flat, 0);
        }
        return switch (flat) {
            case BooleanVector v -> v.values()[0];
            case IntVector v
            when v.type() == AtomicType.DATE ->
                LocalDate.ofEpochDay(v.values()[0]).toString();
            case IntVector v -> (long) v.values()[0];
            case LongVector v
            when v.type() == AtomicType.TIMESTAMP ->
                Instant.EPOCH.plus(v.values()[0], ChronoUnit.MICROS).toString();
            case LongVector v -> v.values()[0];
            case DoubleVector v -> Double.isFinite(v.values()[0]) ? v.values()[0] : Double.toString(v.values()[0]);
            case BytesVector v
            when v.type() == AtomicType.BINARY -> Base64.getEncoder().encodeToString(v.bytes(0));
            case BytesVector v -> v.text(0);
            case StructVector v -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                for (int field = 0; field < v.fields().length; field++) {
                    fields.put(v.type().field(field).name(), of(v.field(field)));
                }
                yield fields;
            }
            case Vector other ->
                throw new IllegalArgumentException("not flat: " + other.type().sql());
        };
    }
}
