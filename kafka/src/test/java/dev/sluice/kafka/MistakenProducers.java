package dev.sluice.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Ways in which a sink may go wrong about transactions. */
@SuppressWarnings({"UnsynchronizedOverridesSynchronized", "FutureReturnValueIgnored"
}) // As those are that they forward to.
final class MistakenProducers {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private MistakenProducers() {}

    /** The mark is a transaction of its own. */
    static KafkaPort markOutside(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
                Map<String, Object> own = new HashMap<>(more);
                own.merge(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "", (id, none) -> id + "-mark");
                Producer<byte[], byte[]> marks = super.producer(settings, own);
                return new ForwardingProducer(super.producer(settings, more)) {
                    @Override
                    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                        if (!record.topic().equals(ModelSinkProvider.MARKS)) {
                            return super.send(record, callback);
                        }
                        marks.initTransactions();
                        marks.beginTransaction();
                        Future<RecordMetadata> sent = marks.send(record, callback);
                        marks.commitTransaction();
                        return sent;
                    }
                };
            }
        };
    }

    /** A commit whose answer does not come is taken for done, and the producer is used again. */
    static KafkaPort unknownIsDone(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
                return new ForwardingProducer(super.producer(settings, more)) {
                    @Override
                    public void commitTransaction() {
                        try {
                            super.commitTransaction();
                        } catch (TimeoutException unknown) {
                            // This is the mistake.
                        }
                    }
                };
            }
        };
    }

    /** A batch is committed while its last row is under way, which comes with the next. */
    static KafkaPort notWaitedFor(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
                return new ForwardingProducer(super.producer(settings, more)) {
                    private @Nullable ProducerRecord<byte[], byte[]> underWay;

                    @Override
                    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                        if (record.topic().equals(ModelSinkProvider.MARKS)) {
                            return super.send(record, callback);
                        }
                        ProducerRecord<byte[], byte[]> before = underWay;
                        underWay = record;
                        return before == null ? CompletableFuture.completedFuture(null) : super.send(before, callback);
                    }
                };
            }
        };
    }

    /** Each run has ids of its own. */
    static KafkaPort nobodyShutOut(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public Producer<byte[], byte[]> producer(ClientSettings settings, Map<String, Object> more) {
                Map<String, Object> own = new HashMap<>(more);
                own.merge(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "", (id, none) -> id + "-" + RUNS.incrementAndGet());
                return super.producer(settings, own);
            }
        };
    }
}
