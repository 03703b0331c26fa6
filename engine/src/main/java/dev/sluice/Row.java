package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One row as an object, for the edges: what {@code collectAsList}, {@code foreachBatch} and {@code createDataFrame} speak.
 * Immutable. Two rows are equal when their values are, whatever their schemas, as in Spark.
 *
 * <p>Values are {@code Boolean}, {@code Integer}, {@code Long}, {@code Double}, {@code String}, {@link LocalDate} for DATE,
 * {@link Instant} for TIMESTAMP, {@link LocalDateTime} for TIMESTAMP_NTZ, {@link java.time.Duration} and
 * {@link java.time.Period} for intervals, {@code Row} for a struct, {@code List} for an ARRAY,
 * {@code Map} for a MAP, or null. (Spark's older {@code java.sql.Timestamp} would carry a
 * time zone in its text; an instant carries none.)
 */
public final class Row {
    private final @Nullable Object[] values;
    private final @Nullable StructType schema;

    private Row(@Nullable Object[] values, @Nullable StructType schema) {
        this.values = values;
        this.schema = schema;
    }

    /** A row without a schema. */
    public static Row of(@Nullable Object... values) {
        return new Row(Given.value(values, "the array of values").clone(), null);
    }

    /** A row that can be asked by name. */
    public static Row withSchema(StructType schema, @Nullable Object... values) {
        Given.value(values, "the array of values");
        if (values.length != Given.value(schema, "the schema").size()) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "the row does not have the length of its schema")
                    .found(values.length + " values")
                    .expected(schema.size() + " for " + schema.toDDL())
                    .mend("give one value for each field, null where there is none")
                    .build();
        }
        return new Row(values.clone(), schema);
    }

    /** Takes the array over. */
    static Row owning(StructType schema, @Nullable Object[] values) {
        return new Row(values, schema);
    }

    /** The names and types of the values, or null for a row made by {@link #of}. */
    public @Nullable StructType schema() {
        return schema;
    }

    public int size() {
        return values.length;
    }

    public int length() {
        return values.length;
    }

    public @Nullable Object get(int index) {
        if (index < 0 || index >= values.length) {
            throw SluiceException.of(ErrorCondition.INVALID_PARAMETER_VALUE, "the row has no value " + index)
                    .found(toString())
                    .expected("an index from 0 to " + (values.length - 1))
                    .mend("check the columns of the query with printSchema()")
                    .build();
        }
        return values[index];
    }

    public @Nullable Object apply(int index) {
        return get(index);
    }

    public boolean isNullAt(int index) {
        return get(index) == null;
    }

    public boolean anyNull() {
        return Arrays.stream(values).anyMatch(value -> value == null);
    }

    public boolean getBoolean(int index) {
        return present(index, Boolean.class);
    }

    public byte getByte(int index) {
        return present(index, Byte.class);
    }

    public short getShort(int index) {
        return present(index, Short.class);
    }

    public int getInt(int index) {
        return present(index, Integer.class);
    }

    public long getLong(int index) {
        return present(index, Long.class);
    }

    public float getFloat(int index) {
        return present(index, Float.class);
    }

    public double getDouble(int index) {
        return present(index, Double.class);
    }

    public @Nullable BigDecimal getDecimal(int index) {
        return typed(index, BigDecimal.class);
    }

    public @Nullable String getString(int index) {
        return typed(index, String.class);
    }

    /** A BINARY. */
    public byte @Nullable [] getBinary(int index) {
        return typed(index, byte[].class);
    }

    /** A TIMESTAMP. */
    public @Nullable Instant getTimestamp(int index) {
        return typed(index, Instant.class);
    }

    /** The same as {@link #getTimestamp}. */
    public @Nullable Instant getInstant(int index) {
        return typed(index, Instant.class);
    }

    public @Nullable LocalDate getDate(int index) {
        return typed(index, LocalDate.class);
    }

    /** The same as {@link #getDate}. */
    public @Nullable LocalDate getLocalDate(int index) {
        return typed(index, LocalDate.class);
    }

    /** An ARRAY; not modifiable. */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> @Nullable List<T> getList(int index) {
        return (List<T>) typed(index, List.class);
    }

    /** A MAP; not modifiable. */
    @SuppressWarnings("unchecked")
    public <K, V extends @Nullable Object> @Nullable Map<K, V> getJavaMap(int index) {
        return (Map<K, V>) typed(index, Map.class);
    }

    /** The same as {@link #getJavaMap}. */
    public <K, V extends @Nullable Object> @Nullable Map<K, V> getMap(int index) {
        return getJavaMap(index);
    }

    public @Nullable Row getStruct(int index) {
        return typed(index, Row.class);
    }

    /** The value at {@code index}, as the type that the caller expects. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <T extends @Nullable Object> T getAs(int index) {
        return (T) get(index);
    }

    /** The value of the field of this name, as the type that the caller expects. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <T extends @Nullable Object> T getAs(String fieldName) {
        return (T) values[fieldIndex(fieldName)];
    }

    /** The position of the field of this name, compared with case. */
    public int fieldIndex(String fieldName) {
        Given.value(fieldName, "the name of a field");
        if (schema == null) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_PARAMETER_VALUE,
                            "field \"" + fieldName + "\" was asked for of a row without a schema")
                    .found(toString())
                    .mend("ask by index, or make the row with Row.withSchema")
                    .build();
        }
        OptionalInt index = schema.indexOf(fieldName);
        if (index.isEmpty()) {
            throw SluiceException.of(ErrorCondition.FIELD_NOT_FOUND, "no field \"" + fieldName + "\" in the row")
                    .found(schema.toDDL())
                    .mend(NearestName.suggestion(fieldName, Arrays.asList(schema.fieldNames())))
                    .build();
        }
        return index.getAsInt();
    }

    /** The values in order; not modifiable. */
    public List<@Nullable Object> toList() {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
    }

    /** The values as text with {@code separator} between them. */
    public String mkString(String separator) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < values.length; index++) {
            text.append(index == 0 ? "" : separator).append(values[index]);
        }
        return text.toString();
    }

    private <T> T present(int index, Class<T> type) {
        T value = typed(index, type);
        if (value == null) {
            throw SluiceException.of(ErrorCondition.ROW_VALUE_IS_NULL, place(index) + " is null")
                    .found(toString())
                    .mend("ask isNullAt(" + index + ") first, or use get(" + index + ")")
                    .build();
        }
        return value;
    }

    private <T> @Nullable T typed(int index, Class<T> type) {
        Object value = get(index);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw SluiceException.of(
                        ErrorCondition.INVALID_PARAMETER_VALUE, place(index) + " was read as " + type.getSimpleName())
                .found(value.getClass().getSimpleName() + " " + value)
                .mend("read it with the method of its type, or cast the column in the query")
                .build();
    }

    private String place(int index) {
        return schema == null
                ? "value " + index + " of the row"
                : "column \"" + schema.field(index).name() + "\" of the row";
    }

    /** Whether the values are equal, BINARY byte by byte, also inside arrays and as values of maps. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && areEqual(Arrays.asList(values), Arrays.asList(row.values));
    }

    @Override
    public int hashCode() {
        return hash(Arrays.asList(values));
    }

    private static boolean areEqual(@Nullable Object left, @Nullable Object right) {
        return switch (left) {
            case byte[] bytes -> right instanceof byte[] others && Arrays.equals(bytes, others);
            case List<?> values -> right instanceof List<?> others && areAllEqual(values, others);
            case Map<?, ?> entries ->
                right instanceof Map<?, ?> others
                        && entries.keySet().equals(others.keySet())
                        && entries.entrySet().stream()
                                .allMatch(entry -> areEqual(entry.getValue(), others.get(entry.getKey())));
            case null, default -> Objects.equals(left, right);
        };
    }

    private static boolean areAllEqual(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int index = 0; index < left.size(); index++) {
            if (!areEqual(left.get(index), right.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> Arrays.hashCode(bytes);
            case List<?> values -> {
                int hash = 1;
                for (Object each : values) {
                    hash = 31 * hash + hash(each);
                }
                yield hash;
            }
            case Map<?, ?> entries -> entries.keySet().hashCode();
            case null, default -> Objects.hashCode(value);
        };
    }

    /** The values in brackets: {@code [a,1,null]}. */
    @Override
    public String toString() {
        return "[" + mkString(",") + "]";
    }
}
