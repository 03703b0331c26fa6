package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.UDF1;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries from topic to topic whose only broker is stopped and started again while they run. */
class RestartedBrokerTest {
    private static final Broker BROKER = Broker.shared();

    @TempDir
    private Path folder;

    private Session session;
    private String input;
    private String output;

    @BeforeEach
    void open() {
        session = Session.builder().create();
        input = BROKER.topic("restarted-input", 1);
        output = BROKER.topic("restarted-output", 1);
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** Copies values, each a split of its own, after a function has seen them. */
    private StreamingQuery start(UDF1<String, String> seen) {
        return session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("subscribe", input)
                .option("startingOffsets", "earliest")
                .option("maxRecordsPerPartition", 1)
                .load()
                .select(udf(seen, AtomicType.STRING)
                        .apply(col("value").cast("string"))
                        .as("value"))
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", BROKER.servers())
                .option("topic", output)
                .option("checkpointLocation", folder.toString())
                .start();
    }

    /**
     * Waits until all is written. A query may outlive the broker or fail because of it, by how long that took; one that has failed goes on where
     * it is started again.
     */
    private void finish(StreamingQuery running) {
        try {
            running.processAllAvailable();
            running.stop();
        } catch (StreamingQueryException failed) {
            assertThat(condition(failed)).isEqualTo(ErrorCondition.KAFKA_UNREACHABLE);
            StreamingQuery again = start(value -> value);
            again.processAllAvailable();
            again.stop();
        }
    }

    private static @Nullable ErrorCondition condition(Throwable failed) {
        return failed.getCause() instanceof SluiceException known ? known.condition() : null;
    }

    @Test
    void KS1_aQueryThatWaitsForDataOutlivesItsBroker() {
        BROKER.send(input, 0, "a", "b");
        StreamingQuery query = start(value -> value);
        query.processAllAvailable();
        BROKER.stop();
        BROKER.start();
        BROKER.send(input, 0, "c");
        finish(query);
        assertThat(BROKER.values(output)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void KS1_SK4_aBatchWhoseBrokerIsRestartedInTheMiddleOfItIsWrittenOnce() throws InterruptedException {
        BROKER.send(input, 0, "a", "b", "held", "c");
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        StreamingQuery query = start(value -> {
            if (value.equals("held")) {
                reached.countDown();
                released.await();
            }
            return value;
        });
        // Rows of the batch are in an open transaction, others are still to be read.
        reached.await();
        BROKER.stop();
        BROKER.start();
        released.countDown();
        BROKER.send(input, 0, "d");
        finish(query);
        assertThat(BROKER.values(output)).containsExactlyInAnyOrder("a", "b", "held", "c", "d");
    }
}
