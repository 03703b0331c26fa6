package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads beside the query that end with an error of the machine: the query must not wait for what they will never bring. */
@Timeout(60)
class EndedThreadsTest {
    private final Semaphore told = new Semaphore(0);

    @Test
    void G6_aConsumerThatEndsWithAnErrorFailsTheQuery() throws InterruptedException {
        TopicPartition partition = new TopicPartition("t", 0);
        KafkaPort port = new ForwardingPort(new Clients()) {
            @Override
            public Consumer<ByteBuffer, ByteBuffer> follower(ClientSettings settings, Map<String, Object> otherwise) {
                return new MockConsumer<>("none") {
                    @Override
                    public synchronized ConsumerRecords<ByteBuffer, ByteBuffer> poll(Duration wait) {
                        throw new LinkageError("a class is missing");
                    }
                };
            }
        };
        ClientSettings settings =
                ClientSettings.ofSource("source \"kafka\"", Map.of("bootstrap.servers", "127.0.0.1:1"));
        try (FetchAhead fetched =
                new FetchAhead(port, settings, "g", 1_000, new SystemClock(), new SystemExec(), told::release)) {
            fetched.follow(Set.of(partition), Map.of(partition, new EpochOffset(0, EpochOffset.NO_EPOCH)), Map.of());
            told.acquire();
            assertThatThrownBy(fetched::ends)
                    .hasMessageContaining("a class is missing")
                    .hasCauseInstanceOf(LinkageError.class);
        }
    }

    @Test
    void G6_aLookAtTopicsThatEndsWithAnErrorFailsTheQuery() {
        LiveTopics looks = new LiveTopics(
                () -> {
                    throw new LinkageError("a class is missing");
                },
                new SystemClock(),
                new SystemExec(),
                told::release);
        try (looks) {
            looks.lookNow();
            assertThatThrownBy(() -> looks.take(look -> {}))
                    .isInstanceOf(LinkageError.class)
                    .hasMessageContaining("a class is missing");
        }
    }
}
