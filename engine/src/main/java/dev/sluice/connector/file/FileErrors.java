package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.DiskErrors;
import java.io.IOException;
import java.nio.file.Path;

/** The errors that reading and writing files share. */
final class FileErrors {
    private FileErrors() {}

    static SluiceException failed(String what, Path path, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        boolean isFull = DiskErrors.isNoSpace(cause);
        return SluiceException.of(isFull ? ErrorCondition.NO_SPACE : ErrorCondition.IO_FAILED, what + " failed")
                .at(path.toString())
                .found(cause.getClass().getSimpleName() + ": " + message)
                .safe("what was committed before is unchanged")
                .mend(isFull ? "make room on the device and restart" : "mend the file system or the rights and restart")
                .cause(cause)
                .build();
    }

    static SluiceException pathNotFound(String path) {
        return SluiceException.analysis(ErrorCondition.PATH_NOT_FOUND, "the path does not exist")
                .at(path)
                .mend("correct the path, or create it before the start")
                .build();
    }

    /** A folder that a stream reads was there before. */
    static SluiceException vanished(Path folder) {
        return SluiceException.of(ErrorCondition.PATH_NOT_FOUND, "the folder of the input is not there any more")
                .at(folder.toString())
                .safe("what was committed before is unchanged")
                .mend("put the folder back, or mount its file system, and restart")
                .build();
    }

    static SluiceException noText(Path file) {
        return SluiceException.of(
                        ErrorCondition.FAILED_READ_FILE,
                        "a file name is not text in the encoding of this process, so the file cannot be opened")
                .at(file.toString())
                .found("bytes in the name that stand for no character, here as \\uFFFD")
                .safe("nothing of this batch is visible")
                .mend("rename the file, or start the process with the encoding of its name, as LC_ALL says it")
                .build();
    }

    static SluiceException missing(Path path) {
        return SluiceException.of(ErrorCondition.FILE_MISSING, "a file of this batch was deleted before it was read")
                .at(path.toString())
                .safe("nothing of this batch is visible")
                .mend("put the file back, or set ignoreMissingFiles=true, which loses its rows")
                .build();
    }

    static SluiceException committedMissing(Path path) {
        return SluiceException.of(ErrorCondition.FILE_MISSING, "a file that an output has committed is not there")
                .at(path.toString())
                .safe("nothing of this batch is visible")
                .mend("restore the file from a backup; the batch in its name wrote it")
                .build();
    }

    static SluiceException changed(Path path, String found, String expected) {
        return SluiceException.of(ErrorCondition.FILE_CHANGED, "a file changed between planning and reading")
                .at(path.toString())
                .found(found)
                .expected(expected)
                .safe("nothing of this batch is visible")
                .mend(
                        "restore the file as it was, or set onChangedFile=accept, which reads it as it is now; and let producers"
                                + " rename complete files into the directory")
                .build();
    }

    static SluiceException damaged(Path path, String found, String expected) {
        return SluiceException.of(
                        ErrorCondition.CHECKSUM_FAILED, "a file of an output does not hold what was committed")
                .at(path.toString())
                .found("checksum " + found)
                .expected("checksum " + expected + " by the manifest")
                .safe("nothing of this batch is visible")
                .mend("restore the file from a backup; the batch in its name wrote it")
                .build();
    }

    /** @param isOption whether the format can be told an encoding */
    static SluiceException otherEncoding(Path path, String encoding, boolean isOption) {
        return SluiceException.of(ErrorCondition.FAILED_READ_FILE, "a file is text in another encoding")
                .at(path.toString())
                .at("byte 0")
                .found("the byte order mark of " + encoding)
                .expected("UTF-8")
                .safe("nothing of this batch is visible")
                .mend(
                        isOption
                                ? "set encoding=" + encoding + ", or save the file as UTF-8"
                                : "save the file as UTF-8; this format reads no other encoding")
                .build();
    }

    /** @param contentBytes how much was found so far */
    static SluiceException tooMuchContent(Path path, long offset, long contentBytes, ContentLimit limit) {
        return SluiceException.of(ErrorCondition.FAILED_READ_FILE, "a compressed file holds more than it may")
                .at(path.toString())
                .at("byte " + offset)
                .found("at least " + contentBytes + " bytes of content in a file of " + limit.fileBytes() + " bytes")
                .expected("at most maxDecompressedBytes=" + limit.maxBytes())
                .safe("nothing of this batch is visible")
                .mend("raise maxDecompressedBytes if the file is meant to be so large, or else take it away")
                .build();
    }

    /** @param contentBytes how much was found so far */
    static SluiceException tooDense(Path path, long offset, long contentBytes, ContentLimit limit) {
        return SluiceException.of(
                        ErrorCondition.FAILED_READ_FILE, "a compressed file holds more than a file of its size may")
                .at(path.toString())
                .at("byte " + offset)
                .found("at least " + contentBytes + " bytes of content in a file of " + limit.fileBytes() + " bytes")
                .expected("at most maxDecompressedRatio=" + limit.maxRatio() + " bytes of content for each of the file")
                .safe("nothing of this batch is visible")
                .mend("raise maxDecompressedRatio if the file is meant to be so, or else take it away")
                .build();
    }

    static SluiceException unreadable(Path path, long offset, String found) {
        return SluiceException.of(ErrorCondition.FAILED_READ_FILE, "a file cannot be read")
                .at(path.toString())
                .at("byte " + offset)
                .found(found)
                .safe("nothing of this batch is visible")
                .mend(
                        "replace the file by a whole one, or set ignoreCorruptFiles=true, which loses its rows from there on")
                .build();
    }
}
