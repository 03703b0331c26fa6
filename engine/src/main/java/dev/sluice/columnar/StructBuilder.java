package dev.sluice.columnar;

import dev.sluice.types.StructType;

/** Fills a {@link StructVector}: set the fields of a row through {@link #field}, then mark the row as present. */
public final class StructBuilder extends VectorBuilder {
    private final VectorBuilder[] fields;

    StructBuilder(StructType type, int capacity) {
        super(type, capacity);
        this.fields = new VectorBuilder[type.size()];
        for (int index = 0; index < fields.length; index++) {
            fields[index] = VectorBuilder.of(type.type(index), capacity);
        }
    }

    int fieldCount() {
        return fields.length;
    }

    public VectorBuilder field(int index) {
        return fields[index];
    }

    /** Says that this row has a struct; fields that are not set are null in it. */
    public void setPresent(int row) {
        markPresent(row);
    }

    /** Makes the row and its fields null. */
    @Override
    public void setNull(int row) {
        super.setNull(row);
        for (VectorBuilder field : fields) {
            field.setNull(row);
        }
    }

    @Override
    void grow(int capacity) {
        for (VectorBuilder field : fields) {
            field.ensureCapacity(capacity);
        }
    }

    @Override
    Vector build(int rowCount) {
        Vector[] vectors = new Vector[fields.length];
        for (int index = 0; index < fields.length; index++) {
            vectors[index] = fields[index].build(rowCount);
        }
        return new StructVector((StructType) type(), vectors, validityOf(rowCount));
    }

    @Override
    void reset(int usedRows) {
        super.reset(usedRows);
        for (VectorBuilder field : fields) {
            field.reset(usedRows);
        }
    }
}
