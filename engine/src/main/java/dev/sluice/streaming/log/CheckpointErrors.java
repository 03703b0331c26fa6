package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.DiskErrors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** What went wrong with a checkpoint, in words. */
public final class CheckpointErrors {
    private CheckpointErrors() {}

    /** An error of the operating system. */
    public static SluiceException failed(Path file, String action, IOException cause) {
        return switch (cause) {
            case FileAlreadyExistsException taken ->
                SluiceException.of(
                                ErrorCondition.CONCURRENT_STREAM_LOG_UPDATE,
                                "somebody else published an entry of this checkpoint")
                        .at(file.toString())
                        .safe("what was published first counts; this run stops without a further effect")
                        .mend("make sure that one query alone uses the checkpoint, then start it again")
                        .cause(taken)
                        .build();
            case IOException denied
            when DiskErrors.isForbidden(denied) ->
                SluiceException.of(ErrorCondition.CHECKPOINT_NOT_WRITABLE, "not permitted to " + action)
                        .at(file.toString())
                        .found(DiskErrors.reason(denied))
                        .safe("what is committed stays")
                        .mend("give this user the right to read and write the checkpoint, then start again")
                        .cause(denied)
                        .build();
            default ->
                DiskErrors.isNoSpace(cause)
                        ? SluiceException.of(ErrorCondition.NO_SPACE, "no space left to " + action)
                                .at(file.toString())
                                .found(DiskErrors.reason(cause))
                                .safe("what is committed stays")
                                .mend("free some space, then start again: nothing is lost")
                                .cause(cause)
                                .build()
                        : SluiceException.of(ErrorCondition.IO_FAILED, "cannot " + action)
                                .at(file.toString())
                                .found(String.valueOf(cause.getMessage()))
                                .safe("what is committed stays")
                                .mend("see to the file system, then start again: nothing is lost")
                                .cause(cause)
                                .build();
        };
    }

    /** An entry that others may stand for, where the device gives it back no more, is as good as damaged. */
    static SluiceException unread(Path file, String action, IOException cause) {
        return DiskErrors.isOfDevice(cause)
                ? damaged(file, DiskErrors.reason(cause), cause)
                : failed(file, action, cause);
    }

    static SluiceException damaged(Path file, String found, Throwable cause) {
        return SluiceException.of(
                        ErrorCondition.CHECKSUM_FAILED, "an entry of a checkpoint is malformed or cannot be read")
                .at(file.toString())
                .found(found)
                .mend("restore the checkpoint from a backup of one moment")
                .cause(cause)
                .build();
    }
}
