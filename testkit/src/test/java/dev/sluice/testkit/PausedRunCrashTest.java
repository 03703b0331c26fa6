package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.StreamingQueryException;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A run is paused at each of its calls to the file system, as that of a suspended machine is, loses its locks, and goes on when
 * another run has come to the end of the input.
 */
class PausedRunCrashTest {
    private static final FileToFileCrashTest.Asked QUERY = FileToFileCrashTest.WINDOWS;
    private static final int MOST_CALLS = 5_000;

    /** The files of the run that is paused. */
    private static final class PausedFs extends ForwardingFs {
        private final AtomicInteger calls = new AtomicInteger();
        private final int pausedAt;
        private final Runnable meanwhile;

        /** @param meanwhile what others do before this call, counted from 1 */
        private PausedFs(CheckpointFs files, int pausedAt, Runnable meanwhile) {
            super(files);
            this.pausedAt = pausedAt;
            this.meanwhile = meanwhile;
        }

        private void call() {
            if (calls.incrementAndGet() == pausedAt) {
                meanwhile.run();
            }
        }

        private boolean wasPaused() {
            return calls.get() >= pausedAt;
        }

        @Override
        public Output create(Path file) throws IOException {
            call();
            return super.create(file);
        }

        @Override
        public void link(Path existing, Path name) throws IOException {
            call();
            super.link(existing, name);
        }

        @Override
        public void delete(Path file) throws IOException {
            call();
            super.delete(file);
        }

        @Override
        public void createDirectory(Path directory) throws IOException {
            call();
            super.createDirectory(directory);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            call();
            super.syncDirectory(directory);
        }

        @Override
        public List<String> list(Path directory) throws IOException {
            call();
            return super.list(directory);
        }

        @Override
        public byte[] read(Path file) throws IOException {
            call();
            return super.read(file);
        }
    }

    @Test
    void F4_aRunThatIsPausedAnywhereLeavesWhatAnotherOneHasDoneSinceAsItIs() throws IOException {
        List<String> undisturbed = FileToFileCrashTest.undisturbedOutput(QUERY);
        int fenced = 0;
        int pausedAt = 0;
        boolean wasPaused = true;
        while (wasPaused) {
            pausedAt++;
            assertThat(pausedAt).isLessThan(MOST_CALLS);
            FaultyDisk disk = new FaultyDisk(pausedAt);
            FileToFileCrashTest.writeInput(disk.mount());
            long seed = pausedAt * 10L;
            PausedFs paused = new PausedFs(disk.mount(), pausedAt, () -> takeOver(disk, seed + 1));
            try {
                FileToFileCrashTest.run(QUERY, FileToFileCrashTest.session(paused, seed));
            } catch (StreamingQueryException failed) {
                assertThat(failed).as("paused at call %d", pausedAt).hasMessageContaining("FENCED");
                fenced++;
            } catch (SluiceException refused) {
                // A start that has not claimed the checkpoint yet has nothing that it could be told it lost.
                assertThat(refused.getMessage())
                        .as("paused at call %d", pausedAt)
                        .contains("/data/");
            }
            wasPaused = paused.wasPaused();
            assertThat(FileToFileCrashTest.output(QUERY, disk, seed + 2))
                    .as("after a pause at call %d", pausedAt)
                    .containsExactlyInAnyOrderElementsOf(undisturbed);
            FileToFileCrashTest.run(QUERY, disk, seed + 3);
            assertThat(FileToFileCrashTest.output(QUERY, disk, seed + 4))
                    .as("after a pause at call %d and a restart", pausedAt)
                    .containsExactlyInAnyOrderElementsOf(undisturbed);
        }
        assertThat(fenced).isGreaterThan(100);
    }

    private static void takeOver(FaultyDisk disk, long seed) {
        disk.loseLocks();
        FileToFileCrashTest.run(QUERY, disk, seed);
    }
}
