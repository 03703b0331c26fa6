package dev.sluice.kafka;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Another way to brokers, some of whose clients are made to do otherwise. */
class ForwardingPort implements KafkaPort {
    private final KafkaPort port;

    ForwardingPort(KafkaPort port) {
        this.port = port;
    }

    @Override
    public ClusterAdmin admin(ClientSettings settings) {
        return port.admin(settings);
    }

    @Override
    public Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise) {
        return port.consumer(settings, otherwise);
    }

    @Override
    public Consumer<ByteBuffer, ByteBuffer> follower(ClientSettings settings, Map<String, Object> otherwise) {
        return port.follower(settings, otherwise);
    }

    @Override
    public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
        return port.producer(settings, more);
    }

    @Override
    public Producer<byte[], byte[]> promptProducer(ClientSettings settings) {
        return port.promptProducer(settings);
    }
}
