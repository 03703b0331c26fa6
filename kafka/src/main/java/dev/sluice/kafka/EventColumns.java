package dev.sluice.kafka;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Rows as events: which column of a query is what of an event. */
final class EventColumns implements RecordMaker {
    private final String hub;
    private final int body;
    private final int partitionId;
    private final int partitionKey;
    private final int properties;

    /** @throws SluiceException an analysis error if a column is missing or has the wrong type */
    EventColumns(StructType schema, String hub) {
        SinkSchema columns = new SinkSchema("sink \"eventhubs\"", schema);
        this.hub = hub;
        this.body = columns.required("body", AtomicType.STRING, AtomicType.BINARY);
        this.partitionId = columns.optional("partitionId", AtomicType.STRING);
        this.partitionKey = columns.optional("partitionKey", AtomicType.STRING);
        this.properties = columns.optional("properties", EventRows.PROPERTIES);
        if (partitionId != SinkSchema.ABSENT && partitionKey != SinkSchema.ABSENT) {
            throw columns.wrong(
                    "the partition of an event is said twice",
                    "one of partitionId and partitionKey",
                    "leave one of the two columns out");
        }
    }

    @Override
    public Records of(Batch batch) {
        BytesVector bodies = SinkSchema.bytes(batch, body);
        BytesVector ids = SinkSchema.bytes(batch, partitionId);
        BytesVector keys = SinkSchema.bytes(batch, partitionKey);
        MapVector maps =
                properties == SinkSchema.ABSENT ? null : Vectors.maps(batch.vector(properties), batch.rowCount());
        return row -> new ProducerRecord<>(
                hub, partition(ids, row), SinkSchema.copy(keys, row), SinkSchema.copy(bodies, row), headers(maps, row));
    }

    private static @Nullable Integer partition(@Nullable BytesVector ids, int row) {
        if (ids == null || ids.isNull(row)) {
            return null;
        }
        int partition = number(ids.text(row).trim());
        if (partition < 0) {
            throw SluiceException.of(ErrorCondition.KAFKA_FAILED, "a row names no partition")
                    .at("sink \"eventhubs\", column partitionId")
                    .found(ids.text(row))
                    .expected("the number of a partition, as a text")
                    .safe("the batch is not committed")
                    .mend("correct the column, or leave it out")
                    .build();
        }
        return partition;
    }

    /** Below zero if the text is no number of a partition. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static @Nullable List<Header> headers(@Nullable MapVector maps, int row) {
        if (maps == null || maps.isNull(row)) {
            return null;
        }
        int first = maps.starts()[row];
        int end = first + maps.lengths()[row];
        BytesVector names = Vectors.bytes(maps.keys(), end);
        BytesVector values = Vectors.bytes(maps.values(), end);
        List<Header> headers = new ArrayList<>();
        for (int entry = first; entry < end; entry++) {
            headers.add(new RecordHeader(names.text(entry), SinkSchema.copy(values, entry)));
        }
        return headers;
    }
}
