package dev.sluice.testkit.simulation;

import dev.sluice.testkit.FaultyDisk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;

/**
 * Something that goes wrong once.
 *
 * @param at the operation of the disk, or the read, counted from where the world stands
 */
record Fault(Kind kind, long at) implements Disturbance {
    /** What goes wrong. */
    enum Kind {
        /** The device fails; a sync that fails loses what was to be synced. */
        DEVICE,
        /** The disk is full, but for some bytes, until the query has failed of it. */
        FULL,
        /** There is no room for this one operation. */
        FULL_FOR_A_MOMENT,
        /** Somebody took the right away for a moment. */
        FORBIDDEN,
        /** A link takes effect and says that it failed; anything else fails as of the device. */
        UNTRUE_FAILURE,
        /** A read fails, and also when it is done again. */
        READ,
        /** The query is stopped: no error at all. */
        STOP,
        /** Somebody starts the query a second time while it runs. */
        SECOND_START,
        /** Some of the bytes of a write arrive, then the device fails; it fails anything else. */
        SHORT_WRITE,
        /** The file system can be read only, until the query has failed of it. */
        READ_ONLY,
        /** Some operations take seconds each. */
        SLOW,
        /** The process is paused and loses its locks, another one runs to the end of what is there, then the first goes on. */
        TAKEN_OVER,
        /** As READ, of a file. */
        FILE_READ;

        /** Those from which the first errors of a seed are drawn. */
        static final List<Kind> FIRST =
                List.of(DEVICE, FULL, FULL_FOR_A_MOMENT, FORBIDDEN, UNTRUE_FAILURE, READ, STOP, SECOND_START);

        /** Those that were thought of later: drawn apart, they leave what earlier seeds found as it was. */
        static final List<Kind> LATER = List.of(SHORT_WRITE, READ_ONLY, SLOW, TAKEN_OVER, TAKEN_OVER, FILE_READ);

        /** Whether it is something that somebody does to the query, not to its disk. */
        boolean isMeddling() {
            return this == STOP || this == SECOND_START || this == TAKEN_OVER;
        }
    }

    /** For fewer files than these a full disk has room yet, and about how many bytes one takes. */
    private static final int FILES_LEFT = 5;

    private static final int FILE_BYTES = 400;

    private static final int SLOW_OPERATIONS = 15;

    /** How often the engine reads the same before it gives up. */
    private static final int READS = 3;

    private static final String FILE = "/data/simulated";

    void arm(FaultyDisk disk) {
        long operation = disk.operationCount() + at;
        switch (kind) {
            case DEVICE -> disk.failAt(operation, device());
            case FULL -> disk.fillFrom(operation, at % FILES_LEFT * FILE_BYTES);
            case FULL_FOR_A_MOMENT ->
                disk.failAt(operation, new FileSystemException(FILE, null, "No space left on device"));
            case FORBIDDEN -> disk.failAt(operation, new AccessDeniedException(FILE));
            case UNTRUE_FAILURE -> disk.failAfter(operation, device());
            case READ -> {
                for (int read = 0; read < READS; read++) {
                    disk.failReadAt(disk.readCount() + at + read, device());
                }
            }
            case FILE_READ -> {
                for (int read = 0; read < READS; read++) {
                    disk.failFileReadAt(disk.fileReadCount() + at + read, device());
                }
            }
            case SHORT_WRITE -> disk.cutShortAt(operation, device());
            case READ_ONLY -> disk.forbidWritingFrom(operation);
            case SLOW -> disk.slowDownFrom(operation, SLOW_OPERATIONS);
            case STOP, SECOND_START, TAKEN_OVER -> {}
        }
    }

    @Override
    public String text() {
        return kind + "@" + at;
    }

    private static IOException device() {
        return new FileSystemException(FILE, null, "Input/output error");
    }
}
