package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.StreamingQueryListener;
import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.UserDefinedFunction;
import dev.sluice.types.AtomicType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code of the user that fails, stops or blocks, and queries that are started and stopped (fault model, sections 11 and 12). */
@Timeout(60)
class UserCodeFaultsTest {
    @TempDir
    Path folder;

    private DistinctQuery query;

    @BeforeEach
    void open() throws IOException {
        query = new DistinctQuery(folder);
    }

    @AfterEach
    void close() {
        query.close();
    }

    /** What a function of foreachBatch is given. */
    @FunctionalInterface
    private interface Receiver {
        void take(List<String> keys, long batchId) throws Exception;
    }

    private StreamingQuery start(Trigger trigger, Receiver receiver) {
        return query.keys()
                .writeStream()
                .trigger(trigger)
                .option("checkpointLocation", query.checkpoint().toString())
                .foreachBatch((rows, batchId) -> receiver.take(
                        rows.collectAsList().stream()
                                .map(row -> row.getString(0))
                                .toList(),
                        batchId))
                .start();
    }

    private StreamingQuery start(Receiver receiver) {
        return start(Trigger.AvailableNow(), receiver);
    }

    @Test
    void SK9_SK10_K8_foreachBatchGetsTheLastBatchAgainWithTheSameRowsAndNoOther() throws IOException {
        for (int file = 0; file < 4; file++) {
            query.addInput();
        }
        List<String> calls = new ArrayList<>();
        AtomicBoolean hasFailed = new AtomicBoolean();
        Receiver receiver = (keys, batchId) -> {
            calls.add(batchId + ":" + keys);
            if (batchId == 2 && hasFailed.compareAndSet(false, true)) {
                throw new IllegalStateException("once");
            }
        };
        assertThatThrownBy(start(receiver)::awaitTermination).hasMessageContaining("once");
        start(receiver).awaitTermination();
        assertThat(calls).containsExactly("0:[common, k0]", "1:[k1]", "2:[k2]", "2:[k2]", "3:[k3]");
    }

    /** Keeps the rows of each partition once, as the documentation advises, and fails at one of them. */
    private final class EachOnce extends ForeachWriter<Row> {
        private final Map<String, List<String>> kept;
        private final @Nullable String failing;
        private List<String> rows = new ArrayList<>();
        private String place = "";

        EachOnce(Map<String, List<String>> kept, @Nullable String failing) {
            this.kept = kept;
            this.failing = failing;
        }

        void run(int partitions) {
            query.session.conf().set("spark.sql.shuffle.partitions", String.valueOf(partitions));
            query.keys()
                    .writeStream()
                    .foreach(this)
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", query.checkpoint().toString())
                    .start()
                    .awaitTermination();
        }

        @Override
        public boolean open(long partition, long epoch) {
            place = partition + " of " + epoch;
            rows = new ArrayList<>();
            return !kept.containsKey(place);
        }

        @Override
        public void process(Row row) {
            if (place.equals(failing)) {
                throw new IllegalStateException("made for the test");
            }
            rows.add(row.getString(0));
        }

