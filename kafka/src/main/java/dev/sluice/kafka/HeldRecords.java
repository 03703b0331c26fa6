package dev.sluice.kafka;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A range whose records are in memory already. */
record HeldRecords(OffsetRange range, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records) implements Split {
    @Override
    public String description() {
        return range.description();
    }

    @Override
    public String place(long offset) {
        return range.place(offset);
    }

    @Override
    public long mostRows() {
        return records.size();
    }

    @Override
    public boolean isAtHand() {
        return true;
    }

    /** Hands them out. */
    static final class Reader implements SplitReader {
        private final HeldRecords held;
        private final RecordColumns columns;
        private int next;

        Reader(HeldRecords held, RecordColumns columns) {
            this.held = held;
            this.columns = columns;
        }

        @Override
        public boolean next(BatchBuilder builder, Deadline deadline) {
            columns.begin(builder);
            while (next < held.records.size() && !builder.isFull()) {
                ConsumerRecord<ByteBuffer, ByteBuffer> record = held.records.get(next++);
                builder.position(record.offset());
                columns.fill(builder, record);
            }
            return next < held.records.size();
        }

        @Override
        public long recordCount() {
            return next;
        }

        @Override
        public void close() {}
    }
}
