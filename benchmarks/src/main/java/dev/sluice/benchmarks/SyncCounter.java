package dev.sluice.benchmarks;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The file system behind it, with a count of what is synced and of the time that takes. Thread-safe if that is. */
final class SyncCounter extends ForwardingFs {
    private final LongAdder fileSyncs = new LongAdder();
    private final LongAdder directorySyncs = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    SyncCounter(CheckpointFs files) {
        super(files);
    }

    void reset() {
        fileSyncs.reset();
        directorySyncs.reset();
        nanos.reset();
    }

    /** For example {@code 3.0 file syncs, 3.0 directory syncs, 4.21 ms of it}. */
    String perBatch(int batches) {
        return String.format(
                Locale.ROOT,
                "%.1f file syncs, %.1f directory syncs, %.2f ms of it",
                (double) fileSyncs.sum() / batches,
                (double) directorySyncs.sum() / batches,
                nanos.sum() / 1e6 / batches);
    }

    @FunctionalInterface
    private interface Sync {
        void run() throws IOException;
    }

    private void count(LongAdder counter, Sync sync) throws IOException {
        long start = System.nanoTime();
        sync.run();
        nanos.add(System.nanoTime() - start);
        counter.increment();
    }

    @Override
    public Output create(Path file) throws IOException {
        Output output = files.create(file);
        return new Output() {
            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                output.write(bytes, start, length);
            }

            @Override
            public void sync() throws IOException {
                count(fileSyncs, output::sync);
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        };
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        count(directorySyncs, () -> files.syncDirectory(directory));
    }
}
