package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a query, which outlive what passes: where there is no space, it is waited for some time until there is, and what the
 * device could not read is read again from a fresh descriptor. A sync that fails is final for its file and is never repeated. Thread-safe
 * if the files are.
 */
public final class PatientFs extends ForwardingFs {
    private static final Logger LOG = LoggerFactory.getLogger(PatientFs.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What any file or name takes. */
    private static final long LEAST_BYTES = 4_096;

    /** How long it takes at most to notice that waiting is not wanted any more. */
    private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How often the same is read before its error counts. */
    private static final int READS = 3;

    private final Clock clock;
    private final Exec exec;
    private final long windowMillis;
    private final User user;

    /** @param windowMillis how long space is waited for */
    public PatientFs(CheckpointFs files, Clock clock, Exec exec, long windowMillis, User user) {
        super(files);
        this.clock = clock;
        this.exec = exec;
        this.windowMillis = windowMillis;
        this.user = user;
    }

    /** Whose files they are. */
    public interface User {
        /** Whether space is still to be waited for; asked again and again. */
        boolean isToWait();

        /** Told once for each time that something waits. */
        void waits(String what);

        /** Told whenever something is read once more. */
        void readsAgain();

        /** Told of every sync, of a file or a directory. */
        void synced(long nanos);

        /** Told of every file that is opened to be read or written. */
        void opened();

        /** Told once of each of them when it is closed. */
        void closed();
    }

    /** Leaves nothing behind if there is no space for it. */
    @FunctionalInterface
    private interface Attempt<R> {
        R run() throws IOException;
    }

    private <R> R withSpace(Path file, long bytes, Attempt<R> attempt) throws IOException {
        try {
            return attempt.run();
        } catch (IOException failed) {
            if (!isNoSpace(file, bytes, failed)) {
                throw failed;
            }
            return awaitSpace(file, bytes, attempt, failed);
        }
    }

    /** Operating systems tell it in the language of the user, so it is also seen from what is free. */
    private boolean isNoSpace(Path file, long bytes, IOException failed) {
        if (DiskErrors.isNoSpace(failed)) {
            return true;
        }
        if (failed instanceof FileAlreadyExistsException
                || failed instanceof NoSuchFileException
                || DiskErrors.isForbidden(failed)
                || DiskErrors.isOfDevice(failed)) {
            return false;
        }
        try {
            return files.freeBytes(file) < Math.max(bytes, LEAST_BYTES);
        } catch (IOException unknown) {
            failed.addSuppressed(unknown);
            return false;
        }
    }

    private <R> R awaitSpace(Path file, long bytes, Attempt<R> attempt, IOException failed) throws IOException {
        long start = clock.monotonicNanos();
        long window = TimeUnit.MILLISECONDS.toNanos(windowMillis);
        long pause = FIRST_PAUSE_NANOS;
        IOException last = failed;
        if (user.isToWait() && windowMillis > 0) {
            String what = file + " waits for space, " + windowMillis + " ms at most: " + facts(file, bytes, failed);
            LOG.warn(what);
            user.waits(what);
        }
        long left = window;
        while (left > 0 && user.isToWait()) {
            pause(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            left = window - (clock.monotonicNanos() - start);
            try {
                R result = attempt.run();
                LOG.info("{} has got its space", file);
                return result;
            } catch (IOException failedAgain) {
                if (!isNoSpace(file, bytes, failedAgain)) {
                    throw failedAgain;
                }
                last = failedAgain;
            }
        }
        throw noSpace(file, bytes, last);
    }

    private IOException noSpace(Path file, long bytes, IOException cause) {
        FileSystemException failed = new FileSystemException(file.toString(), null, facts(file, bytes, cause));
        failed.initCause(cause);
        return failed;
    }

    private String facts(Path file, long bytes, IOException cause) {
        String reason = (DiskErrors.isNoSpace(cause) ? "" : "No space left: ") + DiskErrors.reason(cause);
        String wanted = reason + (bytes == 0 ? "" : ", bytes wanted: " + bytes);
        try {
            return wanted + ", bytes free: " + files.freeBytes(file);
        } catch (IOException unknown) {
            cause.addSuppressed(unknown);
            return wanted;
        }
    }

    private void pause(long nanos) throws IOException {
        long end = clock.monotonicNanos() + nanos;
        Exec.Monitor monitor = exec.monitor();
        try (var held = monitor.enter()) {
            long left = nanos;
            while (left > 0 && user.isToWait()) {
                monitor.await(Math.min(left, NOTICE_NANOS));
                left = end - clock.monotonicNanos();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for space", interrupted);
        }
    }

    @Override
    public Output create(Path file) throws IOException {
        Output output = withSpace(file, 0, () -> files.create(file));
        user.opened();
        return new PatientOutput(file, output);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        withSpace(name, 0, () -> {
            files.link(existing, name);
            return name;
        });
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        withSpace(directory, 0, () -> {
            files.createDirectory(directory);
            return directory;
        });
    }

    @Override
    public void createPrivateDirectory(Path directory) throws IOException {
        withSpace(directory, 0, () -> {
            files.createPrivateDirectory(directory);
            return directory;
        });
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return readAgain(file, 1, () -> files.read(file));
    }

    @Override
    public Input open(Path file) throws IOException {
        Input input = readAgain(file, 1, () -> files.open(file));
        user.opened();
        return new PatientInput(file, input);
    }

    private <R> R readAgain(Path file, int firstAttempt, Attempt<R> attempt) throws IOException {
        int number = firstAttempt;
        while (true) {
            try {
                return attempt.run();
            } catch (IOException failed) {
                if (!DiskErrors.isOfDevice(failed) || number == READS) {
                    throw failed;
                }
                noteRepetition(file, failed);
                number++;
            }
        }
    }

    private void noteRepetition(Path file, IOException failed) {
        LOG.warn("{} is read again: {}", file, DiskErrors.reason(failed));
        user.readsAgain();
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        long start = clock.monotonicNanos();
        files.syncDirectory(directory);
        user.synced(clock.monotonicNanos() - start);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return readAgain(directory, 1, () -> files.list(directory));
    }

    @Override
    public @Nullable Lock lock(Path file) throws IOException {
        return withSpace(file, 0, () -> Optional.ofNullable(files.lock(file))).orElse(null);
    }

    private final class PatientOutput implements Output {
        private final Path file;
        private final Output output;
        private boolean isClosed;

        private PatientOutput(Path file, Output output) {
            this.file = file;
            this.output = output;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            withSpace(file, length, () -> {
                output.write(bytes, start, length);
                return length;
            });
        }

        @Override
        public void sync() throws IOException {
            long start = clock.monotonicNanos();
            try {
                output.sync();
                user.synced(clock.monotonicNanos() - start);
            } catch (IOException failed) {
                throw DiskErrors.isNoSpace(failed) ? noSpace(file, 0, failed) : failed;
            }
        }

        @Override
        public void close() throws IOException {
            if (!isClosed) {
                isClosed = true;
                user.closed();
            }
            output.close();
        }
    }

    private final class PatientInput implements Input {
        private final Path file;
        private Input input;
        private boolean isClosed;

        private PatientInput(Path file, Input input) {
            this.file = file;
            this.input = input;
        }

        @Override
        public long length() throws IOException {
            return input.length();
        }

        @Override
        public int read(long position, byte[] target, int start, int length) throws IOException {
            try {
                return input.read(position, target, start, length);
            } catch (IOException failed) {
                if (!DiskErrors.isOfDevice(failed)) {
                    throw failed;
                }
                noteRepetition(file, failed);
                return readAgain(file, 2, () -> {
                    Input fresh = files.open(file);
                    Input stale = input;
                    input = fresh;
                    stale.close();
                    return input.read(position, target, start, length);
                });
            }
        }

        @Override
        public void close() throws IOException {
            if (!isClosed) {
                isClosed = true;
                user.closed();
            }
            input.close();
        }
    }
}
