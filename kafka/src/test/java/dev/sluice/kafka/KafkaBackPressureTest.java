package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SeededIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A query from a topic into a sink that cannot follow, under the continuous trigger. */
@Timeout(120)
class KafkaBackPressureTest {
    private static final Broker BROKER = Broker.shared();
    private static final int RECORDS = 400;
    private static final int RECORD_BYTES = 64 << 10;
    private static final int RECORDS_OF_A_TURN = 8;
    private static final long MOST_BYTES = 16L << 20;

    /** What an answer of the broker has of a partition: {@code max.partition.fetch.bytes}, and what is counted beside it. */
    private static final long FETCH_BYTES = (1L << 20) + RECORD_BYTES;

    private static final Duration BUSY_WITH_A_ROW = Duration.ofMillis(25);

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(1_767_225_600_000L);
    private final CountDownLatch hasFirst = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final List<Long> offsets = new ArrayList<>();

    /** Holds the first row until the test lets it go, for a second by the clock, and is busy with each of the others. */
    private final class Slow extends ForeachWriter<Row> {
        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row row) {
            if (offsets.isEmpty()) {
                hasFirst.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
                clock.advance(Duration.ofSeconds(1));
            } else {
                clock.advance(BUSY_WITH_A_ROW);
            }
            offsets.add(row.getLong(0));
        }

        @Override
        public void close(@Nullable Throwable errorOrNull) {}
    }

    /** Whether records are there and none is fetched, as nobody takes those that were. */
    private static boolean isFetchingHeldBack() {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(thread -> thread.getKey().getName().startsWith("sluice-kafka-fetch")
                        && thread.getKey().getState() == Thread.State.TIMED_WAITING
                        && Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getMethodName().equals("awaitRoom")));
    }

    private static long figure(StreamingQueryProgress epoch, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([0-9]+)").matcher(epoch.json());
        assertThat(matcher.find()).as("%s in %s", name, epoch.json()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void aSlowSinkHoldsTheFetchingBackAndIsSeenInProgress() throws InterruptedException {
        String input = BROKER.topic("slow-input", 1);
        String value = "x".repeat(RECORD_BYTES);
        String[] values = new String[RECORDS];
        Arrays.fill(values, value);
        BROKER.send(input, 0, values);
        try (Session session = Session.builder()
                .seams(clock, LocalFs.withoutSync(), new SystemExec(), new SeededIds(1))
                .create()) {
            StreamingQuery query = session.readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", BROKER.servers())
                    .option("subscribe", input)
                    .option("startingOffsets", "earliest")
                    .option("maxOffsetsPerTrigger", RECORDS_OF_A_TURN)
                    .load()
                    .select(col("offset"))
                    .writeStream()
                    .trigger(Trigger.Continuous("1 second"))
                    .option("checkpointLocation", folder.toString())
                    .foreach(new Slow())
                    .start();
            hasFirst.await();
            while (!isFetchingHeldBack()) {
                assertThat(Thread.interrupted()).as("took too long").isFalse();
                Thread.onSpinWait();
            }
            goesOn.countDown();
            query.processAllAvailable();
            query.stop();
            assertThat(query.exception()).isEmpty();
            requireBackPressure(Arrays.stream(query.recentProgress())
                    .filter(epoch -> epoch.numInputRows() > 0)
                    .toList());
        } finally {
            BROKER.delete(input);
        }
        assertThat(offsets).isEqualTo(LongStream.range(0, RECORDS).boxed().toList());
    }

    private static void requireBackPressure(List<StreamingQueryProgress> epochs) {
        assertThat(figure(epochs.getFirst(), "fetchedAheadBytes"))
                .as("while nothing was taken")
                .isGreaterThanOrEqualTo(MOST_BYTES);
        assertThat(epochs).hasSizeGreaterThan(5).allSatisfy(epoch -> {
            assertThat(figure(epoch, "fetchedAheadBytes")).isLessThanOrEqualTo(MOST_BYTES + FETCH_BYTES);
            assertThat(figure(epoch, "busyMs"))
                    .isEqualTo(figure(epoch, "batchDuration"))
                    .isPositive();
        });
    }
}
