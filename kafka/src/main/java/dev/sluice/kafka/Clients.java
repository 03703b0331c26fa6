package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** Kafka's own clients, of which one that refuses its settings is told as an error of ours. */
final class Clients implements KafkaPort {
    private static final int RANGE_WAIT_MILLIS = 5;
    private static final int FOLLOW_WAIT_MILLIS = 500;

    @Override
    public ClusterAdmin admin(ClientSettings settings) {
        return new KafkaClusterAdmin(made(settings, () -> Admin.create(settings.admin())));
    }

    @Override
    public Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise) {
        // Who waited for more than the range has would wait before the next partition.
        return consumer(settings, settings.consumer(RANGE_WAIT_MILLIS), otherwise);
    }

    @Override
    public Consumer<ByteBuffer, ByteBuffer> follower(ClientSettings settings, Map<String, Object> otherwise) {
        return consumer(settings, settings.consumer(FOLLOW_WAIT_MILLIS), otherwise);
    }

    private static Consumer<ByteBuffer, ByteBuffer> consumer(
            ClientSettings settings, Map<String, Object> all, Map<String, Object> otherwise) {
        otherwise.forEach(all::putIfAbsent);
        return made(
                settings, () -> new KafkaConsumer<>(all, new ByteBufferDeserializer(), new ByteBufferDeserializer()));
    }

    @Override
    public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
        Map<String, Object> all = settings.producer();
        all.putAll(more);
        return producerOf(settings, all);
    }

    @Override
    public Producer<byte[], byte[]> promptProducer(ClientSettings settings) {
        Map<String, Object> all = settings.producer();
        all.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        return producerOf(settings, all);
    }

    private static Producer<byte[], byte[]> producerOf(ClientSettings settings, Map<String, Object> all) {
        return made(settings, () -> new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** @throws SluiceException if the client refuses its settings */
    private static <C> C made(ClientSettings settings, Supplier<C> client) {
        try {
            return OwnLoader.within(client);
        } catch (KafkaException refused) {
            throw KafkaErrors.notMade(settings, refused);
        }
    }
}
