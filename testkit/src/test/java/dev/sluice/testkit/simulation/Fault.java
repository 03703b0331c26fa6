package dev.sluice.testkit.simulation;

import dev.sluice.testkit.FaultyDisk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

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
        /** The disk is full, until the query has failed of it. */
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
        SECOND_START;

        /** Whether it is something that somebody does to the query, not to its disk. */
        boolean isMeddling() {
            return this == STOP || this == SECOND_START;
        }
    }

    /** How often the engine reads the same before it gives up. */
    private static final int READS = 3;

    private static final String FILE = "/data/simulated";

    void arm(FaultyDisk disk) {
        long operation = disk.operationCount() + at;
        switch (kind) {
            case DEVICE -> disk.failAt(operation, device());
            case FULL -> disk.fillFrom(operation);
            case FULL_FOR_A_MOMENT ->
                disk.failAt(operation, new FileSystemException(FILE, null, "No space left on device"));
            case FORBIDDEN -> disk.failAt(operation, new AccessDeniedException(FILE));
            case UNTRUE_FAILURE -> disk.failAfter(operation, device());
            case READ -> {
                for (int read = 0; read < READS; read++) {
                    disk.failReadAt(disk.readCount() + at + read, device());
                }
            }
            case STOP, SECOND_START -> {}
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
