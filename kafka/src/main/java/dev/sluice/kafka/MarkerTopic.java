package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of {@link Marker}s: one partition, compacted by query. */
final class MarkerTopic {
    private static final Logger LOG = LoggerFactory.getLogger(MarkerTopic.class);

    /** How long a question about the first mark waits. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final Duration WAIT = Duration.ofMillis(200);

    /** To wait so long for others is worth telling. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaPort port;
    private final ClientSettings settings;
    private final Cluster cluster;
    private final Clock clock;
    private final Consumer<String> waiting;
    private final TopicPartition partition;

    /** @param waiting is told what it waits for, if that takes long */
    MarkerTopic(
            KafkaPort port,
            ClientSettings settings,
            Cluster cluster,
            Clock clock,
            Consumer<String> waiting,
            String name) {
        this.port = port;
        this.settings = settings;
        this.cluster = cluster;
        this.clock = clock;
        this.waiting = waiting;
        this.partition = new TopicPartition(name, 0);
    }

    /** The record by which a transaction marks its batch. */
    ProducerRecord<byte[], byte[]> record(Marker marker) {
        return new ProducerRecord<>(
                partition.topic(), partition.partition(), marker.queryId().getBytes(UTF_8), marker.value());
    }

    /** Makes the topic, unless it is there. */
    void create() {
        Subscription itself = new Subscription.Topics(List.of(partition.topic()));
        if (cluster.topics(itself).ids().isEmpty()) {
            cluster.create(new NewTopic(partition.topic(), Optional.of(1), Optional.empty())
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            // So short that a start has little to read.
                            TopicConfig.SEGMENT_MS_CONFIG,
                            Long.toString(TimeUnit.HOURS.toMillis(1)))));
        }
    }

    /**
     * The last mark of a query, null if it has none. What was marked before the call is seen: where another query's
     * transaction is open in the topic, its end is waited for.
     *
     * @param longestMillis how long that may take
     */
    @Nullable
    Marker last(String queryId, long longestMillis) {
        long end = cluster.offsets(Map.of(partition, OffsetSpec.latest()), IsolationLevel.READ_UNCOMMITTED)
                .getOrDefault(partition, 0L);
        long begin = cluster.offsets(List.of(partition), OffsetSpec.earliest()).getOrDefault(partition, 0L);
        ByteBuffer key = ByteBuffer.wrap(queryId.getBytes(UTF_8));
        Marker last = null;
        long startNanos = clock.monotonicNanos();
        boolean isTold = false;
        try (RecordCursor cursor = new RecordCursor(port.consumer(settings, Map.of()))) {
            cursor.seek(partition, begin);
            while (cursor.position() < end) {
                ConsumerRecord<ByteBuffer, ByteBuffer> record = cursor.peek();
                if (record == null) {
                    requireWithin(longestMillis, startNanos);
                    if (!isTold && waited(startNanos) >= PATIENCE.toMillis()) {
                        isTold = true;
                        tell(longestMillis);
                    }
                    poll(cursor);
                } else {
                    if (key.equals(record.key()) && record.value() != null) {
                        last = parsed(record);
                    }
                    cursor.take();
                }
            }
        } catch (KafkaException failed) {
            throw KafkaErrors.failed(settings, reading(), waited(startNanos), failed);
        }
        return last;
    }

    private void poll(RecordCursor cursor) {
        try {
            cursor.poll(WAIT);
        } catch (OffsetOutOfRangeException notThere) {
            // Its leader is not up to date, or the first marks were deleted in the meantime.
            LOG.debug("{} has no offset {}", partition, cursor.position(), notThere);
            cluster.pause();
            cursor.seek(partition, Math.max(cursor.position(), cursor.earliest(ANSWER)));
        }
    }

    private void tell(long longestMillis) {
        waiting.accept("Waiting for transactions of others in topic \"" + partition.topic() + "\"");
        LOG.warn(
                "Transactions of others are open in topic \"{}\": the marks behind them are waited for, up to {} ms. {}",
                partition.topic(),
                longestMillis,
                findHanging());
    }

    /** What no producer ends any more brokers give up, and do not if they have forgotten it. */
    private String findHanging() {
        return "Kafka's \"kafka-transactions.sh --bootstrap-server " + settings.servers() + " find-hanging --topic "
                + partition.topic() + "\" names those that nobody will end";
    }

    private void requireWithin(long longestMillis, long startNanos) {
        if (waited(startNanos) > longestMillis) {
            throw SluiceException.of(
                            ErrorCondition.KAFKA_UNREACHABLE, "the marks of batches cannot be read to their end")
                    .at(settings.owner() + ", brokers " + settings.servers())
                    .at(reading())
                    .expected("its end within " + longestMillis + " ms: no transaction is open longer")
                    .safe("nothing was written")
                    .mend(
                            "check that the brokers run. " + findHanging()
                                    + ", and with \"abort\" in the place of \"find-hanging\" it ends them; then start the query again")
                    .build();
        }
    }

    private String reading() {
        return "reading topic \"" + partition.topic() + "\"";
    }

    private long waited(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos() - startNanos);
    }

    private Marker parsed(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        String text = UTF_8.decode(record.value().duplicate()).toString();
        try {
            return Marker.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw SluiceException.of(ErrorCondition.SINK_MEMORY_LOST, "the mark of a batch cannot be read")
                    .at("topic \"" + partition.topic() + "\", offset " + record.offset())
                    .found(text)
                    .expected("JSON with queryId, batchId and attempt")
                    .safe("nothing was written")
                    .mend(
                            "let nobody but queries write into this topic; with another markerTopic the query goes on after"
                                    + " its last committed batch, if none is unfinished")
                    .cause(malformed)
                    .build();
        }
    }
}
