package dev.sluice.kafka;

import static dev.sluice.kafka.Sources.failure;
import static dev.sluice.kafka.Sources.latest;
import static dev.sluice.kafka.Sources.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.ErrorCondition;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A partition that has records and does not send them. */
@Timeout(60)
class SilentPartitionTest {
    private final ModelSources sources = new ModelSources("a", "b", "c", "d");

    @Test
    void KS1_aPieceWaitsForItsNextRecordAsLongAsItIsTold() {
        KafkaPort silent = new ForwardingPort(sources.port()) {
            @Override
            public Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise) {
                return new SilentConsumer();
            }
        };
        try (Source source = sources.source(silent, sources.notes(), "kafkaConsumer.pollTimeoutMs", "30000")) {
            Offset begin = start(source);
            Offset end = latest(source, begin);
            assertThat(failure(ErrorCondition.KAFKA_UNREACHABLE, () -> Queries.values(source, begin, end)))
                    .hasMessageContaining("no record of the range came for 30000 ms")
                    .hasMessageContaining("topic \"modelled\", partition 0, offset 0 of 0 to 3");
            assertThat(sources.millis()).isEqualTo(30_000);
        }
    }

    /** One to which brokers say that there is something, and do not send it. */
    private final class SilentConsumer extends MockConsumer<ByteBuffer, ByteBuffer> {
        private SilentConsumer() {
            super("none");
        }

        @Override
        public synchronized ConsumerRecords<ByteBuffer, ByteBuffer> poll(Duration wait) {
            sources.pause(wait.toMillis());
            return ConsumerRecords.empty();
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> of, Duration wait) {
            return Map.of(ModelSources.PARTITION, sources.partition().end());
        }
    }
}
