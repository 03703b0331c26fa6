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
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Rows as records: which column of a query is what of a record. */
final class SinkColumns {
    private static final int ABSENT = -1;

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
        this.topic = topic;
        this.topicColumn = topic == null ? index(schema, "topic", AtomicType.STRING) : ABSENT;
        this.key = index(schema, "key", AtomicType.STRING, AtomicType.BINARY);
        this.value = index(schema, "value", AtomicType.STRING, AtomicType.BINARY);
        this.partition = index(schema, "partition", AtomicType.INT);
        this.headers = index(schema, "headers", KafkaRows.HEADERS);
        if (value == ABSENT) {
            throw wrong(
                    schema,
                    "Required attribute 'value' not found",
                    "a column value, of type STRING or BINARY",
                    "select it, for example .select(to_json(struct(\"*\")).as(\"value\"))");
        }
        if (topic == null && topicColumn == ABSENT) {
            throw wrong(
                    schema,
                    "topic option required when no 'topic' attribute is present",
                    "option \"topic\", or a column topic of type STRING",
                    "say option(\"topic\", \"...\"), or select such a column");
        }
    }

    private static int index(StructType schema, String name, DataType... types) {
        OptionalInt index = schema.indexOf(name);
        if (index.isEmpty()) {
            return ABSENT;
        }
        DataType found = schema.type(index.getAsInt());
        List<String> expected = new ArrayList<>();
        for (DataType type : types) {
            if (type.sql().equals(found.sql())) {
                return index.getAsInt();
            }
            expected.add(type.sql());
        }
        throw wrong(
                schema,
                name + " attribute unsupported type " + found.sql(),
                String.join(" or ", expected),
                "cast the column " + name + ", or give it another name");
    }

    private static SluiceException wrong(StructType schema, String what, String expected, String mend) {
        return SluiceException.analysis(ErrorCondition.KAFKA_SINK_SCHEMA, what)
                .at("sink \"kafka\"")
                .found("columns " + schema.toDDL())
                .expected(expected)
                .mend(mend)
                .build();
    }

    /** A batch, its columns taken apart once. */
    Records of(Batch batch) {
        return new Records(batch);
    }

    /** The records of one batch. */
    final class Records {
        private final @Nullable BytesVector topics;
        private final @Nullable BytesVector keys;
        private final @Nullable BytesVector values;
        private final @Nullable IntVector partitions;
        private final @Nullable ArrayVector headerLists;

        private Records(Batch batch) {
            int rows = batch.rowCount();
            this.topics = bytes(batch, topicColumn);
            this.keys = bytes(batch, key);
            this.values = bytes(batch, value);
            this.partitions = partition == ABSENT ? null : Vectors.ints(batch.vector(partition), rows);
            this.headerLists = headers == ABSENT ? null : Vectors.arrays(batch.vector(headers), rows);
        }

        private static @Nullable BytesVector bytes(Batch batch, int column) {
            return column == ABSENT ? null : Vectors.bytes(batch.vector(column), batch.rowCount());
        }

        /** The record of a row, with bytes of its own: it is sent after the batch is gone. */
        ProducerRecord<byte[], byte[]> record(int row) {
            Integer number = partitions == null || partitions.isNull(row)
                    ? null
                    : (Integer) partitions.values()[row];
            return new ProducerRecord<>(topic(row), number, bytes(keys, row), bytes(values, row), headers(row));
        }

        private String topic(int row) {
            if (topic != null) {
                return topic;
            }
            if (topics == null || topics.isNull(row)) {
                throw SluiceException.of(ErrorCondition.KAFKA_NULL_TOPIC_IN_DATA, "a row names no topic")
                        .at("sink \"kafka\", column topic")
                        .safe("nothing of this batch is visible")
                        .mend("filter such rows out, or say option(\"topic\", \"...\") for all of them")
                        .build();
            }
            return topics.text(row);
        }

        private static byte @Nullable [] bytes(@Nullable BytesVector column, int row) {
            return column == null || column.isNull(row) ? null : column.bytes(row);
        }

        private @Nullable List<Header> headers(int row) {
            if (headerLists == null || headerLists.isNull(row)) {
                return null;
            }
            int first = headerLists.starts()[row];
            int count = headerLists.lengths()[row];
            StructVector elements = Vectors.structs(headerLists.elements(), first + count);
            BytesVector names = Vectors.bytes(elements.field(0), first + count);
            BytesVector contents = Vectors.bytes(elements.field(1), first + count);
            List<Header> list = new ArrayList<>(count);
            for (int element = first; element < first + count; element++) {
                if (elements.isNull(element) || names.isNull(element)) {
                    throw SluiceException.of(ErrorCondition.KAFKA_FAILED, "a header has no key")
                            .at("sink \"kafka\", column headers")
                            .safe("nothing of this batch is visible")
                            .mend("leave such headers out of the array")
                            .build();
                }
                list.add(new RecordHeader(names.text(element), bytes(contents, element)));
            }
            return list;
        }
    }
}
