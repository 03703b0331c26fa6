package dev.sluice.plan.logical;

import dev.sluice.plan.expression.ColumnId;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of the output of a plan node. What it may be called by is no part of what it is: attributes are equal whatever
 * their {@link Identity}.
 *
 * @param eventTime the mark that {@code withWatermark} puts on a column and that windows and aliases of it carry on
 * @param isWindow whether it was made by {@code window} or {@code session_window}, which {@code window_time} asks for
 * @param isSession whether it was made by {@code session_window}, so that grouping by it merges sessions
 * @param identity what it may be called by beside its name
 */
public record Attribute(
        String name,
        DataType type,
        boolean nullable,
        @Nullable EventTime eventTime,
        boolean isWindow,
        boolean isSession,
        Identity identity) {
    /** A column that is no session. */
    public Attribute(
            String name,
            DataType type,
            boolean nullable,
            @Nullable EventTime eventTime,
            boolean isWindow,
            Identity identity) {
        this(name, type, nullable, eventTime, isWindow, false, identity);
    }

    /** @param delayMillis how long late rows are waited for */
    public record EventTime(long delayMillis) {}

    /**
     * What a column may be called by beside its name.
     *
     * @param id null until the step that makes the column is known
     * @param copyOf its id on the other side of a join of a table with itself, null if it has no double
     * @param qualifier the name of the table it belongs to, null if that has none
     */
    public record Identity(
            @Nullable ColumnId id,
            @Nullable ColumnId copyOf,
            @Nullable String qualifier) {
        public static final Identity NONE = new Identity(null, null, null);
    }

    public static Attribute of(String name, DataType type, boolean nullable) {
        return new Attribute(name, type, nullable, null, false, false, Identity.NONE);
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
        return new Attribute(newName, type, nullable, eventTime, isWindow, isSession, identity);
    }

    public Attribute withEventTime(@Nullable EventTime mark) {
        return new Attribute(name, type, nullable, mark, isWindow, isSession, identity);
    }

    public Attribute withIdentity(Identity other) {
        return new Attribute(name, type, nullable, eventTime, isWindow, isSession, other);
    }

    /** The same column where a side of an outer join may be missing. */
    public Attribute withNulls() {
        return new Attribute(name, type, true, eventTime, isWindow, isSession, identity);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribute attribute
                && name.equals(attribute.name)
                && type.equals(attribute.type)
                && nullable == attribute.nullable
                && Objects.equals(eventTime, attribute.eventTime)
                && isWindow == attribute.isWindow
                && isSession == attribute.isSession;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, nullable, eventTime, isWindow, isSession);
    }

    /**
     * The struct of a window column.
     *
     * @param time TIMESTAMP or TIMESTAMP_NTZ
     */
    public static StructType windowType(DataType time) {
        return new StructType().add("start", time).add("end", time);
    }
}