        @Override
        public void close(@Nullable Throwable error) {
            if (error == null) {
                kept.putIfAbsent(place, rows);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2,4", "4,2", "4,1", "1,3"})
    void G2_SK9_R6_aBatchThatRunsAgainHasTheRowsOfEachPartitionWhateverTheNumberIsNow(int first, int then)
            throws IOException {
        List<String> keys = IntStream.range(0, 40).mapToObj(key -> "k" + key).toList();
        query.addInput("0.csv", "before\n").addInput("1.csv", String.join("\n", keys) + "\n");
        Map<String, List<String>> kept = new ConcurrentHashMap<>();
        EachOnce failing = new EachOnce(kept, (first - 1) + " of 1");
        assertThatThrownBy(() -> failing.run(first)).hasMessageContaining("made for the test");
        query.addInput("2.csv", "k0\nk1\nafter\nbefore\n");
        new EachOnce(kept, null).run(then);
        assertThat(kept.keySet().stream().filter(place -> place.endsWith("of 1")))
                .hasSize(first);
        List<String> all = new ArrayList<>(keys);
        all.addAll(List.of("before", "after"));
        assertThat(kept.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void SK9_readingABatchTwiceOrNotAtAllChangesNothing() throws IOException {
        query.addInput().addInput().addInput();
        List<Long> counts = new ArrayList<>();
        query.keys()
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", query.checkpoint().toString())
                .foreachBatch((rows, batchId) -> {
                    if (batchId == 1) {
                        return;
                    }
                    counts.add(rows.count());
                    counts.add(rows.count());
                })
                .start()
                .awaitTermination();
        assertThat(counts).containsExactly(2L, 2L, 1L, 1L);
    }

    @Test
    void SK11_G6_aSinkThatAlwaysThrowsFailsEachStartAndNothingElse() throws Exception {
        query.addInput();
        Path others = Files.createDirectories(folder.resolve("others"));
        try (DistinctQuery other = new DistinctQuery(others)) {
            other.addInput();
            StreamingQuery healthy = other.start(other.checkpoint(), other.output());
            for (int start = 0; start < 3; start++) {
                StreamingQuery failing = start((keys, batchId) -> {
                    throw new IllegalStateException("always");
                });
                assertThatThrownBy(failing::awaitTermination).hasMessageContaining("always");
            }
            healthy.awaitTermination();
            assertThat(other.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(1));
        }
    }

    @Test
    void U1_P8_anErrorOfAFunctionMakesNothingVisibleAndNamesItself() throws IOException {
        query.addInput("0.csv", "a\nb\n").addInput("1.csv", "c\nbad\nd\n");
        AtomicBoolean isMended = new AtomicBoolean();
        UDF1<String, String> function = key -> {
            if (key.equals("bad") && !isMended.get()) {
                throw new IllegalArgumentException("a bad key");
            }
            return key;
        };
        UserDefinedFunction checked = udf(function, AtomicType.STRING).withName("checked");
        StreamingQuery failing = start(checked);
        assertThatThrownBy(failing::awaitTermination)
                .hasMessageContaining("checked")
                .hasStackTraceContaining("a bad key");
        assertThat(query.rows()).containsExactlyInAnyOrder("a", "b");
        isMended.set(true);
        start(checked).awaitTermination();
        assertThat(query.rows()).containsExactlyInAnyOrder("a", "b", "c", "bad", "d");
    }

    private StreamingQuery start(UserDefinedFunction function) {
        return query.session
                .readStream()
                .format("csv")
                .schema("key STRING")
                .option("maxFilesPerTrigger", 1)
                .load(folder.resolve("input").toString())
                .select(function.apply(col("key")).as("key"))
                .writeStream()
                .format("csv")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString());
    }

    @Test
    void U1_ST1_ST10_afterAnErrorOfTheMachineTheStateIsReadAgain() throws IOException {
        query.addInput().addInput().addInput();
        AtomicBoolean hasFailed = new AtomicBoolean();
        List<String> received = new ArrayList<>();
        Receiver receiver = (keys, batchId) -> {
            if (batchId == 1 && hasFailed.compareAndSet(false, true)) {
                throw new StackOverflowError("made for the test");
            }
            received.addAll(keys);
        };
        assertThatThrownBy(start(receiver)::awaitTermination)
                .hasMessageContainingAll("foreachBatch", "batch 1", "safe: ", "mend: ")
                .hasStackTraceContaining("made for the test");
        start(receiver).awaitTermination();
        assertThat(received).containsExactlyInAnyOrder(DistinctQuery.expected(3));
    }

    @Test
    void U1_anErrorOfAFunctionIsToldAsItsExceptionsAre() throws IOException {
        query.addInput("0.csv", "a\n");
        for (Error error : List.of(
                new NoClassDefFoundError("org/example/Missing"),
                new AssertionError("made for the test"),
                new StackOverflowError())) {
            UDF1<String, String> function = key -> {
                throw error;
            };
            assertThatThrownBy(start(udf(function, AtomicType.STRING).withName("checked"))::awaitTermination)
                    .hasMessageContainingAll(
                            "checked", "batch 0", error.getClass().getName());
        }
    }

    @Test
    void U2_J1_aFunctionThatInterruptsItsThreadHarmsNoFile() throws IOException {
        query.addInput().addInput().addInput();
        List<String> received = new ArrayList<>();
        Receiver receiver = (keys, batchId) -> {
            received.addAll(keys);
            Thread.currentThread().interrupt();
        };
        StreamingQuery running = start(receiver);
        try {
            running.awaitTermination();
        } catch (StreamingQueryException interrupted) {
            // It may end there; then nothing is half done, and the last batch comes again.
            assertThat(running.isActive()).isFalse();
        }
        List<String> before = List.copyOf(received);
        received.clear();
        start((keys, batchId) -> received.addAll(keys)).awaitTermination();
        List<String> all = new ArrayList<>(before);
        all.addAll(received);
        assertThat(all).contains(DistinctQuery.expected(3));
        assertThat(query.checkpoint().resolve("commits/2")).exists();
    }

    @Test
    void U3_SK12_F5_aQueryThatCannotBeStoppedKeepsItsCheckpointUntilItEnds() throws Exception {
        query.session.conf().set("spark.sql.streaming.stopTimeout", "50");
        query.addInput();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        StreamingQuery stuck = start((keys, batchId) -> {
            entered.countDown();
            boolean isReleased = false;
            while (!isReleased) {
                try {
                    released.await();
                    isReleased = true;
                } catch (InterruptedException swallowed) {
                    isReleased = false;
                }
            }
        });
        entered.await();
        assertThatThrownBy(stuck::stop).hasMessageContaining("STOP_TIMED_OUT").hasMessageContaining("await");
        assertThatThrownBy(() -> start((keys, batchId) -> {})).hasMessageContaining("CHECKPOINT_IN_USE");
        released.countDown();
        stuck.awaitTermination();
        List<String> received = new ArrayList<>();
        start((keys, batchId) -> received.addAll(keys)).awaitTermination();
        assertThat(received).isIn(List.of(), List.of("common", "k0"));
    }

    @Test
    void U4_aFunctionMayStopItsOwnQuery() throws IOException {
        query.addInput().addInput().addInput();
        AtomicReference<StreamingQuery> self = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        List<Long> batches = new ArrayList<>();
        StreamingQuery running = start(Trigger.ProcessingTime(0), (keys, batchId) -> {
            known.await();
            batches.add(batchId);
            Objects.requireNonNull(self.get(), "the query").stop();
        });
        self.set(running);
        known.countDown();
        running.awaitTermination();
        assertThat(batches).hasSize(1);
        start((keys, batchId) -> batches.add(batchId)).awaitTermination();
        assertThat(batches).endsWith(1L, 2L);
    }

    @Test
    void U6_aListenerThatThrowsIsNotHeardByTheQuery() throws IOException {
        query.session.streams().addListener(new StreamingQueryListener() {
            @Override
            public void onQueryStarted(QueryStartedEvent event) {
                throw new IllegalStateException("a listener");
            }

            @Override
            public void onQueryProgress(QueryProgressEvent event) {
                throw new IllegalStateException("a listener");
            }

            @Override
            public void onQueryTerminated(QueryTerminatedEvent event) {
                throw new IllegalStateException("a listener");
            }
        });
        query.runBatches(3);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(3));
    }

    @Test
    void U7_U10_stopReturnsHoweverOftenAndWhenItIsCalled() throws Exception {
        query.addInput();
        StreamingQuery running = start(Trigger.ProcessingTime(0), (keys, batchId) -> {});
        running.processAllAvailable();
        Thread other = new Thread(running::stop);
        other.start();
        running.stop();
        other.join();
        running.stop();
        assertThat(running.isActive()).isFalse();
        query.addInput();
        StreamingQuery failing = start((keys, batchId) -> {
            throw new IllegalStateException("made for the test");
        });
        assertThatThrownBy(failing::awaitTermination).hasMessageContaining("made for the test");
        failing.stop();
        assertThat(failing.isActive()).isFalse();
        assertThat(failing.exception()).isPresent();
    }

    @Test
    void U8_queriesThatFailAmongManyLeaveTheOthersRunningAndNothingBehind() throws Exception {
        query.session.conf().set("sluice.checkpoint.durability", "process");
        query.addInput();
        List<StreamingQuery> running = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            boolean isToFail = number % 10 == 9;
            running.add(query.keys()
                    .writeStream()
                    .option(
                            "checkpointLocation",
                            folder.resolve("checkpoint-" + number).toString())
                    .foreachBatch((rows, batchId) -> {
                        if (isToFail) {
                            throw new IllegalStateException("made for the test");
                        }
                        rows.count();
                    })
                    .start());
        }
        for (int number = 0; number < running.size(); number++) {
            StreamingQuery each = running.get(number);
            if (number % 10 == 9) {
                assertThatThrownBy(each::awaitTermination).hasMessageContaining("made for the test");
            } else {
                each.processAllAvailable();
                assertThat(each.isActive()).isTrue();
                assertThat(Objects.requireNonNull(each.lastProgress()).numInputRows())
                        .isPositive();
            }
        }
        for (StreamingQuery each : running) {
            each.stop();
        }
        requireNothingLeft(running);
    }

    /** No thread and no open file. */
    private void requireNothingLeft(List<StreamingQuery> ended) throws Exception {
        List<String> runs = ended.stream().map(each -> each.runId().toString()).toList();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (runs.stream().anyMatch(thread.getName()::contains)) {
                thread.join(10_000); // It has told that it ends, and does.
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThat(openFiles()).isEmpty();
    }

    /** Those of this test, where the system tells. */
    private List<Path> openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        List<Path> open = new ArrayList<>();
        if (Files.isDirectory(descriptors)) {
            for (File descriptor : Objects.requireNonNull(descriptors.toFile().listFiles())) {
                // One that another test has closed meanwhile is its own name.
                open.add(Path.of(descriptor.getCanonicalPath()));
            }
        }
        open.removeIf(file -> !file.startsWith(folder));
        return open;
    }

    @Test
    void U8_aThousandStartsAndStopsLeaveNothingBehind() throws Exception {
        query.session.conf().set("sluice.checkpoint.durability", "process");
        query.addInput();
        start((keys, batchId) -> {}).awaitTermination();
        AtomicInteger batches = new AtomicInteger();
        List<StreamingQuery> all = new ArrayList<>();
        for (int start = 0; start < 1_000; start++) {
            StreamingQuery running = start(Trigger.ProcessingTime(0), (keys, batchId) -> batches.incrementAndGet());
            running.stop();
            all.add(running);
        }
        requireNothingLeft(all);
        assertThat(batches).hasValue(0);
        try (var owners = Files.list(query.checkpoint().resolve("owner"))) {
            assertThat(owners).hasSizeLessThanOrEqualTo(2);
        }
        try (var files = Files.walk(query.checkpoint())) {
            assertThat(files.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void U5_valuesThatAFunctionChangesNeverReachTheEngine() throws IOException {
        query.addInput("0.csv", "a\nb\n").addInput("1.csv", "a\nb\n");
        List<String> received = new ArrayList<>();
        UDF1<byte[], byte[]> overwrites = bytes -> {
            Arrays.fill(bytes, (byte) 'x');
            return bytes;
        };
        query.keys()
                .select(
                        col("key"),
                        udf(overwrites, AtomicType.BINARY)
                                .apply(col("key").cast("binary"))
                                .as("x"))
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", query.checkpoint().toString())
                .foreachBatch((rows, batchId) -> rows.collectAsList().forEach(row -> received.add(row.getString(0))))
                .start()
                .awaitTermination();
        assertThat(received).containsExactlyInAnyOrder("a", "b");
    }
}
