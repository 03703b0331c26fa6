package dev.sluice.kafka;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The way to brokers: whatever is asked of them or sent to them goes through a client that is made here, so that a simulation
 * has a cluster of its own. What clients carry are bytes: nothing is decoded that no column asks for.
 */
interface KafkaPort {
    ClusterAdmin admin(ClientSettings settings);

    /**
     * A consumer whose keys and values are views into what was fetched, of a range that is there when it is asked for.
     *
     * @param otherwise settings where the user gave none
     */
    Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise);

    /** A consumer of what is still to come. */
    Consumer<ByteBuffer, ByteBuffer> follower(ClientSettings settings, Map<String, Object> otherwise);

    /** @param more settings that nobody else may give */
    Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more);

    /** A producer that waits for no more records before it sends one. */
    Producer<byte[], byte[]> promptProducer(ClientSettings settings);
}
