package dev.sluice.streaming;

import dev.sluice.config.ConfigOption;
import dev.sluice.connector.memory.MemorySinkProvider;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A memory sink whose opening and preparing a test may let fail.
 *
 * @param whenOpened given how often it was opened before
 * @param whenPrepared given the id of the batch
 */
record TroubledSinkProvider(IntConsumer whenOpened, LongConsumer whenPrepared, AtomicInteger opened)
        implements SinkProvider {
    @Override
    public String name() {
        return "memory";
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
    public Sink open(SinkSettings settings, SinkContext context) {
        whenOpened.accept(opened.getAndIncrement());
        Sink sink = new MemorySinkProvider().open(settings, context);
        return new Sink() {
            @Override
            public SinkWriter writer(BatchId batch, int partition) {
                return sink.writer(batch, partition);
            }

            @Override
            public void prepare(BatchId batch, List<CommitMessage> messages) {
                whenPrepared.accept(batch.batchId());
                sink.prepare(batch, messages);
            }

            @Override
            public void commit(BatchId batch, List<CommitMessage> messages) {
                sink.commit(batch, messages);
            }

            @Override
            public void abort(BatchId batch) {
                sink.abort(batch);
            }

            @Override
            public SinkStatus status(long batchId) {
                return sink.status(batchId);
            }

            @Override
            public void committed(long batchId) {
                sink.committed(batchId);
            }

            @Override
            public String description() {
                return sink.description();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }
}
