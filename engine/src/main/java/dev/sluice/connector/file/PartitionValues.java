package dev.sluice.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.DateTimes;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The types of values in the names of folders, and the values. */
final class PartitionValues {
    private PartitionValues() {}

    /** The type that a value has by itself, null if it is a null. */
    static @Nullable AtomicType typeOf(String raw, ZoneId zone) {
        if (raw.equals(PartitionPaths.NULL)) {
            return null;
        }
        for (AtomicType type : new AtomicType[] {
            AtomicType.INT, AtomicType.BIGINT, AtomicType.DOUBLE, AtomicType.TIMESTAMP, AtomicType.DATE
        }) {
            boolean isLike = (type != AtomicType.TIMESTAMP && type != AtomicType.DATE)
                    || isTime(PartitionPaths.unescape(raw), type == AtomicType.TIMESTAMP);
            if (isLike && parse(raw, type, zone) != null) {
                return type;
            }
        }
        return AtomicType.STRING;
    }

    /** Whether all of a date is there, and of a time where there has to be one. */
    private static boolean isTime(String text, boolean hasTime) {
        return text.matches(hasTime ? "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?" : "\\d{4}-\\d\\d-\\d\\d");
    }

    /** The type of a column with values of both types. */
    static AtomicType common(AtomicType left, AtomicType right) {
        if (left == right) {
            return left;
        }
        if (left.compareTo(right) > 0) {
            return common(right, left);
        }
        if (left == AtomicType.INT && (right == AtomicType.BIGINT || right == AtomicType.DOUBLE)) {
            return right;
        }
        return left == AtomicType.DATE && right == AtomicType.TIMESTAMP ? right : AtomicType.STRING;
    }

    /** The value as a column of one row. */
    static Vector vector(String column, String raw, DataType type, ZoneId zone) {
        if (raw.equals(PartitionPaths.NULL)) {
            return Vectors.flat(Vectors.nulls(type), 1);
        }
        Vector vector = type instanceof DecimalType decimal ? decimal(raw, decimal) : atomic(raw, type, zone);
        if (vector == null) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_PARTITION_VALUE, "a folder has no value of the type of its column")
                    .at("column \"" + column + "\"")
                    .found(raw)
                    .expected(type.sql())
                    .mend("give the column another type in the schema, or leave it out to have it found")
                    .build();
        }
        return vector;
    }

    private static @Nullable Vector atomic(String raw, DataType type, ZoneId zone) {
        Object value = type instanceof AtomicType atomic ? parse(raw, atomic, zone) : null;
        return value == null ? null : Vectors.single(value, type);
    }

    /** Rounded as in a file; null if it is no number or too large. */
    private static @Nullable Vector decimal(String raw, DecimalType type) {
        BatchBuilder column = new BatchBuilder(new StructType().add("value", type), 1);
        try {
            if (!Decimals.setRounded(column.column(0), 0, new BigDecimal(raw))) {
                return null;
            }
        } catch (NumberFormatException none) {
            return null;
        }
        column.endRow();
        return column.build().vector(0);
    }

    private static @Nullable Object parse(String raw, AtomicType type, ZoneId zone) {
        String text = PartitionPaths.unescape(raw);
        byte[] bytes = text.getBytes(UTF_8);
        try {
            if (type == AtomicType.STRING) {
                return text;
            }
            if (type == AtomicType.TINYINT) {
                return Byte.valueOf(raw);
            }
            if (type == AtomicType.SMALLINT) {
                return Short.valueOf(raw);
            }
            if (type == AtomicType.INT) {
                return Integer.valueOf(raw);
            }
            if (type == AtomicType.BIGINT) {
                return Long.valueOf(raw);
            }
            if (type == AtomicType.FLOAT) {
                return Float.valueOf(raw);
            }
            if (type == AtomicType.DOUBLE) {
                return Double.valueOf(raw);
            }
            if (type == AtomicType.BOOLEAN) {
                boolean isTruth = raw.equalsIgnoreCase("true") || raw.equalsIgnoreCase("false");
                return isTruth ? Boolean.valueOf(raw) : null;
            }
            if (type == AtomicType.DATE) {
                int days = DateTimes.parseDate(bytes, 0, bytes.length);
                return days == DateTimes.INVALID_DATE ? null : days;
            }
            if (type == AtomicType.TIMESTAMP) {
                long micros = DateTimes.parseTimestamp(bytes, 0, bytes.length, zone);
                return micros == DateTimes.INVALID ? null : micros;
            }
            if (type == AtomicType.TIMESTAMP_NTZ) {
                long micros = DateTimes.parseLocalTimestamp(bytes, 0, bytes.length, true);
                return micros == DateTimes.INVALID ? null : micros;
            }
            return null;
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
