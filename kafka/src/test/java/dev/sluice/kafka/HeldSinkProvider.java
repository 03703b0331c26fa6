package dev.sluice.kafka;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The Kafka sink, which says {@code holds N} once batch N is visible and then never returns: what is killed there has written the
 * batch and not the commit entry.
 */
public final class HeldSinkProvider implements SinkProvider {
    static final String NAME = "kafka-held";
    static final ConfigOption<Long> HOLD =
            ConfigOption.longInteger("hold").defaultsTo(-1L).doc("The batch.");

    private final KafkaSinkProvider real = new KafkaSinkProvider();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ConfigOption<?>> options() {
        List<ConfigOption<?>> options = new ArrayList<>(real.options());
        options.add(HOLD);
        return options;
    }

    @Override
    public Set<OutputMode> outputModes() {
        return real.outputModes();
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return new HeldSink(real.open(settings, context), settings.options().get(HOLD));
    }

    private record HeldSink(Sink real, long held) implements Sink {
        @Override
        public SinkWriter writer(BatchId batch, int partition) {
            return real.writer(batch, partition);
        }

        @Override
        public void prepare(BatchId batch, List<CommitMessage> messages) {
            real.prepare(batch, messages);
        }

        @Override
        public void commit(BatchId batch, List<CommitMessage> messages) {
            real.commit(batch, messages);
            if (batch.batchId() == held) {
                System.out.println("holds " + held);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
        }

        @Override
        public void abort(BatchId batch) {
            real.abort(batch);
        }

        @Override
        public SinkStatus status(long batchId) {
            return real.status(batchId);
        }

        @Override
        public String description() {
            return real.description();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
