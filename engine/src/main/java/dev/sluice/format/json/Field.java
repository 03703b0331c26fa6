package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/** A wanted field of an object: its type as a code to switch on, and the column that its values go to. */
final class Field {
    final byte[] name;
    final int type;
    /** The reader of the objects in it, for a struct. */
    final @Nullable StructReader inner;

    VectorBuilder column;

    Field(String name, DataType type, VectorBuilder column, ReadContext context) {
        this.name = name.getBytes(UTF_8);
        this.type = FieldType.of(type);
        this.inner = column instanceof StructBuilder struct
                ? new StructReader((StructType) type, index -> struct.field(index), context)
                : null;
        this.column = column;
    }

    /** From here on values go to this column, those of texts as views into {@code buffer}. */
    void bind(VectorBuilder target, byte[] buffer) {
        column = target;
        if (target instanceof BytesBuilder bytes) {
            bytes.viewInto(buffer);
        } else if (target instanceof StructBuilder struct && inner != null) {
            inner.bind(struct::field, buffer);
        }
    }
}
