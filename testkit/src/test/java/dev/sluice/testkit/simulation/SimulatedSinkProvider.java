package dev.sluice.testkit.simulation;

import dev.sluice.columnar.Batch;
import dev.sluice.config.ConfigOption;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sink {@code simulated}: into the {@link SimulatedTable} given as the attachment, exactly-once unless it is a {@link SimulatedShow}. */
public final class SimulatedSinkProvider implements SinkProvider {
    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.values());
    }

    @Override
    public @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return settings.attachment() instanceof SimulatedShow
                ? null
                : SinkProvider.super.mendForAsyncTracking(settings);
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        if (settings.attachment() instanceof SimulatedShow show) {
            return new ShowSink(show);
        }
        if (settings.attachment() instanceof SimulatedTable table) {
            return new TableSink(table);
        }
        throw new IllegalArgumentException("no table: " + settings.attachment());
    }

    /** The rows of one writer. */
    private record Rows(List<String> rows) implements CommitMessage {}

    private record TableSink(SimulatedTable table) implements Sink {
        @Override
        public SinkWriter writer(BatchId batch, int partition) {
            List<String> rows = new ArrayList<>();
            return new SinkWriter() {
                @Override
                public void write(Batch part) {
                    BatchText.rows(part).forEach(row -> rows.add(row.substring(1, row.length() - 1)));
                }

                @Override
                public CommitMessage finish() {
                    return new Rows(List.copyOf(rows));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void commit(BatchId batch, List<CommitMessage> messages) {
            if (table.get(batch.batchId()) == null) {
                List<String> rows = messages.stream()
                        .flatMap(message -> ((Rows) message).rows().stream())
                        .toList();
                table.put(batch.batchId(), new SimulatedTable.Held(batch.attempt(), rows));
            }
        }

        @Override
        public SinkStatus status(long batchId) {
            SimulatedTable.Held held = table.get(batchId);
            if (held != null) {
                return new SinkStatus.Committed(held.attempt());
            }
            return batchId > table.latest() ? new SinkStatus.NotCommitted() : new SinkStatus.Forgotten(table.latest());
        }

        @Override
        public String description() {
            return "Simulated";
        }
    }
}
