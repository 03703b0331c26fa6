package dev.sluice.execution.memory;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.DiskErrors;
import java.io.IOException;
import java.nio.file.Path;

/** The errors of scratch files. */
final class ScratchErrors {
    private static final String SAFE = "what is committed stays, and nothing of this batch or result is visible";

    private ScratchErrors() {}

    /** @param heldBytes in all scratch files of the session */
    static SluiceException cannotWrite(Path file, long bytes, long heldBytes, IOException cause) {
        boolean isFull = DiskErrors.isNoSpace(cause);
        return SluiceException.of(
                        isFull ? ErrorCondition.NO_SPACE : ErrorCondition.IO_FAILED,
                        isFull
                                ? "there is no space left in the scratch folder"
                                : "rows cannot be written to the scratch folder")
                .at(file.toString())
                .found(cause + ", writing " + ByteText.of(bytes) + " to files that hold " + ByteText.of(heldBytes))
                .safe(SAFE)
                .mend("free space on this disk, or set sluice.scratch.directory to one with more, or keep more rows in"
                        + " memory with a larger sluice.memory.budget; then start again")
                .cause(cause)
                .build();
    }

    static SluiceException cannotMakeFolder(Path base, IOException cause) {
        return SluiceException.of(ErrorCondition.IO_FAILED, "the scratch folder cannot be made")
                .at(base.toString())
                .found(cause.toString())
                .expected("a folder that this user may write to and, if it is the default one, nobody else may enter")
                .safe(SAFE)
                .mend("set sluice.scratch.directory to a folder for rows that do not fit into memory; then start again")
                .cause(cause)
                .build();
    }

    static SluiceException cannotRead(Path file, IOException cause) {
        return unreadable(file, cause.toString()).cause(cause).build();
    }

    static SluiceException damaged(Path file, String found) {
        return unreadable(file, found).build();
    }

    private static SluiceException.Builder unreadable(Path file, String found) {
        return SluiceException.of(ErrorCondition.IO_FAILED, "a scratch file cannot be read back")
                .at(file.toString())
                .found(found)
                .expected("the bytes that were written to it by this process")
                .safe(SAFE)
                .mend(
                        "look after the disk, or set sluice.scratch.directory to another; then start again, which computes"
                                + " the rows anew");
    }
}
