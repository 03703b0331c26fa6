package dev.sluice.format.avro;

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
import dev.sluice.format.ByteArray;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes writers of a type of SQL as a type of Avro. Which pairs there are is Spark's list. */
public final class AvroWriters {
    private static final int MICROS_PER_MILLI = 1_000;

    private AvroWriters() {}

    /** A writer of values that may be null. */
    public static AvroWriter of(DataType type, AvroType avro) throws AvroMismatchException {
        if (avro instanceof AvroType.Union union) {
            return nullable(type, union);
        }
        AvroWriter values = ofPresent(type, avro);
        String text = avro.text();
        return (column, row, out) -> {
            if (column.isNull(row)) {
                throw new MalformedAvroException("a value is null where the schema has " + text + " alone");
            }
            values.write(column, row, out);
        };
    }

    private static AvroWriter nullable(DataType type, AvroType.Union union) throws AvroMismatchException {
        List<AvroType> others = union.withoutNull();
        if (others.size() != 1) {
            throw new AvroMismatchException(
                    union.text() + " cannot be written: a column has one type, and perhaps null");
        }
        AvroWriter values = of(type, others.getFirst());
        int ofValue = union.branches().indexOf(others.getFirst());
        int ofNull = union.branches().indexOf(AvroType.Primitive.NULL);
        return (column, row, out) -> {
            if (ofNull >= 0 && column.isNull(row)) {
                AvroOutput.writeLong(out, ofNull);
            } else {
                AvroOutput.writeLong(out, ofValue);
                values.write(column, row, out);
            }
        };
    }

    private static AvroWriter ofPresent(DataType type, AvroType avro) throws AvroMismatchException {
        return switch (type) {
            case ScalarType scalar ->
                switch (avro) {
                    case AvroType.Primitive primitive -> primitive(scalar, primitive);
                    case AvroType.Fixed fixed -> fixed(scalar, fixed);
                    case AvroType.Enumeration symbols when scalar == AtomicType.STRING -> symbols(symbols);
                    default -> throw mismatch(type, avro);
                };
            case ArrayType array
            when avro instanceof AvroType.ArrayOf list -> {
                AvroWriter items = of(array.elementType(), list.items());
                yield (column, row, out) -> {
                    ArrayVector vector = (ArrayVector) column;
                    int first = vector.starts()[row];
                    int count = vector.lengths()[row];
                    if (count > 0) {
                        AvroOutput.writeLong(out, count);
                        for (int element = first; element < first + count; element++) {
                            items.write(vector.elements(), element, out);
                        }
                    }
                    AvroOutput.writeLong(out, 0);
                };
            }
            case MapType map
            when avro instanceof AvroType.MapOf entries && map.keyType() == AtomicType.STRING ->
                map(of(map.valueType(), entries.values()));
            case StructType struct when avro instanceof AvroType.RecordOf record -> record(struct, record);
            default -> throw mismatch(type, avro);
        };
    }

    private static AvroMismatchException mismatch(DataType type, AvroType avro) {
        return new AvroMismatchException(type.sql() + " cannot be written as " + avro.text());
    }

    private static AvroWriter primitive(ScalarType type, AvroType.Primitive avro) throws AvroMismatchException {
        boolean isDigits = type instanceof DecimalType decimal && new AvroType.Digits(decimal).equals(avro.logical());
        boolean fits = switch (avro.kind()) {
            case NULL -> false;
            case BOOLEAN -> type == AtomicType.BOOLEAN;
            case INT -> isInt(type, avro.logical());
            case LONG -> isLong(type, avro.logical());
            case FLOAT -> type == AtomicType.FLOAT;
            case DOUBLE -> type == AtomicType.DOUBLE;
            case STRING -> type == AtomicType.STRING;
            case BYTES -> type == AtomicType.BINARY || isDigits;
        };
        if (!fits) {
            throw mismatch(type, avro);
        }
        return switch (avro.kind()) {
            case NULL -> throw mismatch(type, avro);
            case BOOLEAN -> (column, row, out) -> out.add((byte) (((BooleanVector) column).values()[row] ? 1 : 0));
            case INT -> (column, row, out) -> AvroOutput.writeLong(out, ((IntVector) column).values()[row]);
            case LONG -> longs(avro.logical());
            case FLOAT ->
                (column, row, out) -> AvroOutput.writeFloat(out, (float) ((DoubleVector) column).values()[row]);
            case DOUBLE -> (column, row, out) -> AvroOutput.writeDouble(out, ((DoubleVector) column).values()[row]);
            case STRING, BYTES -> isDigits ? AvroWriters::digits : AvroWriters::bytes;
        };
    }

    private static void digits(Vector column, int row, ByteArray out) {
        byte[] digits = AvroDecimals.bytes(column, row);
        AvroOutput.writeBytes(out, digits, 0, digits.length);
    }

    private static boolean isInt(ScalarType type, AvroType.Logical logical) {
        return logical == AvroType.Simple.DATE
                ? type == AtomicType.DATE
                : type == AtomicType.INT
                        || type == AtomicType.SMALLINT
                        || type == AtomicType.TINYINT
                        || type == AtomicType.DATE
                        || (type instanceof IntervalType interval && interval.isOfMonths());
    }

