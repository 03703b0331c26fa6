package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import java.nio.ByteBuffer;
import java.time.Duration;
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

/** Makes Kafka's clients. What they carry are bytes: nothing is decoded that no column asks for. */
final class Clients {
    private static final int RANGE_WAIT_MILLIS = 5;
    private static final int FOLLOW_WAIT_MILLIS = 500;

    private Clients() {}

    static Admin admin(ClientSettings settings) {
        return made(settings, () -> Admin.create(settings.admin()));
    }

    /** A consumer whose keys and values are views into what was fetched, of a range that is there when it is asked for. */
    static Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise) {
        // Who waited for more than the range has would wait before the next partition.
        Map<String, Object> all = settings.consumer(RANGE_WAIT_MILLIS);
        otherwise.forEach(all::putIfAbsent);
        return consumer(settings, all, Map.of());
    }

    /**
     * A consumer of what is still to come.
     *
     * @param more settings that nobody else may give
     */
    static Consumer<ByteBuffer, ByteBuffer> follower(
            ClientSettings settings, Map<String, Object> otherwise, Map<String, Object> more) {
        Map<String, Object> all = settings.consumer(FOLLOW_WAIT_MILLIS);
        otherwise.forEach(all::putIfAbsent);
        return consumer(settings, all, more);
    }

    private static Consumer<ByteBuffer, ByteBuffer> consumer(
            ClientSettings settings, Map<String, Object> all, Map<String, Object> more) {
        all.putAll(more);
        return made(
                settings, () -> new KafkaConsumer<>(all, new ByteBufferDeserializer(), new ByteBufferDeserializer()));
    }

    static Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
        Map<String, Object> all = settings.producer();
        all.putAll(more);
        return made(settings, all);
    }

    /** A producer that waits for no more records before it sends one. */
    static Producer<byte[], byte[]> promptProducer(ClientSettings settings) {
        Map<String, Object> all = settings.producer();
        all.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        return made(settings, all);
    }

    private static Producer<byte[], byte[]> made(ClientSettings settings, Map<String, Object> all) {
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

    /** Closes an administrative client without waiting for answers. */
    static void close(Admin admin) {
        admin.close(Duration.ZERO);
    }
}
