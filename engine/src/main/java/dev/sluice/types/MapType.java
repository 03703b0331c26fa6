package dev.sluice.types;

import java.util.Objects;

/**
 * Values of one type, each under a key of another. Keys are never null.
 *
 * @param valueContainsNull whether a value may be null
 */
public record MapType(DataType keyType, DataType valueType, boolean valueContainsNull) implements DataType {
    public MapType {
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
    }

    /** A map whose values may be null. */
    public MapType(DataType keyType, DataType valueType) {
        this(keyType, valueType, true);
    }

    @Override
    public String sql() {
        return "MAP<" + keyType.sql() + ", " + valueType.sql() + ">";
    }

    @Override
    public String simpleString() {
        return "map<" + keyType.simpleString() + "," + valueType.simpleString() + ">";
    }

    @Override
    public String typeName() {
        return "map";
    }

    @Override
    public MapType asNullable() {
        return new MapType(keyType.asNullable(), valueType.asNullable(), true);
    }

    @Override
    public boolean isOrderable() {
        return false;
    }

    /** The entries as structs of {@code key} and {@code value}. */
    public StructType entryType() {
        return new StructType().add("key", keyType, false).add("value", valueType, valueContainsNull);
    }

    @Override
    public String toString() {
        return sql();
    }
}
