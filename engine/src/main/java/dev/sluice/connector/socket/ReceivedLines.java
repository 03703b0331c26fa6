package dev.sluice.connector.socket;

import dev.sluice.seam.Exec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that have arrived and are not committed, numbered one after the other. When they take too much memory, whoever
 * receives waits, and so does the server. Safe for use by many threads.
 */
final class ReceivedLines {
    /** About what a line costs beside its text. */
    private static final int LINE_BYTES = 64;

    private static final long WAIT_NANOS = 1_000_000_000L;

    private final Exec.Monitor monitor;
    private final long mostBytes;

    // Guarded by the monitor.
    private final List<Line> lines = new ArrayList<>();
    private long firstNumber;
    private long heldBytes;
    private boolean isClosed;
    private @Nullable IOException failure;

    /** @param text in UTF-8 */
    record Line(byte[] text, long arrivalMicros) {}

    /** @param firstNumber of the first line that will arrive */
    ReceivedLines(Exec.Monitor monitor, long mostBytes, long firstNumber) {
        this.monitor = monitor;
        this.mostBytes = mostBytes;
        this.firstNumber = firstNumber;
    }

    /**
     * Adds a line as soon as there is room.
     *
     * @return whether more are wanted
     */
    boolean add(Line line) throws InterruptedException {
        try (var held = monitor.enter()) {
            while (heldBytes >= mostBytes && !isClosed) {
                monitor.await(WAIT_NANOS);
            }
            lines.add(line);
            heldBytes += line.text().length + LINE_BYTES;
            return !isClosed;
        }
    }

    /** Says that no more lines will arrive, and why. */
    void fail(IOException cause) {
        try (var held = monitor.enter()) {
            failure = cause;
        }
    }

    /** Why no more lines arrive; null while they may, and where the server has ended the connection. */
    @Nullable
    IOException failure() {
        try (var held = monitor.enter()) {
            return failure;
        }
    }

    long firstNumber() {
        try (var held = monitor.enter()) {
            return firstNumber;
        }
    }

    /** The number of the last line, one less than the first number before there is one. */
    long lastNumber() {
        try (var held = monitor.enter()) {
            return firstNumber + lines.size() - 1;
        }
    }

    /** Lines {@code [first, end)}, which are there. */
    List<Line> between(long first, long end) {
        try (var held = monitor.enter()) {
            return List.copyOf(lines.subList((int) (first - firstNumber), (int) (end - firstNumber)));
        }
    }

    /** Forgets the lines up to this number. */
    void release(long number) {
        try (var held = monitor.enter()) {
            List<Line> released = lines.subList(0, (int) Math.clamp(number + 1 - firstNumber, 0L, lines.size()));
            for (Line line : released) {
                heldBytes -= line.text().length + LINE_BYTES;
            }
            firstNumber += released.size();
            released.clear();
            monitor.signalAll();
        }
    }

    void close() {
        try (var held = monitor.enter()) {
            isClosed = true;
            monitor.signalAll();
        }
    }

    boolean isClosed() {
        try (var held = monitor.enter()) {
            return isClosed;
        }
    }
}
