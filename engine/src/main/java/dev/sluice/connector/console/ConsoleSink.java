package dev.sluice.connector.console;

import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.io.PrintStream;
import java.util.List;

/** Prints each batch under a heading with its number. */
final class ConsoleSink implements Sink {
    private static final String LINE = "-".repeat(43) + "\n";
    private static final int TRUNCATED_LENGTH = 20;

    private final SinkSettings settings;
    private final PrintStream out;

    ConsoleSink(SinkSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new BufferingWriter();
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        String table = TableText.render(
                settings.schema(),
                BufferedRows.of(messages),
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
