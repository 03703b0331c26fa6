package dev.sluice.plan.logical;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the output of a plan node.
 *
 * @param eventTime the mark that {@code withWatermark} puts on a column and that windows and aliases of it carry on
 * @param isWindow whether it was made by {@code window}, which {@code window_time} asks for
 */
public record Attribute(
        String name,
        DataType type,
        boolean nullable,
        @Nullable EventTime eventTime,
        boolean isWindow) {
    /** @param delayMillis how long late rows are waited for */
    public record EventTime(long delayMillis) {}

    public static Attribute of(String name, DataType type, boolean nullable) {
        return new Attribute(name, type, nullable, null, false);
    }

    public static List<Attribute> of(StructType schema) {
        return schema.fields().stream()
                .map(field -> of(field.name(), field.dataType(), field.nullable()))
                .toList();
    }

    public static StructType schema(List<Attribute> attributes) {
        return new StructType(attributes.stream()
                .map(attribute -> new StructField(attribute.name(), attribute.type(), attribute.nullable()))
                .toList());
    }

    public Attribute withName(String newName) {
        return new Attribute(newName, type, nullable, eventTime, isWindow);
    }

    public Attribute withEventTime(@Nullable EventTime mark) {
        return new Attribute(name, type, nullable, mark, isWindow);
    }

    /** The struct of a window column over TIMESTAMP. */
    public static final StructType WINDOW_TYPE =
            new StructType().add("start", AtomicType.TIMESTAMP).add("end", AtomicType.TIMESTAMP);
}
