package dev.sluice.kafka;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.ByteBuffer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The rows of source {@code kafka}, which are Spark's. Bytes go from what was fetched into the column, once.
 *
 * @param withHeaders whether there is a column of headers
 */
record KafkaRows(boolean withHeaders) implements RowShape {
    static final ArrayType HEADERS =
            new ArrayType(new StructType().add("key", AtomicType.STRING).add("value", AtomicType.BINARY), true);
    private static final StructType PLAIN = new StructType()
            .add("key", AtomicType.BINARY)
            .add("value", AtomicType.BINARY)
            .add("topic", AtomicType.STRING)
            .add("partition", AtomicType.INT)
            .add("offset", AtomicType.BIGINT)
            .add("timestamp", AtomicType.TIMESTAMP)
            .add("timestampType", AtomicType.INT);
    private static final long MICROS_PER_MILLI = 1_000;

    @Override
    public StructType schema() {
        return withHeaders ? PLAIN.add("headers", HEADERS) : PLAIN;
    }

    @Override
    public @Nullable Vector constant(String column, TopicPartition partition) {
        return switch (column) {
            case "topic" -> Vectors.single(partition.topic(), AtomicType.STRING);
            case "partition" -> Vectors.single(partition.partition(), AtomicType.INT);
            default -> null;
        };
    }

    @Override
    public Filler filler(String column, int index) {
        return switch (column) {
            case "key" -> (builder, row, record) -> bytes((BytesBuilder) builder.column(index), row, record.key());
            case "value" -> (builder, row, record) -> bytes((BytesBuilder) builder.column(index), row, record.value());
            case "offset" -> (builder, row, record) -> ((LongBuilder) builder.column(index)).set(row, record.offset());
            case "timestamp" ->
                (builder, row, record) -> ((LongBuilder) builder.column(index)).set(row, micros(record.timestamp()));
            case "timestampType" ->
                (builder, row, record) -> ((IntBuilder) builder.column(index)).set(row, record.timestampType().id);
            case "headers" ->
                (builder, row, record) -> headers((ArrayBuilder) builder.column(index), row, record.headers());
            default -> throw new IllegalArgumentException("no column " + column);
        };
    }

    /** A producer may write any time; what lies beyond the range of TIMESTAMP is its end. */
    static long micros(long millis) {
        long micros = millis * MICROS_PER_MILLI;
        if (Math.multiplyHigh(millis, MICROS_PER_MILLI) != micros >> 63) {
            return millis < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return micros;
    }

    /** A value that is null, as that of a tombstone, is not set. */
    static void bytes(BytesBuilder column, int row, @Nullable ByteBuffer value) {
        if (value != null) {
            if (value.hasArray()) {
                column.set(row, value.array(), value.arrayOffset() + value.position(), value.remaining());
            } else {
                byte[] copy = new byte[value.remaining()];
                value.duplicate().get(copy);
                column.set(row, copy);
            }
        }
    }

    /** A record without headers has null, as in Spark. */
    private static void headers(ArrayBuilder column, int row, Headers headers) {
        int first = column.count();
        StructBuilder elements = (StructBuilder) column.elements();
        for (Header header : headers) {
            int element = column.add();
            elements.setPresent(element);
            ((BytesBuilder) elements.field(0)).set(element, header.key());
            byte[] value = header.value();
            if (value != null) {
                ((BytesBuilder) elements.field(1)).set(element, value);
            }
        }
        if (column.count() > first) {
            column.set(row, first);
        }
    }
}
