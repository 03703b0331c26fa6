package dev.sluice.builtin.avro;

import static dev.sluice.functions.col;
import static dev.sluice.functions.from_avro;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Messages as Avro's own library writes and reads them, and through our functions. */
final class Messages {
    private static final StructType MESSAGE = StructType.fromDDL("m BINARY");

    private Messages() {}

    static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    static byte[] written(Schema schema, Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<Object>(schema).write(value, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static Object read(Schema schema, byte[] message) {
        try {
            return new GenericDatumReader<Object>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(message, null));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** What from_avro makes of messages, in a column {@code v}. */
    static DataFrame read(Session session, String schema, Map<String, String> options, byte[]... messages) {
        return read(
                session, schema, options, Arrays.stream(messages).map(Row::of).toList());
    }

    /** The same of rows of a message each, which may be null. */
    static DataFrame read(Session session, String schema, Map<String, String> options, List<Row> messages) {
        return session.createDataFrame(messages, MESSAGE)
                .select(from_avro(col("m"), schema, options).as("v"));
    }

    /** The message of one value. */
    static byte[] message(Session session, Column message) {
        byte[] bytes = session.range(1).select(message).first().getBinary(0);
        if (bytes == null) {
            throw new AssertionError("no message");
        }
        return bytes;
    }

    static List<Row> rows(DataFrame values) {
        return values.collectAsList();
    }
}
