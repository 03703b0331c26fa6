package dev.sluice.columnar;

import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/** Values of a STRUCT: one vector for each field, and which rows have a struct at all. */
public record StructVector(StructType type, Vector[] fields, long @Nullable [] validity) implements Vector {
    public Vector field(int index) {
        return fields[index];
    }

    @Override
    public Vector gather(int[] rows, int count) {
        Vector[] gathered = new Vector[fields.length];
        for (int index = 0; index < fields.length; index++) {
            gathered[index] = fields[index].gather(rows, count);
        }
        return new StructVector(type, gathered, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        long bytes = validity == null ? 0 : rowCount >>> 3;
        for (Vector field : fields) {
            bytes += field.sizeInBytes(rowCount);
        }
        return bytes;
    }
}
