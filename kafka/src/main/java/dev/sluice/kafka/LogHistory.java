package dev.sluice.kafka;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether logs still begin with what was read of them. A leader that lacked records cuts them off when it is elected, and once it
 * has others in their place its end tells nothing; but it knows where the epoch of each leader before it has ended. Only consumers
 * can ask for that, so one is made for each question, which is as rare as elections.
 */
final class LogHistory {
    private static final Logger LOG = LoggerFactory.getLogger(LogHistory.class);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final KafkaPort port;
    private final ClientSettings settings;
    private final String group;
    private final Cluster cluster;
    private final Clock clock;

    /** @param group the name of the consumer group, where the user gave none */
    LogHistory(KafkaPort port, ClientSettings settings, String group, Cluster cluster, Clock clock) {
        this.port = port;
        this.settings = settings;
        this.group = group;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Asks the leaders there are now.
     *
     * @param read up to where each partition was read, with the epoch it is known with
     * @throws SluiceException if records before that are not there any more, and others are or will be
     */
    void requireUncut(Map<TopicPartition, EpochOffset> read) {
        if (read.isEmpty()) {
            return;
        }
        LOG.debug("Partitions have other leaders than when they were read: {}", read);
        boolean isKnown = ask(read);
        for (int attempt = 0; !isKnown && attempt < cluster.retries(); attempt++) {
            cluster.pause();
            isKnown = ask(read);
        }
        if (!isKnown) {
            warnOfUnknownEpochs(read);
        }
    }

    /**
     * Says that leaders can tell nothing of the earlier ones, as somebody has found out who asked them.
     *
     * @param read the partitions with what is known of where they were read to
     */
    static void warnOfUnknownEpochs(Map<TopicPartition, ?> read) {
        LOG.warn(
                "No leader knows where the epochs of earlier ones have ended, so nobody can tell whether records"
                        + " were cut off that were read up to {}",
                read);
    }

    /** @return whether leaders know these epochs */
    private boolean ask(Map<TopicPartition, EpochOffset> read) {
        AnswerTime time = new AnswerTime(clock, ANSWER.toMillis());
        Consumer<ByteBuffer, ByteBuffer> consumer =
                port.consumer(settings, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
        try {
            consumer.assign(read.keySet());
            // As long as it does not know the leaders, it takes any position for a good one.
            Map<TopicPartition, Long> earliest = consumer.beginningOffsets(read.keySet(), ANSWER);
            read.forEach((partition, place) -> consumer.seek(partition, place.toSeek()));
            return isAgreedTo(consumer, read.keySet(), earliest);
        } catch (KafkaException failed) {
            throw KafkaErrors.failed(
                    settings, "asking whether records were cut off before " + read, time.waitedMillis(), failed);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /** The consumer has a position once the leader has said that it can be one. */
    private static boolean isAgreedTo(
            Consumer<ByteBuffer, ByteBuffer> consumer,
            Set<TopicPartition> partitions,
            Map<TopicPartition, Long> earliest) {
        try {
            partitions.forEach(partition -> consumer.position(partition, ANSWER));
            return true;
        } catch (LogTruncationException cut) {
            KafkaErrors.requireNoTruncation(cut, earliest);
            return false;
        }
    }
}
