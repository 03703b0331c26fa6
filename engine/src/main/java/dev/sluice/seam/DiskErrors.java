package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** What an error of the operating system means, of which Java tells no more than its text. */
public final class DiskErrors {
    private DiskErrors() {}

    /** Whether the disk is full, or a quota used up: the same may succeed later. */
    public static boolean isNoSpace(IOException failed) {
        String text = reason(failed).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }

    /** Whether this user may not do it, or nobody may. */
    public static boolean isForbidden(IOException failed) {
        String text = reason(failed).toLowerCase(Locale.ROOT);
        return failed instanceof AccessDeniedException
                || text.contains("permission denied")
                || text.contains("read-only file system");
    }

    /** Whether the device gave an error. */
    public static boolean isOfDevice(IOException failed) {
        return reason(failed).toLowerCase(Locale.ROOT).contains("input/output error");
    }

    /** What the operating system said, without the name of the file. */
    public static String reason(IOException failed) {
        return String.valueOf(failed instanceof FileSystemException named ? named.getReason() : failed.getMessage());
    }
}
