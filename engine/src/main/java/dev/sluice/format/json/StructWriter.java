package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.format.DateTimes;
import dev.sluice.format.Words;
import dev.sluice.format.ZoneOffsets;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of columns as objects. Whoever calls it has made room: {@link #maxLength} says how much, so that nothing
 * is checked while writing.
 */
final class StructWriter {
    /** A double is no longer than this, nor is a date or timestamp; texts in patterns come on top. */
    private static final int MAX_VALUE_LENGTH = DateTimes.MAX_LENGTH_BYTES + 2;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final Field[] fields;
    private final boolean ignoresNulls;
    private final ZoneOffsets offsets;
    private final @Nullable TimePattern timestampPattern;
    private final @Nullable TimePattern datePattern;
    private final long fixedLength;

    /** A field with its name as it is written, and the values of the batch at hand. */
    private static final class Field {
        final byte[] name;
        final int nameLength;
        final int type;
        final @Nullable StructWriter inner;
        Vector values;
        long @Nullable [] validity;

        Field(byte[] name, int type, @Nullable StructWriter inner, Vector values) {
            // Copied in whole words.
            this.name = Arrays.copyOf(name, (name.length + Words.BYTES - 1) / Words.BYTES * Words.BYTES);
            this.nameLength = name.length;
            this.type = type;
            this.inner = inner;
            this.values = values;
        }
    }

    StructWriter(
            StructType schema,
            boolean ignoresNulls,
            ZoneId zone,
            @Nullable TimePattern timestampPattern,
            @Nullable TimePattern datePattern) {
        this.ignoresNulls = ignoresNulls;
        this.offsets = new ZoneOffsets(zone);
        this.timestampPattern = timestampPattern;
        this.datePattern = datePattern;
        this.fields = new Field[schema.size()];
        long length = 2;
        for (int index = 0; index < fields.length; index++) {
            StructField field = schema.field(index);
            StructWriter inner = field.dataType() instanceof StructType struct
                    ? new StructWriter(struct, ignoresNulls, zone, timestampPattern, datePattern)
                    : null;
            byte[] name = name(field.name());
            Vector none = Vectors.emptySlots(field.dataType(), 0, null);
            fields[index] = new Field(name, FieldType.of(field.dataType()), inner, none);
            length += name.length + Words.BYTES + MAX_VALUE_LENGTH + (inner == null ? 0 : inner.fixedLength);
        }
        this.fixedLength = length;
    }

    /** The name in quotes, between a comma and a colon. */
    private static byte[] name(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] name = new byte[bytes.length * JsonText.MAX_GROWTH + JsonText.SLACK + 4];
        name[0] = ',';
        int end = JsonText.write(bytes, 0, bytes.length, name, 1);
        name[end++] = ':';
        return Arrays.copyOf(name, end);
    }

    /** The rows to be written from here on are those of these columns. */
    void bind(Vector[] columns, int rowCount) {
        for (int index = 0; index < fields.length; index++) {
            Field field = fields[index];
            Vector values = Vectors.flat(columns[index], rowCount);
            field.values = values;
            field.validity = values.validity();
            if (field.inner != null) {
                field.inner.bind(((StructVector) values).fields(), rowCount);
            }
        }
    }

    /** Bytes that a row takes at most, with what is written beyond its end and overwritten later. */
    long maxLength(int row) {
        long length = fixedLength;
        for (Field field : fields) {
            if (field.type == FieldType.STRING) {
                length += (long) ((BytesVector) field.values).lengths()[row] * JsonText.MAX_GROWTH;
            } else if (field.inner != null) {
                length += field.inner.maxLength(row) - field.inner.fixedLength;
            } else if (field.type == FieldType.TIMESTAMP && timestampPattern != null) {
                length += timestampPattern.maxLength();
            } else if (field.type == FieldType.DATE && datePattern != null) {
                length += datePattern.maxLength();
            }
        }
        return length;
    }

    /** Writes the object of a row and returns the position behind it. */
    int write(int row, byte[] target, int start) {
        int position = start;
        for (Field field : fields) {
            boolean isPresent = Validity.isPresent(field.validity, row);
            if (isPresent || !ignoresNulls) {
                position = writeName(field, target, position);
                position = isPresent ? writeValue(field, row, target, position) : copy(NULL, target, position);
            }
        }
        if (position == start) {
            position++;
        }
        target[start] = '{';
        target[position] = '}';
        return position + 1;
    }

    private static int writeName(Field field, byte[] target, int position) {
        byte[] name = field.name;
        for (int offset = 0; offset < name.length; offset += Words.BYTES) {
            Words.set(target, position + offset, Words.get(name, offset));
        }
        return position + field.nameLength;
    }

    private int writeValue(Field field, int row, byte[] target, int position) {
        return switch (field.type) {
            case FieldType.STRING -> {
                BytesVector texts = (BytesVector) field.values;
                int textStart = texts.starts()[row];
                yield JsonText.write(texts.data(), textStart, textStart + texts.lengths()[row], target, position);
            }
            case FieldType.TIMESTAMP -> writeTimestamp(((LongVector) field.values).values()[row], target, position);
            case FieldType.DOUBLE -> writeDouble(((DoubleVector) field.values).values()[row], target, position);
            case FieldType.BIGINT -> NumberText.write(((LongVector) field.values).values()[row], target, position);
            case FieldType.INT -> NumberText.write(((IntVector) field.values).values()[row], target, position);
            case FieldType.BOOLEAN ->
                copy(((BooleanVector) field.values).values()[row] ? TRUE : FALSE, target, position);
            case FieldType.DATE -> writeDate(((IntVector) field.values).values()[row], target, position);
            default -> writeStruct(field, row, target, position);
        };
    }

    private static int writeStruct(Field field, int row, byte[] target, int position) {
        StructWriter inner = field.inner;
        if (inner == null) {
            throw new IllegalStateException("a field of code " + field.type + " has no writer");
        }
        return inner.write(row, target, position);
    }

    private int writeTimestamp(long micros, byte[] target, int position) {
        TimePattern pattern = timestampPattern;
        if (pattern != null) {
            return writeText(pattern.formatTimestamp(micros), target, position);
        }
        target[position] = '"';
        int offsetSeconds = offsets.at(Math.floorDiv(micros, 1_000_000));
        int end = DateTimes.formatIsoTimestamp(micros, offsetSeconds, target, position + 1);
        target[end] = '"';
        return end + 1;
    }

    private int writeDate(int days, byte[] target, int position) {
        TimePattern pattern = datePattern;
        if (pattern != null) {
            return writeText(pattern.formatDate(days), target, position);
        }
        target[position] = '"';
        int end = DateTimes.formatDate(days, target, position + 1);
        target[end] = '"';
        return end + 1;
    }

    private static int writeDouble(double value, byte[] target, int position) {
        int end = NumberText.writeShort(value, target, position);
        if (end != NumberText.NOT_SHORT) {
            return end;
        }
        if (Double.isFinite(value)) {
            return copy(Double.toString(value).getBytes(ISO_8859_1), target, position);
        }
        return writeText(Double.toString(value), target, position);
    }

    private static int writeText(String text, byte[] target, int position) {
        byte[] bytes = text.getBytes(UTF_8);
        return JsonText.write(bytes, 0, bytes.length, target, position);
    }

    private static int copy(byte[] text, byte[] target, int position) {
        System.arraycopy(text, 0, target, position, text.length);
        return position + text.length;
    }
}