    private static boolean isLong(ScalarType type, AvroType.Logical logical) {
        return switch (logical) {
            case AvroType.Simple.TIMESTAMP_MILLIS, AvroType.Simple.TIMESTAMP_MICROS -> type == AtomicType.TIMESTAMP;
            case AvroType.Simple.LOCAL_TIMESTAMP_MILLIS, AvroType.Simple.LOCAL_TIMESTAMP_MICROS ->
                type == AtomicType.TIMESTAMP_NTZ;
            default ->
                type == AtomicType.BIGINT
                        || type == AtomicType.TIMESTAMP
                        || type == AtomicType.TIMESTAMP_NTZ
                        || (type instanceof IntervalType interval && !interval.isOfMonths());
        };
    }

    private static AvroWriter longs(AvroType.Logical logical) {
        boolean isMillis =
                logical == AvroType.Simple.TIMESTAMP_MILLIS || logical == AvroType.Simple.LOCAL_TIMESTAMP_MILLIS;
        return isMillis
                ? (column, row, out) ->
                        AvroOutput.writeLong(out, Math.floorDiv(((LongVector) column).values()[row], MICROS_PER_MILLI))
                : (column, row, out) -> AvroOutput.writeLong(out, ((LongVector) column).values()[row]);
    }

    private static void bytes(Vector column, int row, ByteArray out) {
        BytesVector vector = (BytesVector) column;
        AvroOutput.writeBytes(out, vector.data(), vector.starts()[row], vector.lengths()[row]);
    }

    private static AvroWriter fixed(ScalarType type, AvroType.Fixed avro) throws AvroMismatchException {
        if (type instanceof DecimalType decimal && new AvroType.Digits(decimal).equals(avro.logical())) {
            return (column, row, out) -> {
                byte[] digits = AvroDecimals.bytes(column, row);
                if (digits.length > avro.size()) {
                    throw new MalformedAvroException(
                            "a number takes " + digits.length + " bytes, where " + avro.text() + " is wanted");
                }
                byte sign = (byte) (Decimals.digits(column, row).signum() < 0 ? -1 : 0);
                for (int index = digits.length; index < avro.size(); index++) {
                    out.add(sign);
                }
                out.add(digits, 0, digits.length);
            };
        }
        if (type != AtomicType.BINARY) {
            throw mismatch(type, avro);
        }
        return (column, row, out) -> {
            BytesVector vector = (BytesVector) column;
            int length = vector.lengths()[row];
            if (length != avro.size()) {
                throw new MalformedAvroException(
                        "a value has " + length + " bytes, where " + avro.text() + " is wanted");
            }
            out.add(vector.data(), vector.starts()[row], length);
        };
    }

    private static AvroWriter symbols(AvroType.Enumeration avro) {
        Map<String, Integer> indexes = new HashMap<>();
        for (String symbol : avro.symbols()) {
            indexes.put(symbol, indexes.size());
        }
        return (column, row, out) -> {
            String text = ((BytesVector) column).text(row);
            Integer index = indexes.get(text);
            if (index == null) {
                throw new MalformedAvroException(
                        "\"" + text + "\" is no symbol of " + avro.text() + ", which has " + avro.symbols());
            }
            AvroOutput.writeLong(out, index);
        };
    }

    private static AvroWriter map(AvroWriter values) {
        return (column, row, out) -> {
            MapVector vector = (MapVector) column;
            int first = vector.starts()[row];
            int count = vector.lengths()[row];
            if (count > 0) {
                AvroOutput.writeLong(out, count);
                for (int entry = first; entry < first + count; entry++) {
                    bytes(vector.keys(), entry, out);
                    values.write(vector.values(), entry, out);
                }
            }
            AvroOutput.writeLong(out, 0);
        };
    }

    /** The writer of each field of a record, and the column it takes, -1 where it writes null. */
    private static AvroWriter record(StructType struct, AvroType.RecordOf record) throws AvroMismatchException {
        List<AvroWriter> writers = new ArrayList<>();
        int[] columns = new int[record.fields().size()];
        boolean[] isWritten = new boolean[struct.size()];
        for (int index = 0; index < columns.length; index++) {
            AvroType.Field field = record.fields().get(index);
            int column = indexOf(struct, field.name());
            columns[index] = column;
            if (column >= 0) {
                isWritten[column] = true;
                writers.add(of(struct.type(column), field.type()));
            } else if (field.type() instanceof AvroType.Union union && union.hasNull()) {
                int ofNull = union.branches().indexOf(AvroType.Primitive.NULL);
                writers.add((nothing, row, out) -> AvroOutput.writeLong(out, ofNull));
            } else {
                throw new AvroMismatchException(
                        "there is no value for field \"" + field.name() + "\" of " + record.text()
                                + ", which has to have one; the value has " + Arrays.toString(struct.fieldNames()));
            }
        }
        for (int column = 0; column < isWritten.length; column++) {
            if (!isWritten[column]) {
                StructField field = struct.field(column);
                throw new AvroMismatchException("there is no field \"" + field.name() + "\" in " + record.text()
                        + ", which has "
                        + record.fields().stream().map(AvroType.Field::name).toList());
            }
        }
        AvroWriter[] all = writers.toArray(AvroWriter[]::new);
        return (column, row, out) -> {
            StructVector vector = (StructVector) column;
            for (int index = 0; index < all.length; index++) {
                all[index].write(columns[index] < 0 ? column : vector.field(columns[index]), row, out);
            }
        };
    }

    /** By its name as it stands, else without case. */
    private static int indexOf(StructType struct, String name) {
        int found = -1;
        for (int index = 0; index < struct.size(); index++) {
            String other = struct.field(index).name();
            if (other.equals(name)) {
                return index;
            }
            found = found < 0 && other.equalsIgnoreCase(name) ? index : found;
        }
        return found;
    }
}
