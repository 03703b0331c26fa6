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
    private static final byte[] PART = new byte[1024];

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

        @Override
        public void write(byte[] bytes, int start, int length) {
            steps.append('w');
        }

        @Override
        public void sync() throws IOException {
            steps.append('s');
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
    void aWholeFileIsSyncedAndClosedOnce() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, PART.length);
        file.write(PART, 0, 1);
        assertThat(exec.pending).isEmpty();
        file.finish();
        assertThat(exec.pending).hasSize(1);
        file.awaitDurable();
        file.awaitDurable();
        assertThat(disk.steps).hasToString("wwsc");
    }

    @Test
    void D7_D8_aFileThatCannotBeSyncedIsClosedAndReportedAndNotTriedAgain() throws IOException {
        Disk disk = new Disk();
        disk.failure = new IOException("broken");
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, 1);
        file.finish();
        assertThatThrownBy(file::awaitDurable).isSameAs(disk.failure);
        file.abandon();
        assertThatThrownBy(file::awaitDurable).isSameAs(disk.failure);
        assertThat(exec.pending).isEmpty();
        assertThat(disk.steps).hasToString("wsc");
    }

    @Test
    void aFileThatIsGivenUpIsClosed() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, 1);
        file.abandon();
        assertThat(exec.pending).isEmpty();
        assertThat(disk.steps).hasToString("wc");
    }

    @Test
    void aWholeFileIsGivenUpOnlyWhenNoSyncUsesIt() throws IOException {
        Disk disk = new Disk();
        SyncedFile file = syncs.take(disk);
        file.write(PART, 0, 1);
        file.finish();
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
