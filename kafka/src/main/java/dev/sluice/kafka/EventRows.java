package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.Json;
import dev.sluice.types.MapType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The rows of source {@code eventhubs}, which are those of Azure's own connector. */
final class EventRows implements RowShape {
    static final MapType PROPERTIES = new MapType(AtomicType.STRING, AtomicType.STRING, true);
    private static final StructType SCHEMA = new StructType()
            .add("body", AtomicType.BINARY)
            .add("partition", AtomicType.STRING)
            .add("offset", AtomicType.STRING)
            .add("sequenceNumber", AtomicType.BIGINT)
            .add("enqueuedTime", AtomicType.TIMESTAMP)
            .add("publisher", AtomicType.STRING)
            .add("partitionKey", AtomicType.STRING)
            .add("properties", PROPERTIES)
            .add("systemProperties", PROPERTIES);

    /** What the service itself adds to an event has names that begin so. */
    private static final String SYSTEM = "x-opt-";

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public @Nullable Vector constant(String column, TopicPartition partition) {
        return switch (column) {
            case "partition" -> Vectors.single(Integer.toString(partition.partition()), AtomicType.STRING);
            case "publisher" -> Vectors.nulls(AtomicType.STRING);
            default -> null;
        };
    }

    @Override
    public Filler filler(String column, int index) {
        return switch (column) {
            case "body" ->
                (builder, row, record) -> KafkaRows.bytes((BytesBuilder) builder.column(index), row, record.value());
            case "partitionKey" ->
                (builder, row, record) -> KafkaRows.bytes((BytesBuilder) builder.column(index), row, record.key());
            case "offset" ->
                (builder, row, record) ->
                        ((BytesBuilder) builder.column(index)).set(row, Long.toString(record.offset()));
            case "sequenceNumber" ->
                (builder, row, record) -> ((LongBuilder) builder.column(index)).set(row, record.offset());
            case "enqueuedTime" ->
                (builder, row, record) ->
                        ((LongBuilder) builder.column(index)).set(row, KafkaRows.micros(record.timestamp()));
            case "properties" ->
                (builder, row, record) -> properties((MapBuilder) builder.column(index), row, record.headers(), false);
            case "systemProperties" ->
                (builder, row, record) -> properties((MapBuilder) builder.column(index), row, record.headers(), true);
            default -> throw new IllegalArgumentException("no column " + column);
        };
    }

    /** Values are JSON, as the connector of Azure writes them; of several of one name the last counts. */
    private static void properties(MapBuilder column, int row, Headers headers, boolean ofSystem) {
        int first = column.count();
        for (Header header : headers) {
            boolean isLast = header.equals(headers.lastHeader(header.key()));
            if (header.key().startsWith(SYSTEM) == ofSystem && isLast) {
                int entry = column.add();
                ((BytesBuilder) column.keys()).set(entry, header.key());
                ((BytesBuilder) column.values()).set(entry, json(header.value()));
            }
        }
        column.set(row, first);
    }

    /** A text as a JSON string; bytes that are no text as a list of numbers. */
    private static String json(byte @Nullable [] value) {
        if (value == null) {
            return "null";
        }
        String text = new String(value, UTF_8);
        return Arrays.equals(text.getBytes(UTF_8), value)
                ? Json.write(text)
                : Arrays.toString(value).replace(" ", "");
    }
}
