package dev.sluice.connector.memory;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.WholeBatchSink;

/** Fills a {@link MemoryTable}. */
final class MemorySink implements WholeBatchSink {
    private final MemoryTable table;
    private final OutputMode outputMode;

    MemorySink(MemoryTable table, OutputMode outputMode) {
        this.table = table;
        this.outputMode = outputMode;
    }

    @Override
    public void commit(BatchId batch, BatchSequence rows) {
        switch (outputMode) {
            case APPEND, UPDATE -> table.append(batch.batchId(), batch.attempt(), rows);
            case COMPLETE -> table.replace(batch.batchId(), batch.attempt(), rows);
        }
    }

    /** A table that holds nothing may be that of a process which has ended: it proves nothing. */
    @Override
    public SinkStatus status(long batchId) {
        String attempt = table.attempt(batchId);
        if (attempt != null) {
            return new SinkStatus.Committed(attempt);
        }
        long latest = table.latestBatchId();
        if (latest == MemoryTable.NO_BATCH) {
            return new SinkStatus.CannotTell();
        }
        return latest < batchId ? new SinkStatus.NotCommitted() : new SinkStatus.Forgotten(latest);
    }

    @Override
    public String description() {
        return "MemorySink";
    }
}
