package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A producer that forgets no failure: records are sent in the background, and the first that failed is told at the next call. */
final class RecordOutput implements AutoCloseable {
    private final ClientSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    /** Most records go to one topic. */
    private volatile Answers recent = new Answers("", null);

    private record Failure(String topic, Exception cause) {}

    /**
     * Takes the answers for a topic in a turn. Many records wait for theirs at a time: what is kept for each of them is work for the collector
     * of garbage, so it is neither the record nor an object of its own.
     */
    private final class Answers implements Callback {
        private final String topic;
        private final @Nullable SentTurn turn;

        private Answers(String topic, @Nullable SentTurn turn) {
            this.topic = topic;
            this.turn = turn;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failed) {
            if (failed != null) {
                failure.compareAndSet(null, new Failure(topic, failed));
            } else if (turn != null) {
                turn.acknowledged();
            }
        }
    }

    RecordOutput(ClientSettings settings, Producer<byte[], byte[]> producer) {
        this.settings = settings;
        this.producer = producer;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    /**
     * @param turn which is to know what becomes of the record, null for none
     * @throws SluiceException if this record cannot be sent, or one before it was not
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told the same.
    void send(ProducerRecord<byte[], byte[]> record, @Nullable SentTurn turn) {
        requireNoFailure();
        if (turn != null) {
            turn.sent();
        }
        try {
            producer.send(record, answers(record.topic(), turn));
        } catch (KafkaException failed) {
            throw KafkaErrors.failed(settings, sending(record.topic()), 0, failed);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Turns are told apart, not compared.
    private Answers answers(String topic, @Nullable SentTurn turn) {
        Answers known = recent;
        if (known.turn != turn || !known.topic.equals(topic)) {
            known = new Answers(topic, turn);
            recent = known;
        }
        return known;
    }

    /** @throws SluiceException if a record was not acknowledged */
    void flush() {
        try {
            producer.flush();
        } catch (KafkaException failed) {
            throw KafkaErrors.failed(settings, "waiting for records to be acknowledged", 0, failed);
        }
        requireNoFailure();
    }

    private void requireNoFailure() {
        Failure failed = failure.get();
        if (failed != null) {
            throw KafkaErrors.failed(settings, sending(failed.topic()), 0, failed.cause());
        }
    }

    private static String sending(String topic) {
        return "sending to topic \"" + topic + "\"";
    }

    /** Without waiting for records under way. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
