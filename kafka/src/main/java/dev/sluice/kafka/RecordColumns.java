package dev.sluice.kafka;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records of one partition as rows, with the columns that are wanted and no others. */
final class RecordColumns {
    /** By position. */
    private final Map<Integer, Vector> constants = new TreeMap<>();

    private final RowShape.Filler[] fillers;

    RecordColumns(RowShape shape, StructType wanted, TopicPartition partition) {
        List<RowShape.Filler> list = new ArrayList<>();
        for (int index = 0; index < wanted.size(); index++) {
            String column = wanted.field(index).name();
            Vector constant = shape.constant(column, partition);
            if (constant == null) {
                list.add(shape.filler(column, index));
            } else {
                constants.put(index, constant);
            }
        }
        this.fillers = list.toArray(RowShape.Filler[]::new);
    }

    /** Before the rows of a batch: what all of them have in common. */
    void begin(BatchBuilder builder) {
        constants.forEach(builder::constant);
    }

    /** Adds a row. */
    void fill(BatchBuilder builder, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        int row = builder.rowCount();
        for (RowShape.Filler filler : fillers) {
            filler.fill(builder, row, record);
        }
        builder.endRow();
    }
}
