package dev.sluice.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is fetched before somebody asks for it. */
@Timeout(60)
class FetchAheadTest {
    private static final Broker BROKER = Broker.shared();
    private static final long MOST_BYTES = 1_000;

    /** A record of these tests, with what is counted beside its bytes. */
    private static final long RECORD_BYTES = 130;

    private final Semaphore changes = new Semaphore(0);
    private final AtomicLong mostHeld = new AtomicLong();

    private FetchAhead fetchAhead(List<FetchAhead> opened) {
        ClientSettings settings = ClientSettings.ofSource(
                "source \"kafka\"", Map.of("bootstrap.servers", BROKER.servers(), "max.poll.records", "1"));
        FetchAhead fetched =
                new FetchAhead(new Clients(), settings, "test", MOST_BYTES, new SystemClock(), new SystemExec(), () -> {
                    opened.forEach(open -> mostHeld.accumulateAndGet(open.heldBytes(), Math::max));
                    changes.release();
                });
        opened.add(fetched);
        return fetched;
    }

    private static EpochOffset at(long offset) {
        return new EpochOffset(offset, EpochOffset.NO_EPOCH);
    }

    private static long end(FetchAhead fetched, TopicPartition partition) {
        return requireNonNull(fetched.ends().byPartition().get(partition), "end");
    }

    private void awaitEnd(FetchAhead fetched, TopicPartition partition, long end) throws InterruptedException {
        while (end(fetched, partition) < end) {
            changes.acquire();
        }
    }

    private static List<String> taken(FetchAhead fetched, TopicPartition partition, long from, long until) {
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> records =
                requireNonNull(fetched.take(new OffsetRange(partition, from, until)), "records");
        return records.stream()
                .map(record -> StandardCharsets.UTF_8.decode(record.value()).toString())
                .toList();
    }

    @Test
    void whoTakesSlowlyHoldsTheFetchingBack() throws InterruptedException {
        String topic = BROKER.topic("ahead", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        String[] values = new String[50];
        Arrays.setAll(values, number -> Integer.toString(10 + number));
        BROKER.send(topic, 0, values);
        List<String> all = new ArrayList<>();
        List<FetchAhead> opened = new ArrayList<>();
        try (FetchAhead fetched = fetchAhead(opened)) {
            fetched.follow(Set.of(partition), Map.of(partition, at(0)), Map.of());
            // As many as fill it; until one is taken there is no room for the next.
            awaitEnd(fetched, partition, 8);
            for (long next = 0; next < values.length; next++) {
                awaitEnd(fetched, partition, next + 1);
                all.addAll(taken(fetched, partition, next, next + 1));
            }
            assertThat(fetched.heldBytes()).isZero();
        }
        assertThat(all).containsExactly(values);
        assertThat(mostHeld).hasValueLessThan(MOST_BYTES + RECORD_BYTES);
    }

    @Test
    void onlyWhatIsWholeIsGivenAndOnlyOnce() throws InterruptedException {
        String topic = BROKER.topic("ahead-once", 2);
        TopicPartition partition = new TopicPartition(topic, 0);
        BROKER.transaction(topic, 0, true, "aa", "bb");
        BROKER.transaction(topic, 0, false, "xx");
        BROKER.send(topic, 0, "cc");
        try (FetchAhead fetched = fetchAhead(new ArrayList<>())) {
            fetched.follow(Set.of(partition), Map.of(partition, at(0)), Map.of());
            // Two records and a mark, one and a mark, one.
            awaitEnd(fetched, partition, 6);
            assertThat(fetched.take(new OffsetRange(partition, 0, 7))).isNull();
            assertThat(fetched.take(new OffsetRange(new TopicPartition(topic, 1), 0, 1)))
                    .isNull();
            assertThat(taken(fetched, partition, 0, 1)).containsExactly("aa");
            assertThat(taken(fetched, partition, 1, 6)).containsExactly("bb", "cc");
            assertThat(fetched.take(new OffsetRange(partition, 1, 6))).isNull();
        }
    }

    @Test
    void KS5_aPartitionIsNeverMovedBackToWhatWasRead() throws InterruptedException {
        String topic = BROKER.topic("ahead-back", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        BROKER.send(topic, 0, "aa", "bb", "cc");
        try (FetchAhead fetched = fetchAhead(new ArrayList<>())) {
            fetched.follow(Set.of(partition), Map.of(partition, at(0)), Map.of());
            awaitEnd(fetched, partition, 3);
            // As a look says that began before.
            fetched.follow(Set.of(partition), Map.of(), Map.of(partition, 1L));
            BROKER.send(topic, 0, "dd");
            awaitEnd(fetched, partition, 4);
            assertThat(taken(fetched, partition, 0, 4)).containsExactly("aa", "bb", "cc", "dd");
        }
    }

    @Test
    void anOffsetThatIsNotThereWaitsToBeMoved() throws InterruptedException {
        String topic = BROKER.topic("ahead-moved", 2);
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);
        BROKER.send(topic, 0, "aa");
        BROKER.send(topic, 1, "bb", "cc");
        try (FetchAhead fetched = fetchAhead(new ArrayList<>())) {
            fetched.follow(Set.of(first, second), Map.of(first, at(5), second, at(0)), Map.of());
            awaitEnd(fetched, second, 2);
            while (fetched.outOfRange().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(fetched.outOfRange()).containsExactly(first);
            fetched.follow(Set.of(first, second), Map.of(), Map.of(first, 6L));
            assertThat(end(fetched, first)).isEqualTo(6);
            assertThat(taken(fetched, first, 5, 6)).isEmpty();
            fetched.follow(Set.of(second), Map.of(), Map.of());
            BROKER.send(topic, 1, "dd");
            awaitEnd(fetched, second, 3);
            assertThat(taken(fetched, second, 0, 3)).containsExactly("bb", "cc", "dd");
        }
    }
}
