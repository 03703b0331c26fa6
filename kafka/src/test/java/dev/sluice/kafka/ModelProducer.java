package dev.sluice.kafka;

import dev.sluice.seam.Exec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes transactions into a {@link ModelCluster}. Records are sent in the background: some with a later one, the rest when they are
 * waited for. Whatever is sent may be refused, come twice, come later, or be done without an answer.
 */
@SuppressWarnings({"UnsynchronizedOverridesSynchronized", "FutureReturnValueIgnored"}) // One thread runs at a time.
final class ModelProducer extends MockProducer<byte[], byte[]> {
    private static final int SLOW_MILLIS = 2_000;

    /** A transaction in which a request takes so long is given up. */
    private static final int TOO_SLOW_MILLIS = ModelPort.MOST_TRANSACTION_MILLIS + 10_000;

    private final ModelProcess process;
    private final Exec.Monitor monitor;
    private final ModelCoordinator coordinator;
    private final long timeoutMillis;
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    private final Map<ModelPartition, Long> sequences = new HashMap<>();
    private int epoch = -1;
    private boolean isOpen;
    private boolean hasSent;

    /** Records that are being sent by some thread. */
    private int underWay;

    /** Why the transaction can only be given up. */
    private @Nullable RuntimeException failure;

    /** Why nothing more can be done with the producer. */
    private @Nullable RuntimeException end;

    private record Unsent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    ModelProducer(ModelProcess process, Exec.Monitor monitor, String id, long timeoutMillis) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.process = process;
        this.monitor = monitor;
        this.coordinator = process.cluster().coordinator(id);
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void initTransactions() {
        if (process.goesWrong()) {
            process.point();
            process.cluster().meet(KafkaSituation.KS1_NO_ANSWER);
            throw new TimeoutException("no answer from the coordinator");
        }
        process.request(() -> epoch = coordinator.init(timeoutMillis));
    }

    @Override
    public void beginTransaction() {
        requireUsable();
        if (epoch < 0 || isOpen) {
            throw new IllegalStateException("not ready for a transaction");
        }
        isOpen = true;
        hasSent = false;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        requireUsable();
        if (failure != null || !isOpen) {
            throw new KafkaException("there is no transaction that can be written", failure);
        }
        unsent.add(new Unsent(record, callback));
        if (process.below(4) == 0) {
            deliver();
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void flush() {
        process.point();
        deliver();
        while (underWay > 0) {
            process.pause(monitor, 1);
        }
    }

    private void deliver() {
        while (!unsent.isEmpty()) {
            process.point();
            if (process.goesWrong()) {
                process.pause(monitor, process.below(4) == 0 ? TOO_SLOW_MILLIS : 1 + process.below(SLOW_MILLIS));
            }
            // Another thread may have delivered it while this one waited.
            Unsent next = unsent.poll();
            if (next != null) {
                underWay++;
                try {
                    deliver(next);
                } finally {
                    underWay--;
                }
            }
        }
    }

    private void deliver(Unsent next) {
        RuntimeException failed = failure == null ? end : failure;
        if (failed == null) {
            failed = append(next.record());
        }
        answer(next.callback(), failed);
    }

    /** Kafka calls back with either of the two, the other being null. */
    @SuppressWarnings("NullAway")
    private static void answer(Callback callback, @Nullable RuntimeException failed) {
        callback.onCompletion(null, failed);
    }

    private @Nullable RuntimeException append(ProducerRecord<byte[], byte[]> record) {
        ModelPartition partition = partition(record);
        if (partition == null) {
            failure = new UnknownTopicOrPartitionException(record.topic());
            return failure;
        }
        long sequence = sequences.merge(partition, 1L, Long::sum);
        int mine = epoch;
        ModelPartition.Entry entry = new ModelPartition.Entry(
                record.key(), record.value(), process.baton().wallMillis(), null, false);
        Runnable effect = () -> coordinator.append(mine, process.baton().wallMillis(), partition, sequence, entry);
        hasSent = true;
        process.requireAlive();
        if (process.goesWrong()) {
            switch (process.below(3)) {
                case 0 -> {
                    // The first answer was lost, and the record was sent once more.
                    process.cluster().later(effect);
                }
                case 1 -> {
                    process.cluster().meet(KafkaSituation.SK6_A_RECORD_IS_NOT_ACKNOWLEDGED);
                    if (process.below(2) == 0) {
                        process.cluster().later(effect);
                    }
                    failure = new TimeoutException("the record was not acknowledged in time");
                    return failure;
                }
                default -> process.cluster().tick(100);
            }
        }
        try {
            process.request(effect);
            return null;
        } catch (InvalidProducerEpochException fenced) {
            end = fenced;
            return fenced;
        }
    }

    private @Nullable ModelPartition partition(ProducerRecord<byte[], byte[]> record) {
        ModelCluster.Topic topic = process.cluster().topic(record.topic());
        if (topic == null) {
            return null;
        }
        Integer asked = record.partition();
        int number = asked == null ? process.below(topic.partitions().size()) : asked;
        return process.cluster().partition(new TopicPartition(record.topic(), number));
    }

    @Override
    public void commitTransaction() {
        flush();
        requireUsable();
        if (failure != null) {
            throw new KafkaException("the transaction can only be given up", failure);
        }
        if (hasSent) {
            end(true);
        }
        isOpen = false;
    }

    @Override
    public void abortTransaction() {
        unsent.clear();
        requireUsable();
        if (hasSent) {
            end(false);
            if (failure != null) {
                process.request(() -> epoch = coordinator.bump(epoch));
                sequences.clear();
            }
        }
        failure = null;
        isOpen = false;
    }

    private void end(boolean commits) {
        int mine = epoch;
        Runnable effect = () -> {
            coordinator.end(mine, process.baton().wallMillis(), commits);
            process.cluster().later(coordinator::writeEnd);
        };
        process.requireAlive();
        if (process.goesWrong(3)) {
            end = new KafkaException("it is not known how the last transaction has ended");
            loseAnswer(commits, effect);
            throw new TimeoutException("no answer to the end of the transaction");
        }
        try {
            process.requestEnd(effect);
        } catch (ApiException refused) {
            end = refused;
            throw refused;
        }
        process.cluster().tick(50);
    }

    private void loseAnswer(boolean commits, Runnable effect) {
        switch (process.below(3)) {
            case 0 -> {
                process.request(effect);
                meet(commits, KafkaSituation.SK5_AN_UNKNOWN_COMMIT_WAS_DONE);
            }
            case 1 -> {
                process.point();
                meet(commits, KafkaSituation.SK5_AN_UNKNOWN_COMMIT_WAS_NOT_DONE);
            }
            default -> {
                process.cluster().later(effect);
                process.point();
                meet(commits, KafkaSituation.SK5_AN_UNKNOWN_COMMIT_COMES_LATER);
            }
        }
    }

    private void meet(boolean commits, KafkaSituation situation) {
        if (commits) {
            process.cluster().meet(situation);
        }
    }

    private void requireUsable() {
        if (end != null) {
            throw new KafkaException("the producer cannot be used any more", end);
        }
    }

    @Override
    public void close(Duration wait) {
        unsent.clear();
        end = new IllegalStateException("closed");
    }
}
