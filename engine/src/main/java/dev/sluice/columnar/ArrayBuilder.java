package dev.sluice.columnar;

import dev.sluice.types.ArrayType;

/** Fills an {@link ArrayVector}. */
public final class ArrayBuilder extends ListBuilder {
    private final ArrayType type;
    private final VectorBuilder elements;

    ArrayBuilder(ArrayType type, int capacity) {
        super(type, capacity);
        this.type = type;
        this.elements = VectorBuilder.of(type.elementType(), capacity);
    }

    /** The elements of all rows. */
    public VectorBuilder elements() {
        return elements;
    }

    @Override
    void growParts(int capacity) {
        elements.ensureCapacity(capacity);
    }

    @Override
    void resetParts(int usedParts) {
        elements.reset(usedParts);
    }

    @Override
    Vector build(int rowCount) {
        return new ArrayVector(type, starts(), lengths(), elements.build(count()), validityOf(rowCount));
    }
}
