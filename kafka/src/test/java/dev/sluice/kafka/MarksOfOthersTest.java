package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.seam.LocalFs;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.testkit.Baton;
import dev.sluice.testkit.BatonExec;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.SeededIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other queries that have transactions open in the topic of marks when a sink is opened. */
@Timeout(60)
class MarksOfOthersTest {
    private static final int OWN_MILLIS = 2_000;

    private final Baton baton = new Baton(1, 1, 0);
    private final BatonExec exec = new BatonExec(baton);
    private final ModelCluster cluster = new ModelCluster(1);
    private final ModelTransaction others = new ModelTransaction();
    private final ModelProcess process = new ModelProcess(1, baton, exec, cluster, new FaultyDisk(1), ModelFaults.NONE);

    private final List<String> waits = new ArrayList<>();

    private ModelPartition marks() {
        cluster.make(ModelSinkProvider.MARKS, 1);
        ModelPartition marks = requireNonNull(cluster.topic(ModelSinkProvider.MARKS))
                .partitions()
                .getFirst();
        byte[] other = "another".getBytes(UTF_8);
        marks.append(new ModelPartition.Entry(other, other, 0, others, false));
        return marks;
    }

    private Delivery open() {
        SinkContext context = new Queries.QueryOfSink(
                "q", LocalFs.withoutSync(), baton, exec, new SeededIds(1), 100, null, waits::add);
        return new ExactlyOnceDelivery(
                new ModelPort(process, exec),
                ClientSettings.ofSink(
                        "sink",
                        Map.of(
                                "bootstrap.servers",
                                "modelled:9092",
                                "transaction.timeout.ms",
                                Integer.toString(OWN_MILLIS))),
                context,
                ModelSinkProvider.MARKS,
                "sink");
    }

    @Test
    void SK4_theyAreWaitedForAsLongAsBrokersLetThemBeOpen() {
        ModelPartition marks = marks();
        exec.spawn("another query", () -> {
            process.pause(exec.monitor(), ModelPort.MOST_TRANSACTION_MILLIS);
            others.end(true);
            marks.append(new ModelPartition.Entry(null, null, 0, others, true));
        });
        try (CapturedLog log = new CapturedLog("dev.sluice.kafka");
                Delivery delivery = open()) {
            assertThat(delivery.status(0)).isEqualTo(new SinkStatus.NotCommitted());
            assertThat(log.texts())
                    .filteredOn(text -> text.contains("Transactions of others are open in topic \"marks\""))
                    .singleElement()
                    .asString()
                    .contains("kafka-transactions.sh --bootstrap-server modelled:9092 find-hanging --topic marks");
        }
        assertThat(waits).containsExactly("Waiting for transactions of others in topic \"marks\"");
        assertThat(baton.wallMillis()).isGreaterThanOrEqualTo(ModelPort.MOST_TRANSACTION_MILLIS);
    }

    @Test
    void SK4_thoseThatEndSoonAreNotTold() {
        ModelPartition marks = marks();
        exec.spawn("another query", () -> {
            process.pause(exec.monitor(), 2_000);
            others.end(true);
            marks.append(new ModelPartition.Entry(null, null, 0, others, true));
        });
        open().close();
        assertThat(waits).isEmpty();
    }

    @Test
    void SK4_G5_oneThatBrokersDoNotGiveUpIsNotWaitedForForEver() {
        marks();
        assertThatThrownBy(this::open)
                .hasMessageContaining("the marks of batches cannot be read to their end")
                .hasMessageContaining(
                        "kafka-transactions.sh --bootstrap-server modelled:9092 find-hanging --topic marks")
                .hasMessageContaining("within " + (ModelPort.MOST_TRANSACTION_MILLIS + 60_000) + " ms");
    }
}
