package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log that was cut off below what was read of it, and grew again: the client tells, for a look at its end does not. */
@Timeout(60)
class TruncatedLogTest {
    private static final TopicPartition PARTITION = new TopicPartition("cut", 0);

    private static LogTruncationException cut(Map<TopicPartition, OffsetAndMetadata> divergent) {
        return new LogTruncationException("made for the test", Map.of(PARTITION, 100L), divergent);
    }

    @Test
    void KS5_whatIsFetchedAheadOfALogThatWasCutOffIsAnError() throws InterruptedException {
        MockConsumer<ByteBuffer, ByteBuffer> consumer = new MockConsumer<>("none");
        consumer.setPollException(cut(Map.of(PARTITION, new OffsetAndMetadata(80))));
        KafkaPort port = new ForwardingPort(new Clients()) {
            @Override
            public Consumer<ByteBuffer, ByteBuffer> follower(ClientSettings settings, Map<String, Object> otherwise) {
                return consumer;
            }
        };
        ClientSettings settings =
                ClientSettings.ofSource("source \"kafka\"", Map.of("bootstrap.servers", "nowhere:9092"));
        Semaphore told = new Semaphore(0);
        try (FetchAhead fetched =
                new FetchAhead(port, settings, "test", 1_000, new SystemClock(), new SystemExec(), told::release)) {
            fetched.follow(Set.of(PARTITION), Map.of(PARTITION, new EpochOffset(100, 3)), Map.of());
            told.acquire();
            SluiceException failure = Sources.failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, fetched::ends);
            assertThat(failure)
                    .hasMessageContaining("topic \"cut\", partition 0: what was read is there up to offset 80")
                    .hasMessageContaining("so 20 records are lost")
                    .hasMessageContaining("all of it up to offset 100");
        }
    }

    @Test
    void KS5_aLeaderThatDoesNotKnowAnEpochIsNoProof() {
        assertThatCode(() -> KafkaErrors.requireNoTruncation(cut(Map.of()), Map.of()))
                .doesNotThrowAnyException();
    }
}
