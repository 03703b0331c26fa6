package dev.sluice.connector.console;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.TurnOutput;
import dev.sluice.spi.sink.WholeBatchSink;
import java.io.PrintStream;

/** Prints each batch under a heading with its number. */
final class ConsoleSink implements WholeBatchSink {
    private static final String LINE = "-".repeat(43) + "\n";
    private static final int TRUNCATED_LENGTH = 20;

    private final SinkSettings settings;
    private final PrintStream out;

    ConsoleSink(SinkSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public void commit(BatchId batch, BatchSequence rows) {
        print(batch, rows);
    }

    /** The rows of every turn under the heading of their epoch. */
    @Override
    public TurnOutput turns() {
        return this::print;
    }

    private void print(BatchId batch, BatchSequence rows) {
        String table = TableText.render(
                settings.schema(),
                rows,
                settings.options().get(ConsoleSinkProvider.NUM_ROWS),
                settings.options().get(ConsoleSinkProvider.TRUNCATE) ? TRUNCATED_LENGTH : 0,
                false,
                settings.timeZone());
        out.print(LINE + "Batch: " + batch.batchId() + "\n" + LINE + table + "\n");
        out.flush();
    }

    @Override
    public SinkStatus status(long batchId) {
        return new SinkStatus.CannotTell();
    }

    @Override
    public String description() {
        return "ConsoleSink[numRows=" + settings.options().get(ConsoleSinkProvider.NUM_ROWS) + ", truncate="
                + settings.options().get(ConsoleSinkProvider.TRUNCATE) + "]";
    }
}
