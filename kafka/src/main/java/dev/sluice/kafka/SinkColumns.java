package dev.sluice.kafka;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.StructVector;
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

/** Rows as records: which column of a query is what of a record. */
final class SinkColumns implements RecordMaker {
    private final @Nullable String topic;
    private final int topicColumn;
    private final int key;
    private final int value;
    private final int partition;
    private final int headers;

    /**
     * @param topic of every row; null where a column names it
     * @throws SluiceException an analysis error if a column is missing or has the wrong type
     */
    SinkColumns(StructType schema, @Nullable String topic) {
        SinkSchema columns = new SinkSchema("sink \"kafka\"", schema);
        this.topic = topic;
        this.topicColumn = topic == null ? columns.optional("topic", AtomicType.STRING) : SinkSchema.ABSENT;
        this.key = columns.optional("key", AtomicType.STRING, AtomicType.BINARY);
        this.value = columns.required("value", AtomicType.STRING, AtomicType.BINARY);
        this.partition = columns.optional("partition", AtomicType.INT);
        this.headers = columns.optional("headers", KafkaRows.HEADERS);
        if (topic == null && topicColumn == SinkSchema.ABSENT) {
            throw columns.wrong(
                    "topic option required when no 'topic' attribute is present",
                    "option \"topic\", or a column topic of type STRING",
                    "say option(\"topic\", \"...\"), or select such a column");
        }
    }

    @Override
    public Records of(Batch batch) {
        BytesVector topics = SinkSchema.bytes(batch, topicColumn);
        BytesVector keys = SinkSchema.bytes(batch, key);
        BytesVector values = SinkSchema.bytes(batch, value);
        IntVector partitions =
                partition == SinkSchema.ABSENT ? null : Vectors.ints(batch.vector(partition), batch.rowCount());
        ArrayVector lists =
                headers == SinkSchema.ABSENT ? null : Vectors.arrays(batch.vector(headers), batch.rowCount());
        return row -> new ProducerRecord<>(
                topic == null ? topic(topics, row) : topic,
                partition(partitions, row),
                SinkSchema.copy(keys, row),
                SinkSchema.copy(values, row),
                headers(lists, row));
    }

    private static String topic(@Nullable BytesVector topics, int row) {
        if (topics == null || topics.isNull(row)) {
            throw SluiceException.of(ErrorCondition.KAFKA_NULL_TOPIC_IN_DATA, "a row names no topic")
                    .at("sink \"kafka\", column topic")
                    .safe("the batch is not committed")
                    .mend("filter such rows out, or say option(\"topic\", \"...\") for all of them")
                    .build();
        }
        return topics.text(row);
    }

    private static @Nullable Integer partition(@Nullable IntVector partitions, int row) {
        if (partitions == null || partitions.isNull(row)) {
            return null;
        }
        int partition = partitions.values()[row];
        if (partition < 0) {
            throw SluiceException.of(ErrorCondition.KAFKA_FAILED, "a row names a partition that no topic has")
                    .at("sink \"kafka\", column partition")
                    .found(Integer.toString(partition))
                    .expected("a number from 0 on, or null for any partition")
                    .safe("the batch is not committed")
                    .mend("correct the column, or leave it out")
                    .build();
        }
        return partition;
    }

    private static @Nullable List<Header> headers(@Nullable ArrayVector lists, int row) {
        if (lists == null || lists.isNull(row)) {
            return null;
        }
        int first = lists.starts()[row];
        int end = first + lists.lengths()[row];
        StructVector elements = Vectors.structs(lists.elements(), end);
        BytesVector names = Vectors.bytes(elements.field(0), end);
        BytesVector contents = Vectors.bytes(elements.field(1), end);
        List<Header> headers = new ArrayList<>();
        for (int element = first; element < end; element++) {
            if (elements.isNull(element) || names.isNull(element)) {
                throw SluiceException.of(ErrorCondition.KAFKA_FAILED, "a header has no key")
                        .at("sink \"kafka\", column headers")
                        .safe("the batch is not committed")
                        .mend("leave such headers out of the array")
                        .build();
            }
            headers.add(new RecordHeader(names.text(element), SinkSchema.copy(contents, element)));
        }
        return headers;
    }
}
