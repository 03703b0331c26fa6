package dev.sluice.state;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.DiskErrors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The errors of state files. */
final class StateErrors {
    private StateErrors() {}

    static SluiceException damaged(Path file, String found, @Nullable Throwable cause) {
        SluiceException.Builder error = SluiceException.of(ErrorCondition.STATE_DAMAGED, "a state file is damaged")
                .at(file.toString())
                .found(found)
                .expected("the bytes that were published")
                .mend(
                        "restore the file from a backup of this checkpoint; or let `sluice checkpoint repair` roll back to the"
                                + " newest batch whose state is whole, which computes the batches after it again; or start with a new"
                                + " checkpoint, which reads all input again");
        return cause == null ? error.build() : error.cause(cause).build();
    }

    /** @param block whose groups are what it says of itself, true or not */
    static SluiceException damagedBlock(
            Path file, StateFileReader.Block block, String found, @Nullable Throwable cause) {
        String groups = "key groups " + block.firstGroup() + " to " + block.lastGroup();
        return damaged(
                file,
                "block " + block.number() + " at byte " + block.position() + ", of " + groups + ": " + found,
                cause);
    }

    static SluiceException foreign(Path file, String what, @Nullable Object expected, @Nullable Object found) {
        return SluiceException.of(ErrorCondition.FOREIGN_FILE, "a file that belongs elsewhere stands here")
                .at(file.toString())
                .found(what + " " + found)
                .expected(what + " " + expected)
                .mend("put back the file that belongs here, from a backup of the same moment as its neighbours")
                .build();
    }

    /** A file that the device gives back no more, however often it is asked, is as good as damaged. */
    static SluiceException unread(Path file, IOException cause) {
        return DiskErrors.isOfDevice(cause)
                ? damaged(file, DiskErrors.reason(cause), cause)
                : failed(file, "read a state file", cause);
    }

    static SluiceException failed(Path file, String doing, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return damaged(file, "no such file", cause);
        }
        if (cause instanceof FileAlreadyExistsException) {
            return SluiceException.of(ErrorCondition.FENCED, "another writer published this state file")
                    .at(file.toString())
                    .found("a file of this name")
                    .expected("none")
                    .mend("stop one of the two queries that use this checkpoint")
                    .cause(cause)
                    .build();
        }
        String message = String.valueOf(cause.getMessage());
        boolean full = DiskErrors.isNoSpace(cause);
        return SluiceException.of(full ? ErrorCondition.NO_SPACE : ErrorCondition.IO_FAILED, "cannot " + doing)
                .at(file.toString())
                .found(message)
                .mend(
                        full
                                ? "free space on this file system"
                                : "look after the file system, then start the query again")
                .cause(cause)
                .build();
    }
}
