package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Errors of a disk that pass while the query still runs: it outlives them (fault model, section 5). */
class PassingFaultsTest {
    private static final FileToFileCrashTest.Asked QUERY = FileToFileCrashTest.WINDOWS;
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final int EVERY = 3;

    /** How many operations find no space. */
    private static final int REFUSED = 4;

    /** What is not tried again: the sync of a file, and what comes before the query runs. */
    private static final Pattern WITHOUT_PATIENCE =
            Pattern.compile("sync /.*|.* /data/checkpoint(/(\\.probe|\\.lock|owner|\\.metadata|metadata).*)?");

    /** A process on a disk, whose time passes when all of it waits. */
    private record Run(FaultyDisk disk, Baton baton) {
        static Run on(FaultyDisk disk, long seed) {
            return new Run(disk, new Baton(seed, 20, START_MILLIS));
        }

        Session session(long seed) {
            return Session.builder()
                    .seams(baton, disk.mount(), new BatonExec(baton), new SeededIds(seed))
                    .config("spark.sql.session.timeZone", "UTC")
                    .create();
        }

        /** @return what the query failed with, null if it came to its end */
        @Nullable
        SluiceException run(long seed) {
            try {
                FileToFileCrashTest.run(QUERY, session(seed));
                return null;
            } catch (SluiceException failed) {
                return failed;
            } finally {
                baton.awaitOthers(TimeUnit.MINUTES.toNanos(1));
            }
        }
    }

    private static FaultyDisk diskWithInput(long seed) throws IOException {
        FaultyDisk disk = new FaultyDisk(seed);
        FileToFileCrashTest.writeInput(disk.mount());
        return disk;
    }

    private static void requireExactAfterARestart(FaultyDisk disk, long seed, String where) throws IOException {
        assertThat(Run.on(disk, seed).run(seed)).as(where).isNull();
        assertThat(FileToFileCrashTest.output(QUERY, disk, seed + 1))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(FileToFileCrashTest.undisturbedOutput(QUERY));
    }

    @Test
    void E1_spaceIsWaitedForUntilThereIsSomeButASyncThatFailedIsFinal() throws IOException {
        FaultyDisk undisturbed = diskWithInput(0);
        long before = undisturbed.operationCount();
        assertThat(Run.on(undisturbed, 0).run(0)).isNull();
        long operations = undisturbed.operationCount() - before;
        int waited = 0;
        for (long operation = 1; operation <= operations; operation += EVERY) {
            FaultyDisk disk = diskWithInput(operation);
            long full = disk.operationCount() + operation;
            disk.fillFrom(full);
            List<String> met = new ArrayList<>();
            disk.listen((now, what, file) -> {
                if (now == full + REFUSED) {
                    disk.makeRoom();
                } else if (now >= full && now < full + REFUSED) {
                    met.add(what + " " + file);
                }
            });
            SluiceException failed = Run.on(disk, operation).run(operation);
            String where = operation + ": " + met;
            if (failed == null) {
                waited += disk.failedIn() == null ? 0 : 1;
            } else {
                assertThat(failed).as(where).hasMessageContaining("NO_SPACE");
                assertThat(met)
                        .as(where)
                        .anyMatch(what -> WITHOUT_PATIENCE.matcher(what).matches());
            }
            disk.makeRoom();
            requireExactAfterARestart(disk, operation + 1_000_000, where);
        }
        assertThat(waited).as("runs that waited and came to their end").isGreaterThan(20);
    }

    @Test
    void E1_aDiskThatStaysFullFailsTheQueryAfterTheWindowAndSaysHowMuchWasWanted() throws IOException {
        FaultyDisk disk = diskWithInput(1);
        disk.listen((now, what, file) -> {
            if (what.equals("write") && file.toString().contains("/state/0/.3.")) {
                disk.fillFrom(now);
            }
        });
        Run process = Run.on(disk, 1);
        assertThat(process.run(1))
                .hasMessageContainingAll("[NO_SPACE]", "/checkpoint/state/0/", "bytes wanted: ", "bytes free: 0");
        assertThat(process.baton().wallMillis() - START_MILLIS).isBetween(30_000L, 32_000L);
        disk.listen((now, what, file) -> {});
        disk.makeRoom();
        requireExactAfterARestart(disk, 2, "after the window");
    }

    private static StreamingQuery rates(Session session) {
        StreamingQuery query = session.readStream()
                .format("rate")
                .load()
                .writeStream()
                .format("json")
                .option("checkpointLocation", "/data/rates")
                .trigger(Trigger.ProcessingTime(0))
                .start("/data/rates-output");
        query.processAllAvailable();
        return query;
    }

    @Test
    void E1_thatAQueryHasWaitedIsShown() {
        FaultyDisk disk = new FaultyDisk(1);
        Run run = Run.on(disk, 1);
        try (Session session = run.session(1)) {
            StreamingQuery query = rates(session);
            long full = disk.operationCount() + 1;
            disk.fillFrom(full);
            disk.listen((now, what, file) -> {
                if (now == full + REFUSED) {
                    disk.makeRoom();
                }
            });
            String progress = "";
            for (int wait = 0; wait < 100 && !progress.contains("waitsForSpace"); wait++) {
                pause(run);
                progress =
                        Objects.requireNonNull(query.lastProgress(), "a batch").json();
            }
            assertThat(progress).contains("\"waitsForSpace\":1");
            query.stop();
        }
    }

    @Test
    void E1_whoStopsAQueryThatWaitsForSpaceDoesNotWaitForIt() {
        FaultyDisk disk = new FaultyDisk(1);
        Run run = Run.on(disk, 1);
        try (Session session = run.session(1)) {
            StreamingQuery query = rates(session);
            disk.fillFrom(disk.operationCount() + 1);
            for (int wait = 0; wait < 100 && disk.failedIn() == null; wait++) {
                pause(run);
            }
            assertThat(query.status().message()).contains("waits for space");
            long start = run.baton().wallMillis();
            query.stop();
            assertThat(run.baton().wallMillis() - start).isLessThan(1_000);
            assertThat(query.isActive()).isFalse();
        }
    }

    private static void pause(Run run) {
        Exec.Monitor monitor = new BatonExec(run.baton()).monitor();
        try (var held = monitor.enter()) {
            monitor.await(TimeUnit.MILLISECONDS.toNanos(100));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void E3_aReadThatFailsTwiceIsDoneAThirdTime() throws IOException {
        FaultyDisk disk = diskWithInput(1);
        FileToFileCrashTest.run(QUERY, Run.on(disk, 1).session(1));
        // What the next start reads, and the input of its one batch.
        disk.put(
                Path.of("/data/input/more.json"),
                Objects.requireNonNull(disk.get(Path.of("/data/input/events-4.json"))));
        long reads = readsOfARestart(disk);
        for (long read = 1; read <= reads; read++) {
            FaultyDisk copy = disk.image(CrashMode.KILL, read);
            copy.failReadAt(read, device());
            copy.failReadAt(read + 1, device());
            assertThat(Run.on(copy, read).run(read)).as("read %d", read).isNull();
        }
    }

    private static long readsOfARestart(FaultyDisk disk) {
        FaultyDisk copy = disk.image(CrashMode.KILL, 1);
        assertThat(Run.on(copy, 7).run(7)).isNull();
        return copy.readCount();
    }

    private static IOException device() {
        return new FileSystemException("/data/x", null, "Input/output error");
    }
}
