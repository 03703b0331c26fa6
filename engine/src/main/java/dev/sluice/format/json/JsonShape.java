package dev.sluice.format.json;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of the values of a field. */
sealed interface JsonShape {
    /** Values of one type, or without one. */
    enum Plain implements JsonShape {
        /** Nulls alone. */
        NOTHING(null),
        TEXT(AtomicType.STRING),
        TRUTH(AtomicType.BOOLEAN),
        WHOLE(AtomicType.BIGINT),
        REAL(AtomicType.DOUBLE),
        TIME(AtomicType.TIMESTAMP);

        private final @Nullable AtomicType type;

        Plain(@Nullable AtomicType type) {
            this.type = type;
        }
    }

    static JsonShape struct(String name, JsonShape values) {
        Fields fields = new Fields();
        fields.add(name, values);
        return fields;
    }

    /** Numbers of so many digits, {@code scale} of them behind the point. */
    record Exact(int precision, int scale) implements JsonShape {
        /** Holds every number of 64 bits. */
        private static final Exact OF_WHOLE = new Exact(20, 0);

        private JsonShape and(Exact other) {
            int bothScale = Math.max(scale, other.scale);
            int bothPrecision = Math.max(precision - scale, other.precision - other.scale) + bothScale;
            return bothPrecision > DecimalType.MAX_PRECISION ? Plain.REAL : new Exact(bothPrecision, bothScale);
        }
    }

    /** Arrays. */
    record Elements(JsonShape element) implements JsonShape {}

    /** Objects. */
    final class Fields implements JsonShape {
        private final Map<String, JsonShape> byName = new TreeMap<>();
        private @Nullable String repeated;

        void add(String name, JsonShape values) {
            if (byName.put(name, values) != null) {
                repeated = name;
            }
        }

        private Fields and(Fields other) {
            Fields both = new Fields();
            both.byName.putAll(byName);
            other.byName.forEach((name, shape) -> both.byName.merge(name, shape, JsonShape::with));
            both.repeated = repeated == null ? other.repeated : repeated;
            return both;
        }

        private StructType type(boolean dropsNulls) {
            StructType struct = new StructType();
            TreeSet<String> lower = new TreeSet<>();
            for (Map.Entry<String, JsonShape> field : byName.entrySet()) {
                String twice = lower.add(field.getKey().toLowerCase(Locale.ROOT)) ? repeated : field.getKey();
                if (twice != null) {
                    throw SluiceException.analysis(
                                    ErrorCondition.COLUMN_ALREADY_EXISTS, "objects have a name twice, or only by case")
                            .at("format \"json\"")
                            .found(twice)
                            .mend("say .schema(\"...\") with the names that are wanted")
                            .build();
                }
                DataType type = field.getValue().dataType(dropsNulls);
                if (type != null && !field.getKey().isEmpty()) {
                    struct = struct.add(field.getKey(), type);
                }
            }
            return struct;
        }
    }

    /** What is known of these values and others together. */
    default JsonShape with(JsonShape other) {
        if (other == Plain.NOTHING || equals(other)) {
            return this;
        }
        if (this == Plain.NOTHING) {
            return other;
        }
        if (this instanceof Fields left && other instanceof Fields right) {
            return left.and(right);
        }
        if (this instanceof Elements left && other instanceof Elements right) {
            return new Elements(left.element().with(right.element()));
        }
        Exact left = exact();
        Exact right = other.exact();
        if ((this == Plain.REAL && right != null) || (other == Plain.REAL && left != null)) {
            return Plain.REAL;
        }
        return left == null || right == null ? Plain.TEXT : left.and(right);
    }

    private @Nullable Exact exact() {
        return this == Plain.WHOLE ? Exact.OF_WHOLE : this instanceof Exact exact ? exact : null;
    }

    /** The schema of records of this shape. */
    default StructType schema(boolean dropsNulls) {
        return this instanceof Fields fields ? fields.type(dropsNulls) : new StructType();
    }

    /** The type of a value of this shape that stands alone, and so is not left out. */
    default DataType typeAlone(boolean dropsNulls) {
        DataType known = dataType(dropsNulls);
        if (known != null) {
            return known;
        }
        return switch (this) {
            case Fields ignored -> new StructType();
            case Elements array when array.element() instanceof Fields -> new ArrayType(new StructType(), true);
            case JsonShape ignored -> AtomicType.STRING;
        };
    }

    /**
     * Null if the field is left out: objects without fields always are, with the arrays of them, and nulls alone where
     * that is asked for.
     */
    private @Nullable DataType dataType(boolean dropsNulls) {
        return switch (this) {
            case Plain plain -> plain == Plain.NOTHING ? (dropsNulls ? null : AtomicType.STRING) : plain.type;
            case Exact exact -> new DecimalType(exact.precision(), exact.scale());
            case Fields fields -> {
                StructType struct = fields.type(dropsNulls);
                yield struct.size() == 0 ? null : struct;
            }
            case Elements array -> {
                DataType element = array.element().dataType(dropsNulls);
                yield element == null ? null : new ArrayType(element, true);
            }
        };
    }
}
