package dev.sluice.builtin.avro;

import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.avro.AvroInput;
import dev.sluice.format.avro.AvroReader;

/** Reads whole messages. For one thread. */
@FunctionalInterface
interface MessageReader {
    /** @throws dev.sluice.format.avro.MalformedAvroException if it is none; parts of the row may have been set */
    void read(byte[] data, int start, int length, VectorBuilder column, int row);

    /** Of messages that are a value and nothing else. What follows the value is not looked at, as in Spark. */
    static MessageReader alone(AvroReader values) {
        AvroInput in = new AvroInput();
        return (data, start, length, column, row) -> values.read(in.open(data, start, length), column, row);
    }
}
