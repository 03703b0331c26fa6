package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The files of a log: names that are whole numbers in canonical form, {@code 7} or {@code 9.compact}. Anything else in
 * the directory is not part of the log, and neither is a directory of such a name.
 */
public final class NumberedFiles {
    private static final String COMPACT = ".compact";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int RANGES_SHOWN = 20;

    private NumberedFiles() {}

    /** The numbers in {@code directory}, each with the name of its file; empty if the directory is absent. */
    public static NavigableMap<Long, String> in(CheckpointFs files, Path directory) throws IOException {
        return from(0, files, directory);
    }

    /** As {@link #in}, without the numbers before {@code first}, whose files are not looked at. */
    public static NavigableMap<Long, String> from(long first, CheckpointFs files, Path directory) throws IOException {
        NavigableMap<Long, String> numbered = new TreeMap<>();
        try {
            for (String name : files.list(directory)) {
                String digits = isCompact(name) ? name.substring(0, name.length() - COMPACT.length()) : name;
                if (isCanonical(digits) && Long.parseLong(digits) >= first && isFile(files, directory.resolve(name))) {
                    // A number that was compacted while its plain file is still there counts as compacted.
                    numbered.merge(Long.valueOf(digits), name, (left, right) -> isCompact(left) ? left : right);
                }
            }
        } catch (NoSuchFileException absent) {
            return numbered;
        }
        return numbered;
    }

    private static boolean isFile(CheckpointFs files, Path entry) throws IOException {
        CheckpointFs.Stat stat = files.stat(entry);
        return stat != null && !stat.isDirectory();
    }

    /** Which names in {@code directory} are entries of its log, now. */
    public static Predicate<String> entriesOf(CheckpointFs files, Path directory) throws IOException {
        Set<String> entries = new HashSet<>(in(files, directory).values());
        return name -> entries.contains(name) || entries.contains(name + COMPACT);
    }

    /** The numbers among these that are compactions, ascending. */
    public static List<Long> compactions(NavigableMap<Long, String> numbered) {
        List<Long> compactions = new ArrayList<>();
        numbered.forEach((number, name) -> {
            if (isCompact(name)) {
                compactions.add(number);
            }
        });
        return compactions;
    }

    /** Numbers for an error: {@code 0 to 4, 7}; {@code none} if there are none. */
    public static String inWords(NavigableSet<Long> numbers) {
        List<String> ranges = new ArrayList<>();
        Long first = numbers.isEmpty() ? null : numbers.first();
        while (first != null && ranges.size() < RANGES_SHOWN) {
            long last = first;
            while (numbers.contains(last + 1)) {
                last++;
            }
            ranges.add(inWords(first, last));
            first = numbers.higher(last);
        }
        return ranges.isEmpty() ? "none" : String.join(", ", ranges) + (first == null ? "" : " and more");
    }

    /** As {@link #inWords(NavigableSet)}, for all from one to another. */
    public static String inWords(long first, long last) {
        return last == first ? Long.toString(first) : first + " to " + last;
    }

    /**
     * Deletes files of a log that were written up to a moment, oldest first, as far as the first that was written later.
     *
     * @param candidates numbers with the names of their files; a compaction may have a plain file beside it. Those that
     *     were deleted are removed from the map
     */
    public static void purge(
            CheckpointFs files, Path directory, SortedMap<Long, String> candidates, long writtenUpToMillis)
            throws IOException {
        Iterator<Map.Entry<Long, String>> remaining = candidates.entrySet().iterator();
        while (remaining.hasNext()) {
            Map.Entry<Long, String> next = remaining.next();
            Path file = directory.resolve(next.getValue());
            CheckpointFs.Stat stat = files.stat(file);
            if (stat != null && Math.floorDiv(stat.modifiedNanos(), NANOS_PER_MILLI) > writtenUpToMillis) {
                return;
            }
            if (isCompact(next.getValue())) {
                files.delete(directory.resolve(Long.toString(next.getKey())));
            }
            files.delete(file);
            remaining.remove();
        }
    }

    public static boolean isCompact(String name) {
        return name.endsWith(COMPACT);
    }

    public static String name(long number, boolean compact) {
        return compact ? number + COMPACT : Long.toString(number);
    }

    /** {@code 007}, {@code 7 (copy)}, {@code 7~} and {@code +7} are not 7. */
    public static boolean isCanonical(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || (digits.length() > 1 && digits.charAt(0) == '0')) {
            return false;
        }
        for (int index = 0; index < digits.length(); index++) {
            if (digits.charAt(index) < '0' || digits.charAt(index) > '9') {
                return false;
            }
        }
        return true;
    }
}
