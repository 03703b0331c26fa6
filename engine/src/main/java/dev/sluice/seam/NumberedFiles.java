package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The files of a log: names that are whole numbers in canonical form, {@code 7} or {@code 9.compact}. Anything else in
 * the directory is not part of the log.
 */
public final class NumberedFiles {
    private static final String COMPACT = ".compact";

    private NumberedFiles() {}

    /** The numbers in {@code directory}, each with the name of its file; empty if the directory is absent. */
    public static NavigableMap<Long, String> in(CheckpointFs files, Path directory) throws IOException {
        NavigableMap<Long, String> numbered = new TreeMap<>();
        try {
            for (String name : files.list(directory)) {
                String digits = isCompact(name) ? name.substring(0, name.length() - COMPACT.length()) : name;
                if (isCanonical(digits)) {
                    // A number that was compacted while its plain file is still there counts as compacted.
                    numbered.merge(Long.valueOf(digits), name, (left, right) -> isCompact(left) ? left : right);
                }
            }
        } catch (NoSuchFileException absent) {
            return numbered;
        }
        return numbered;
    }

    public static boolean isCompact(String name) {
        return name.endsWith(COMPACT);
    }

    public static String name(long number, boolean compact) {
        return compact ? number + COMPACT : Long.toString(number);
    }

    /** {@code 007}, {@code 7 (copy)}, {@code 7~} and {@code +7} are not 7. */
    private static boolean isCanonical(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || (digits.length() > 1 && digits.charAt(0) == '0')) {
            return false;
        }
        return digits.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
