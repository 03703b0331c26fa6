package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.seam.LocalFs;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.testkit.Baton;
import dev.sluice.testkit.BatonExec;
import dev.sluice.testkit.FaultyDisk;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Sources of a topic of modelled brokers, which has one partition, and the clock they go by. */
final class ModelSources {
    static final String TOPIC = "modelled";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final Baton baton = new Baton(1, 1, 0);
    private final BatonExec exec = new BatonExec(baton);
    private final ModelProcess process;
    private final InMemorySourceLog notes = new InMemorySourceLog();
    private final ModelPartition partition;

    ModelSources(String... values) {
        ModelCluster cluster = new ModelCluster(1);
        cluster.make(TOPIC, 1);
        process = new ModelProcess(1, baton, exec, cluster, new FaultyDisk(1), ModelFaults.NONE);
        partition = Objects.requireNonNull(cluster.partition(PARTITION));
        send(values);
    }

    /** What the sources note that are not given another log. */
    InMemorySourceLog notes() {
        return notes;
    }

    ModelPartition partition() {
        return partition;
    }

    KafkaPort port() {
        return new ModelPort(process, exec);
    }

    /** Lets time pass. */
    void pause(long millis) {
        process.pause(exec.monitor(), millis);
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(baton.monotonicNanos());
    }

    void send(String... values) {
        for (String value : values) {
            partition.append(new ModelPartition.Entry(null, value.getBytes(UTF_8), 0, null, false));
        }
    }

    Source source(String... options) {
        return source(port(), notes, options);
    }

    /** From the first record on. */
    Source source(KafkaPort port, SourceLog log, String... options) {
        return source(port, log, false, options);
    }

    /** @param hasPlans whether an earlier run has planned batches */
    Source source(KafkaPort port, SourceLog log, boolean hasPlans, String... options) {
        Map<String, String> all = new HashMap<>(
                Map.of("kafka.bootstrap.servers", "modelled:9092", "subscribe", TOPIC, "startingOffsets", "earliest"));
        for (int index = 0; index < options.length; index += 2) {
            all.put(options[index], options[index + 1]);
        }
        SourceSettings settings = Queries.settings(new KafkaSourceProvider(), all, true);
        return new KafkaSource(
                port,
                ReadSettings.of(settings.options(), true),
                ClientSettings.ofSource("source \"kafka\"", ClientSettings.given(settings.options())),
                true,
                new Queries.QueryOfSource(baton, exec, LocalFs.withoutSync(), "0", 2, log, hasPlans));
    }
}
