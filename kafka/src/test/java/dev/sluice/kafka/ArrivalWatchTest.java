package dev.sluice.kafka;

import dev.sluice.seam.SystemExec;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A watch that tells as soon as there is something new: the tests have all the time that they take. */
@Timeout(60)
class ArrivalWatchTest {
    private static final Broker BROKER = Broker.shared();
    private static final long NEVER = 3_600_000;

    private final Semaphore told = new Semaphore(0);

    private ArrivalWatch watch() {
        ClientSettings settings =
                ClientSettings.ofSource("source \"kafka\"", Map.of("bootstrap.servers", BROKER.servers()));
        return new ArrivalWatch(settings, "test", new SystemExec(), told::release);
    }

    private static PartitionOffsets offsets(String topic, long first, long second) {
        return PartitionOffsets.of(Map.of(new TopicPartition(topic, 0), first, new TopicPartition(topic, 1), second));
    }

    @Test
    void aRecordOfAnyPartitionIsTold() throws InterruptedException {
        String topic = BROKER.topic("watched", 2);
        try (ArrivalWatch watch = watch()) {
            watch.expect(offsets(topic, 0, 0), NEVER);
            BROKER.send(topic, 1, "a");
            told.acquire();
            // What is there already is told too.
            watch.expect(offsets(topic, 0, 0), NEVER);
            told.acquire();
            watch.expect(offsets(topic, 0, 1), NEVER);
            BROKER.send(topic, 0, "b");
            told.acquire();
        }
    }

    @Test
    void recordsAreToldWithTheEndOfTheirTransaction() throws InterruptedException {
        String topic = BROKER.topic("watched-transaction", 2);
        try (ArrivalWatch watch = watch()) {
            watch.expect(offsets(topic, 0, 0), NEVER);
            BROKER.transaction(topic, 0, false, "x");
            told.acquire();
        }
    }

    @Test
    void whatCannotBeSeenIsAskedForWhenTheTimeIsOver() throws InterruptedException {
        String topic = BROKER.topic("watched-in-vain", 2);
        try (ArrivalWatch watch = watch()) {
            watch.expect(offsets(topic, 0, 0), 1);
            told.acquire();
            watch.expect(PartitionOffsets.of(Map.of()), 1);
            told.acquire();
            watch.expect(offsets(topic, 7, 0), NEVER);
            told.acquire();
        }
    }
}
