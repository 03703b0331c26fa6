package dev.sluice.kafka;

import dev.sluice.seam.Exec;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** What a process has of a {@link ModelCluster}. */
final class ModelPort implements KafkaPort {
    /** Longer than a clock may jump because the machine is slow. */
    static final int MOST_TRANSACTION_MILLIS = 150_000;

    private final ModelProcess process;
    private final Exec exec;

    /** Leaders that have not got the newest records yet. */
    private final Map<TopicPartition, Lag> lags = new HashMap<>();

    /** @param answers how many more they give */
    private record Lag(long end, int answers) {}

    ModelPort(ModelProcess process, Exec exec) {
        this.process = process;
        this.exec = exec;
    }

    /** The end of a partition as its leader knows it, who may be behind for some answers. */
    long knownEnd(TopicPartition partition, ModelPartition found) {
        Lag lag = lags.get(partition);
        if (lag == null && process.goesWrong()) {
            lag = new Lag(Math.max(found.start(), found.end() - 1 - process.below(4)), 1 + process.below(6));
        }
        if (lag == null) {
            return found.end();
        }
        if (lag.answers() == 1) {
            lags.remove(partition);
        } else {
            lags.put(partition, new Lag(lag.end(), lag.answers() - 1));
        }
        return Math.max(lag.end(), found.start());
    }

    @Override
    public ClusterAdmin admin(ClientSettings settings) {
        return new ModelAdmin(process, this);
    }

    @Override
    public Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise) {
        Object isolation = settings.consumer(0).get(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
        return new ModelConsumer(process, this, exec.monitor(), "read_uncommitted".equals(isolation));
    }

    @Override
    public Consumer<ByteBuffer, ByteBuffer> follower(ClientSettings settings, Map<String, Object> otherwise) {
        return consumer(settings, otherwise);
    }

    @Override
    public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
        return new ModelProducer(
                process,
                exec.monitor(),
                String.valueOf(more.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG)),
                Long.parseLong(String.valueOf(more.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG))));
    }

    @Override
    public Producer<byte[], byte[]> promptProducer(ClientSettings settings) {
        throw new UnsupportedOperationException("only what is exactly once is modelled");
    }
}
