package dev.sluice;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.MemoryHold;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bridge between rows as objects and rows in columns, both ways. */
public final class Rows {
    /** A row, its array, and its place in a list. */
    private static final int ROW_BYTES = 48;

    /** The header of a value and its place in the array of its row. */
    private static final int VALUE_BYTES = 24;

    private Rows() {}

    /**
     * The rows in columns, in batches of the default size.
     *
     * @throws SluiceException an analysis error that names the row and the column of the first value that does not fit
     */
    public static List<Batch> toBatches(StructType schema, List<Row> rows) {
        List<Batch> batches = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += Batch.DEFAULT_ROWS) {
            int count = Math.min(Batch.DEFAULT_ROWS, rows.size() - start);
            BatchBuilder builder = new BatchBuilder(schema, count);
            for (int offset = 0; offset < count; offset++) {
                append(builder, rowAt(rows, start + offset), start + offset);
            }
            batches.add(builder.build());
        }
        return batches;
    }

    /** The list of a program may hold anything, whatever its type says. */
    private static Row rowAt(List<?> rows, int index) {
        if (rows.get(index) instanceof Row row) {
            return row;
        }
        throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "the list of rows holds something else")
                .at("row " + index)
                .found(String.valueOf(rows.get(index)))
                .expected("a Row")
                .mend("make it with Row.of(...)")
                .build();
    }

    /**
     * Appends one row to a builder.
     *
     * @param rowNumber how error texts number it
     */
    public static void append(BatchBuilder builder, Row row, long rowNumber) {
        StructType schema = builder.schema();
        requireLength(schema, row, rowNumber, "");
        for (int column = 0; column < schema.size(); column++) {
            set(builder.column(column), builder.rowCount(), schema.field(column), row.get(column), rowNumber, "");
        }
        builder.endRow();
    }

    /**
     * Sets one row of a builder that holds some of the columns of a schema.
     *
     * @param columns the position in {@code schema} of each column of the builder
     */
    static void set(BatchBuilder builder, int index, StructType schema, int[] columns, Row row, long rowNumber) {
        requireLength(schema, row, rowNumber, "");
        for (int column = 0; column < columns.length; column++) {
            int position = columns[column];
            set(builder.column(column), index, schema.field(position), row.get(position), rowNumber, "");
        }
    }

    /** The rows of all batches, in order. */
    public static List<Row> toRows(List<Batch> batches) {
        List<Row> rows = new ArrayList<>();
        for (Batch batch : batches) {
            appendRows(batch, rows);
        }
        return rows;
    }

    /**
     * All rows, in order.
     *
     * @param hold counts them while they are made
     */
    static List<Row> toRows(BatchSequence kept, MemoryHold hold) {
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        try (BatchSequence.Reader reader = kept.open()) {
            for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                bytes += objectBytes(batch);
                hold.resize(bytes);
                appendRows(batch, rows);
            }
        }
        return rows;
    }

    /** About how much heap the rows of a batch take as objects. */
    private static long objectBytes(Batch batch) {
        long perRow = ROW_BYTES + (long) VALUE_BYTES * Leaves.of(batch.schema()).size();
        return batch.sizeInBytes() + perRow * batch.rowCount();
    }

    /** The rows of one batch, in order. */
    public static List<Row> toRows(Batch batch) {
        return toRows(List.of(batch));
    }

    private static void appendRows(Batch batch, List<Row> rows) {
        for (int row = 0; row < batch.rowCount(); row++) {
            rows.add(structAt(batch.schema(), batch.vectors(), row));
        }
    }

    private static Row structAt(StructType schema, Vector[] vectors, int row) {
        @Nullable Object[] values = new @Nullable Object[vectors.length];
        for (int column = 0; column < vectors.length; column++) {
            values[column] = valueAt(vectors[column], row);
        }
        return Row.owning(schema, values);
    }

    /** The value of one row of a vector of any encoding, as {@link Row#get} gives it. */
    static @Nullable Object valueAt(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector.type() instanceof DecimalType && (vector instanceof LongVector || vector instanceof BytesVector)) {
            return Decimals.number(vector, row);
        }
        return switch (vector) {
            case BooleanVector v -> v.values()[row];
            case IntVector v when v.type() == AtomicType.DATE -> LocalDate.ofEpochDay(v.values()[row]);
            case IntVector v when v.type() instanceof IntervalType type -> Values.interval(v.values()[row], type);
            case IntVector v when v.type() == AtomicType.TINYINT -> (byte) v.values()[row];
            case IntVector v when v.type() == AtomicType.SMALLINT -> (short) v.values()[row];
            case IntVector v -> v.values()[row];
            case LongVector v when v.type() == AtomicType.TIMESTAMP -> Values.instant(v.values()[row]);
            case LongVector v when v.type() == AtomicType.TIMESTAMP_NTZ -> Values.localTime(v.values()[row]);
            case LongVector v when v.type() instanceof IntervalType type -> Values.interval(v.values()[row], type);
            case LongVector v -> v.values()[row];
            case DoubleVector v when v.type() == AtomicType.FLOAT -> (float) v.values()[row];
            case DoubleVector v -> v.values()[row];
            case BytesVector v when v.type() == AtomicType.BINARY -> v.bytes(row);
            case BytesVector v -> v.text(row);
            case StructVector v -> structAt(v.type(), v.fields(), row);
            case ArrayVector v -> listAt(v, row);
            case MapVector v -> mapAt(v, row);
            case ConstantVector v -> valueAt(v.single(), 0);
            case DictionaryVector v -> valueAt(v.dictionary(), v.ids()[row]);
        };
    }

    private static List<@Nullable Object> listAt(ArrayVector vector, int row) {
        int start = vector.starts()[row];
        @Nullable Object[] values = new @Nullable Object[vector.lengths()[row]];
        for (int index = 0; index < values.length; index++) {
            values[index] = valueAt(vector.elements(), start + index);
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** In the order of the entries. */
    private static Map<Object, @Nullable Object> mapAt(MapVector vector, int row) {
        int start = vector.starts()[row];
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int entry = start; entry < start + vector.lengths()[row]; entry++) {
            Object key = valueAt(vector.keys(), entry);
            if (key != null) {
                entries.put(key, valueAt(vector.values(), entry));
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static void set(
            VectorBuilder column, int index, StructField field, @Nullable Object value, long rowNumber, String path) {
        if (value == null) {
            if (!field.nullable()) {
                throw unfit(field, path, rowNumber, "null", "a value: the column is NOT NULL");
            }
            column.setNull(index);
            return;
        }
        Object fitting = Values.fitting(value, field.dataType());
        if (fitting == null) {
            throw unfit(
                    field,
                    path,
                    rowNumber,
                    value.getClass().getName() + " " + value,
                    field.dataType().sql() + " as "
                            + Values.classOf(field.dataType()).getName());
        }
        if (fitting instanceof BigDecimal number) {
            if (!Decimals.setRounded(column, index, number)) {
                throw unfit(
                        field,
                        path,
                        rowNumber,
                        number.toString(),
                        field.dataType().sql());
            }
            return;
        }
        switch (column) {
            case BooleanBuilder b -> b.set(index, (Boolean) fitting);
            case IntBuilder b ->
                b.set(
                        index,
                        switch (fitting) {
                            case LocalDate date -> Values.days(date);
                            case Period length -> Values.months(length);
                            default -> ((Number) fitting).intValue();
                        });
            case LongBuilder b ->
                b.set(
                        index,
                        switch (fitting) {
                            case Instant instant -> Values.micros(instant);
                            case LocalDateTime time -> Values.localMicros(time);
                            case Duration length -> Values.micros(length);
                            default -> (Long) fitting;
                        });
            case DoubleBuilder b -> b.set(index, ((Number) fitting).doubleValue());
            case BytesBuilder b -> {
                if (fitting instanceof byte[] bytes) {
                    b.set(index, bytes);
                } else {
                    b.set(index, (String) fitting);
                }
            }
            case StructBuilder b ->
                setStruct(b, index, (StructType) field.dataType(), (Row) fitting, rowNumber, path + field.name() + ".");
            case ArrayBuilder b ->
                setArray(b, index, (ArrayType) field.dataType(), (Iterable<?>) fitting, rowNumber, path + field.name());
            case MapBuilder b ->
                setMap(b, index, (MapType) field.dataType(), (Map<?, ?>) fitting, rowNumber, path + field.name());
        }
    }

    private static void setArray(
            ArrayBuilder builder, int index, ArrayType type, Iterable<?> values, long rowNumber, String path) {
        int first = builder.count();
        StructField element = new StructField("element", type.elementType(), type.containsNull());
        for (Object value : values) {
            // An element that is an array itself adds to the builders below, not to this one.
            set(builder.elements(), builder.add(), element, value, rowNumber, path + ".");
        }
        builder.set(index, first);
    }

    private static void setMap(
            MapBuilder builder, int index, MapType type, Map<?, ?> entries, long rowNumber, String path) {
        int first = builder.count();
        StructField key = new StructField("key", type.keyType(), false);
        StructField value = new StructField("value", type.valueType(), type.valueContainsNull());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            int part = builder.add();
            set(builder.keys(), part, key, entry.getKey(), rowNumber, path + ".");
            set(builder.values(), part, value, entry.getValue(), rowNumber, path + ".");
        }
        builder.set(index, first);
    }

    private static void setStruct(
            StructBuilder builder, int index, StructType type, Row value, long rowNumber, String path) {
        requireLength(type, value, rowNumber, path);
        for (int field = 0; field < type.size(); field++) {
            set(builder.field(field), index, type.field(field), value.get(field), rowNumber, path);
        }
        builder.setPresent(index);
    }

    private static void requireLength(StructType schema, Row row, long rowNumber, String path) {
        if (row.size() != schema.size()) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "a row does not have the length of the schema")
                    .at("row " + rowNumber + (path.isEmpty() ? "" : ", struct " + path.substring(0, path.length() - 1)))
                    .found(row.size() + " values: " + row)
                    .expected(schema.size() + " values for " + schema.toDDL())
                    .mend("give one value for each field, null where there is none")
                    .build();
        }
    }

    private static SluiceException unfit(
            StructField field, String path, long rowNumber, String found, String expected) {
        return SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "a value does not fit the schema")
                .at("row " + rowNumber + ", column \"" + path + field.name() + "\"")
                .found(found)
                .expected(expected)
                .mend("change the value, or the type of the column in the schema")
                .build();
    }
}
