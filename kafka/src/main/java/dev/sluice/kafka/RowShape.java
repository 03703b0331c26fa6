package dev.sluice.kafka;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the rows of a source look like, and how a record becomes one. */
interface RowShape {
    /** Puts something of a record into a row of a column. */
    @FunctionalInterface
    interface Filler {
        void fill(BatchBuilder builder, int row, ConsumerRecord<ByteBuffer, ByteBuffer> record);
    }

    StructType schema();

    /** The value of a column that all records of a partition have in common, as a vector of one row; null for other columns. */
    @Nullable
    Vector constant(String column, TopicPartition partition);

    /** What fills a column that is not constant and stands at this place of a batch. */
    Filler filler(String column, int index);
}
