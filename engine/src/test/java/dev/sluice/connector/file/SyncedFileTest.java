package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyncedFileTest {
    private static final byte[] PART = new byte[(int) SyncedFile.PART_BYTES];

    private final LateExec exec = new LateExec();
    private final FileSyncs syncs = new FileSyncs(exec);

    /** Work given to its pool runs when somebody waits. */
    private static final class LateExec implements Exec {
        final Deque<Runnable> pending = new ArrayDeque<>();

        @Override
        public Task spawn(String name, Runnable task) {
            throw new UnsupportedOperationException("no thread of one task");
        }

        @Override
        public WorkPool workPool(String name, int threads) {
            return new WorkPool() {
                @Override
                public void submit(Runnable work) {
                    pending.add(work);
                }

                @Override
                public int threads() {
                    return threads;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Monitor monitor() {
            return new Monitor() {
                @Override
                public Held enter() {
                    return () -> {};
                }

                @Override
                public void await(long timeoutNanos) {
                    runNext();
                }

                @Override
                public void signalAll() {}
            };
        }

        void runNext() {
            pending.remove().run();
        }
    }

    /** Says what became of a file: {@code w} for a part written, {@code s} synced, {@code c} closed. */
    private static final class Disk implements CheckpointFs.Output {
        final StringBuilder steps = new StringBuilder();

        @Nullable
        IOException failure;

        Runnable duringSync = () -> {};

        @Override
        public void write(byte[] bytes, int start, int length) {
            steps.append('w');
        }

        @Override
        public void sync() throws IOException {
            steps.append('s');
            duringSync.run();
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void close() {
            steps.append('c');
        }
    }

    @Test
    void aPartIsSyncedWhileTheFileGrowsAndTheRestWhenItIsWhole() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, PART.length - 1);
        assertThat(exec.pending).isEmpty();
        file.write(PART, 0, 1);
        exec.runNext();
        file.write(PART, 0, 1);
        file.finish();
        file.awaitDurable();
        assertThat(disk.steps).hasToString("wwswsc");
    }

    @Test
    void oneSyncIsUnderWayAtATime() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        for (int part = 0; part < 5; part++) {
            file.write(PART, 0, PART.length);
        }
        assertThat(exec.pending).hasSize(1);
        file.finish();
        assertThat(exec.pending).hasSize(1);
        file.awaitDurable();
        assertThat(disk.steps).hasToString("wwwwwsc");
    }

    @Test
    void aFileThatBecomesWholeDuringASyncIsSyncedOnceMore() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, PART.length);
        disk.duringSync = () -> {
            disk.duringSync = () -> {};
            finish(file);
        };
        exec.runNext();
        assertThat(exec.pending).isEmpty();
        file.awaitDurable();
        assertThat(disk.steps).hasToString("wssc");
    }

    private static void finish(SyncedFile file) {
        try {
            file.finish();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void D7_aPartThatCannotBeSyncedEndsTheFileAndIsNotTriedAgain() throws IOException {
        Disk disk = new Disk();
        disk.failure = new IOException("broken");
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, PART.length);
        exec.runNext();
        assertThatThrownBy(() -> file.write(PART, 0, PART.length)).isSameAs(disk.failure);
        assertThatThrownBy(file::finish).isSameAs(disk.failure);
        file.abandon();
        assertThat(exec.pending).isEmpty();
        assertThat(disk.steps).hasToString("wswc");
    }

    @Test
    void D7_aPartThatFailsWhileTheFileBecomesWholeIsNotSyncedAgain() throws IOException {
        Disk disk = new Disk();
        disk.failure = new IOException("broken");
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, PART.length);
        disk.duringSync = () -> finish(file);
        exec.runNext();
        assertThatThrownBy(file::awaitDurable).isSameAs(disk.failure);
        assertThat(disk.steps).hasToString("wsc");
    }

    @Test
    void D8_aWholeFileThatCannotBeSyncedIsClosedAndReported() throws IOException {
        Disk disk = new Disk();
        disk.failure = new IOException("broken");
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, 1);
        file.finish();
        assertThatThrownBy(file::awaitDurable).isSameAs(disk.failure);
        assertThat(disk.steps).hasToString("wsc");
    }

    @Test
    void aFileIsGivenUpOnlyWhenNoSyncUsesIt() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, PART.length);
        file.abandon();
        assertThat(disk.steps).hasToString("wsc");
    }

    @Test
    void aWriterWaitsWhileTooManyFilesAreOpen() throws IOException {
        List<Disk> disks = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            Disk disk = new Disk();
            disks.add(disk);
            SyncedFile file = syncs.take(disk);
            file.write(PART, 0, 1);
            file.finish();
        }
        long open = disks.stream().filter(disk -> disk.steps.indexOf("c") < 0).count();
        assertThat(open).isBetween(1L, 16L);
    }
}
