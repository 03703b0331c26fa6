package dev.sluice.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Sources whose topics tests change under them. */
final class Sources {
    private static final Broker BROKER = Broker.shared();
    private static final Map<String, String> FROM_THE_FIRST =
            Map.of("startingOffsets", "earliest", "fetchOffset.numRetries", "1", "fetchOffset.retryIntervalMs", "10");

    private Sources() {}

    /** Of the first records on, asking again once and soon. */
    static Source source(String topic, InMemorySourceLog notes, String... more) {
        Map<String, String> options = new HashMap<>(FROM_THE_FIRST);
        options.put("subscribe", topic);
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        return Queries.source(BROKER, notes, options);
    }

    static Offset start(Source source) {
        return requireNonNull(source.initialOffset(), "start");
    }

    static Offset latest(Source source, Offset start) {
        return requireNonNull(source.latestOffset(start, ReadLimit.OPTIONS), "latest");
    }

    static Offset offset(String topic, long... offsets) {
        Map<TopicPartition, Long> byPartition = new HashMap<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            byPartition.put(new TopicPartition(topic, partition), offsets[partition]);
        }
        return new Offset(PartitionOffsets.of(byPartition).json());
    }

    static SluiceException failure(ErrorCondition condition, ThrowingCallable call) {
        List<SluiceException> failures = new ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(SluiceException.class, failures::add);
        assertThat(failures.getFirst().condition()).as("%s", failures).isEqualTo(condition);
        return failures.getFirst();
    }
}
