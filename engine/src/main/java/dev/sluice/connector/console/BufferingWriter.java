package dev.sluice.connector.console;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/** Keeps copies of the rows of a partition until the commit, for sinks that take a batch as a whole. */
final class BufferingWriter implements SinkWriter {
    private final List<Batch> batches = new ArrayList<>();

    @Override
    public void write(Batch batch) {
        if (batch.rowCount() > 0) {
            batches.add(batch.copy());
        }
    }

    @Override
    public CommitMessage finish() {
        return new BufferedRows(batches);
    }

    @Override
    public void close() {
        batches.clear();
    }
}
