package dev.sluice.builtin.avro;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.format.avro.AvroWriter;
import dev.sluice.format.avro.MalformedAvroException;
import dev.sluice.format.avro.SchemaRegistry;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import org.jspecify.annotations.Nullable;

/** Values as messages. A value that is null is none. */
final class AvroWriting implements ScalarKernel {
    private final AvroWriter values;
    private final @Nullable RegisteredSchema registered;
    private final ByteArray message = new ByteArray(256);

    /** @param registered whose id messages begin with, null for values alone */
    AvroWriting(AvroWriter values, @Nullable RegisteredSchema registered) {
        this.values = values;
        this.registered = registered;
    }

    @Override
    public Vector evaluate(Vector[] arguments, int rowCount) {
        Vector given = Vectors.flatParts(arguments[0], rowCount);
        BytesBuilder messages = (BytesBuilder) VectorBuilder.of(AtomicType.BINARY, rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (!given.isNull(row)) {
                message.clear();
                if (registered != null) {
                    SchemaRegistry.addPrefix(message, registered.id());
                }
                write(given, row);
                messages.set(row, message.array(), 0, message.length());
            }
        }
        return messages.vector(rowCount);
    }

    private void write(Vector given, int row) {
        try {
            values.write(given, row, message);
        } catch (MalformedAvroException refused) {
            throw SluiceException.of(ErrorCondition.AVRO_CANNOT_WRITE, "a value is none that the Avro schema has")
                    .at("function to_avro")
                    .found(String.valueOf(refused.getMessage()))
                    .mend("correct the schema, or bring the value into what it has")
                    .build();
        }
    }
}
