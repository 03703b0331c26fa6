package dev.sluice.types;

import java.util.Objects;

/**
 * A list of values of one type.
 *
 * @param containsNull whether an element may be null
 */
public record ArrayType(DataType elementType, boolean containsNull) implements DataType {
    public ArrayType {
        Objects.requireNonNull(elementType, "elementType");
    }

    /** An array whose elements may be null. */
    public ArrayType(DataType elementType) {
        this(elementType, true);
    }

    /** @see #ArrayType(DataType) */
    public static ArrayType of(DataType elementType) {
        return new ArrayType(elementType);
    }

    @Override
    public String sql() {
        return "ARRAY<" + elementType.sql() + ">";
    }

    @Override
    public String simpleString() {
        return "array<" + elementType.simpleString() + ">";
    }

    @Override
    public String typeName() {
        return "array";
    }

    @Override
    public ArrayType asNullable() {
        return new ArrayType(elementType.asNullable(), true);
    }

    @Override
    public boolean isOrderable() {
        return elementType.isOrderable();
    }

    @Override
    public String toString() {
        return sql();
    }
}
