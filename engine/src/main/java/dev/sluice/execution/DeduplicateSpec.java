package dev.sluice.execution;

import dev.sluice.columnar.Leaves;
import dev.sluice.execution.AggregateSpec.Expiry;
import dev.sluice.state.StateLayout;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dropping duplicates as it is executed. The keys go to their partition in normal form and are what state holds; the other
 * columns are carried along, and so are keys whose values may have another form.
 *
 * @param operatorId the number of the operator in the plan, counted from the sink; names its state
 * @param schema of the rows, before and after
 * @param keys the positions of the columns that have to be equal
 * @param eventTime the position of the column that rows are late by; -1 where there is none
 * @param expiry what a key expires by, where {@code delayMillis} is null
 * @param delayMillis how long after its event time a key is remembered; null for as long as {@code expiry} says
 */
public record DeduplicateSpec(
        int operatorId,
        StructType schema,
        List<Integer> keys,
        int eventTime,
        Expiry expiry,
        @Nullable Long delayMillis) implements StatefulSpec {
    public DeduplicateSpec {
        keys = List.copyOf(keys);
    }

    @Override
    public String progressName() {
        return delayMillis == null ? "dedupe" : "dedupeWithinWatermark";
    }

    @Override
    public StructType keySchema() {
        return fields(keys);
    }

    private StructType fields(List<Integer> columns) {
        List<StructField> fields = new ArrayList<>();
        columns.forEach(
                column -> fields.add(new StructField(schema.field(column).name(), schema.type(column), true)));
        return new StructType(fields);
    }

    /** The columns that the key does not tell. */
    List<Integer> carried() {
        List<Integer> carried = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            if (!keys.contains(column) || hasSeveralForms(schema.type(column))) {
                carried.add(column);
            }
        }
        return carried;
    }

    /** Whether values that are equal as keys may differ: zeros and NaNs. */
    private static boolean hasSeveralForms(DataType type) {
        return switch (type) {
            case StructType struct -> struct.fields().stream().anyMatch(field -> hasSeveralForms(field.dataType()));
            case ArrayType array -> hasSeveralForms(array.elementType());
            case MapType map -> hasSeveralForms(map.keyType()) || hasSeveralForms(map.valueType());
            case ScalarType scalar -> scalar == AtomicType.FLOAT || scalar == AtomicType.DOUBLE;
        };
    }

    /** The carried columns; then, where keys expire by a delay, when they do. */
    @Override
    public StructType carriedSchema() {
        List<StructField> fields = new ArrayList<>(fields(carried()).fields());
        if (delayMillis != null) {
            fields.add(new StructField("expiry", AtomicType.TIMESTAMP, false));
        }
        return new StructType(fields);
    }

    @Override
    public StateLayout layout() {
        StructType leaves = Leaves.of(keySchema());
        return delayMillis == null
                ? new StateLayout(leaves, new StructType(), expires())
                : StateLayout.withMovingExpiry(leaves, new StructType());
    }

    @Override
    public boolean expires() {
        return delayMillis != null || !(expiry instanceof Expiry.Never);
    }

    @Override
    public boolean followsWatermark() {
        return true;
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("drops duplicates of", keySchema().toDDL());
        identity.put("expires", delayMillis == null ? Boolean.toString(expires()) : "by the delay of the watermark");
        return identity;
    }

    @Override
    public String describe() {
        String how = delayMillis == null ? "StatefulDeduplicate " : "StatefulDeduplicateWithinWatermark ";
        return how + operatorId + " [" + String.join(", ", keySchema().fieldNames()) + "]"
                + (expires() ? ", expires by event time" : ", never expires")
                + ", first rows of each task, then exchanged by key";
    }
}
