package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static dev.sluice.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.UserDefinedFunction;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.AtomicType;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are short of something or slow, and runs that are over (fault model, sections 5 and 10). */
@Timeout(60)
class ResourceFaultsTest {
    private static final Duration SLOW = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private int files;

    /** A call that is made in place of another's: throws, does something first, or just goes on. */
    @FunctionalInterface
    private interface Before {
        void call(String operation, Object[] arguments) throws IOException;
    }

    private static <T> T with(Class<T> type, T target, Before before) {
        return type.cast(Proxy.newProxyInstance(
                ResourceFaultsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.call(method.getName(), arguments == null ? new Object[0] : arguments);
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof CheckpointFs.Output output
                                ? with(CheckpointFs.Output.class, output, before)
                                : result;
                    } catch (InvocationTargetException failed) {
                        throw Objects.requireNonNull(failed.getCause(), "cause");
                    }
                }));
    }

    /** The distinct lines of files, a file a batch. */
    private StreamingQuery start(Session session, String name) throws IOException {
        Path input = Files.createDirectories(folder.resolve(name + "/input"));
        return session.readStream()
                .option("maxFilesPerTrigger", 1)
                .text(input.toString())
                .dropDuplicates("value")
                .writeStream()
                .format("text")
                .queryName(name)
                .option(
                        "checkpointLocation",
                        folder.resolve(name + "/checkpoint").toString())
                .start(folder.resolve(name + "/output").toString());
    }

    /** One more file for a query. */
    private void add(String name, String... lines) throws IOException {
        Path input = Files.createDirectories(folder.resolve(name + "/input"));
        Path hidden = Files.writeString(input.resolve("." + files), String.join("\n", lines));
        Files.move(hidden, input.resolve(files++ + ".txt"));
    }

    private List<String> rows(Session session, String name) {
        return session.read().text(folder.resolve(name + "/output").toString()).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void E5_aQueryThatGetsNoDescriptorFailsWhileOthersGoOn() throws IOException {
        for (String operation : List.of("create", "open", "list")) {
            AtomicBoolean isExhausted = new AtomicBoolean();
            String healthyName = "healthy-" + operation;
            String poorName = "poor-" + operation;
            CheckpointFs files = with(CheckpointFs.class, LocalFs.withoutSync(), (name, arguments) -> {
                if (isExhausted.get()
                        && name.equals(operation)
                        && arguments[0].toString().contains(poorName)) {
                    throw new FileSystemException(arguments[0].toString(), null, "Too many open files");
                }
            });
            try (Session session = Session.builder()
                    .seams(new SystemClock(), files, new SystemExec(), new SystemIds())
                    .create()) {
                StreamingQuery healthy = start(session, healthyName);
                StreamingQuery poor = start(session, poorName);
                add(healthyName, "1", "2", "1");
                add(poorName, "1", "2", "1");
                healthy.processAllAvailable();
                poor.processAllAvailable();
                isExhausted.set(true);
                add(poorName, "2", "3");
                assertThatThrownBy(poor::processAllAvailable)
                        .isInstanceOf(StreamingQueryException.class)
                        .hasMessageContaining("Too many open files")
                        .hasMessageContaining(poorName);
                add(healthyName, "2", "3");
                healthy.processAllAvailable();
                isExhausted.set(false);
                start(session, poorName).processAllAvailable();
                assertThat(rows(session, poorName)).containsExactlyInAnyOrder("1", "2", "3");
                assertThat(rows(session, healthyName)).containsExactlyInAnyOrder("1", "2", "3");
            }
        }
    }

    @Test
    void E5_aQueryThatGetsNoThreadIsNotStartedAndLeavesItsCheckpointFree() throws IOException {
        AtomicBoolean isExhausted = new AtomicBoolean();
        Exec exec = with(Exec.class, new SystemExec(), (name, arguments) -> {
            if (isExhausted.get() && name.equals("spawn")) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });
        try (Session session = Session.builder()
                .seams(new SystemClock(), LocalFs.withoutSync(), exec, new SystemIds())
                .create()) {
            StreamingQuery healthy = start(session, "healthy");
            isExhausted.set(true);
            assertThatThrownBy(() -> start(session, "poor")).hasMessageContaining("native thread");
            assertThat(session.streams().active()).containsExactly(healthy);
            add("healthy", "1");
            healthy.processAllAvailable();
            isExhausted.set(false);
            add("poor", "1");
            start(session, "poor").processAllAvailable();
            assertThat(rows(session, "poor")).containsExactly("1");
            assertThat(rows(session, "healthy")).containsExactly("1");
        }
    }

    @Test
    void E7_aDiskThatTakesSecondsForEachSyncIsSlowAndNotWrong() throws IOException {
        ManualClock clock = new ManualClock(0);
        Predicate<String> isSync = name -> name.equals("sync") || name.equals("syncDirectory");
        CheckpointFs files = with(CheckpointFs.class, LocalFs.withoutSync(), (name, arguments) -> {
            if (isSync.test(name)) {
                clock.advance(SLOW);
            }
        });
        try (Session session = Session.builder()
                .seams(clock, files, new SystemExec(), new SystemIds())
                .create()) {
            StreamingQuery query = start(session, "slow");
            for (int batch = 0; batch < 5; batch++) {
                add("slow", "" + batch, "" + (batch + 1));
                query.processAllAvailable();
            }
            StreamingQueryProgress progress = Objects.requireNonNull(query.lastProgress());
            Map<String, Long> durations = progress.durationMs();
            // Each is a sync of the file and one of its folder.
            assertThat(durations.get("walCommit")).isEqualTo(2 * SLOW.toMillis());
            assertThat(durations.get("commitOffsets")).isEqualTo(2 * SLOW.toMillis());
            assertThat(durations.get("triggerExecution")).isGreaterThanOrEqualTo(8 * SLOW.toMillis());
            assertThat(rows(session, "slow")).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
            query.stop();
            start(session, "slow").processAllAvailable();
            assertThat(rows(session, "slow")).hasSize(6);
        }
    }

    @Test
    void E7_aQueryShowsWhatItWaitsForAndSinceWhenAndCanBeStopped() throws Exception {
        ManualClock clock = new ManualClock(0);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CheckpointFs files = with(CheckpointFs.class, LocalFs.withoutSync(), (name, arguments) -> {
            if (name.equals("list") && arguments[0].toString().endsWith("/hung/input") && clock.wallMillis() > 0) {
                entered.countDown();
                try {
                    never.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw (IOException) new ClosedByInterruptException().initCause(stopped);
                }
            }
        });
        try (Session session = Session.builder()
                .seams(clock, files, new SystemExec(), new SystemIds())
                .create()) {
            StreamingQuery query = start(session, "hung");
            query.processAllAvailable();
            do {
                clock.advance(SLOW);
            } while (!entered.await(1, TimeUnit.MILLISECONDS));
            clock.advance(SLOW);
            assertThat(query.why()).contains("Getting offsets from ", " since 1970-01-01T");
            query.stop();
            assertThat(query.exception()).isEmpty();
        }
    }

    @Test
    void ST3_F4_aRunThatLostTheCheckpointChangesNeitherStateNorOutputWhenItGoesOn() throws Exception {
        try (DistinctQuery query = new DistinctQuery(folder)) {
            List<String> received = new ArrayList<>();
            query.addInput();
            start(query, passing(), received).awaitTermination();
            query.addInput();
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            UserDefinedFunction pausing = udf(
                    (UDF1<String, String>) key -> {
                        entered.countDown();
                        released.await();
                        return key;
                    },
                    AtomicType.STRING);
            StreamingQuery paused = start(query, pausing, received);
            entered.await();
            Map<String, String> before = DistinctQuery.contents(query.checkpoint());
            Files.writeString(query.checkpoint().resolve("owner/3"), "the note of another run");
            before.putAll(DistinctQuery.contents(query.checkpoint()));
            released.countDown();
            assertThatThrownBy(paused::awaitTermination).hasMessageContaining("FENCED");
            assertThat(DistinctQuery.contents(query.checkpoint())).isEqualTo(before);
            assertThat(received).containsExactlyInAnyOrder("common", "k0");
            start(query, passing(), received).awaitTermination();
            assertThat(received).containsExactlyInAnyOrder("common", "k0", "k1");
        }
    }

    private static UserDefinedFunction passing() {
        return udf((UDF1<String, String>) key -> key, AtomicType.STRING);
    }

    private static StreamingQuery start(DistinctQuery query, UserDefinedFunction function, List<String> received) {
        return query.keys()
                .select(function.apply(col("key")).as("key"))
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", query.checkpoint().toString())
                .foreachBatch((rows, batch) -> {
                    for (Row row : rows.collectAsList()) {
                        received.add(row.getString(0));
                    }
                })
                .start();
    }
}
