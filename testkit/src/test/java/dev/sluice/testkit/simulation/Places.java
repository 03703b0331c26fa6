package dev.sluice.testkit.simulation;

import dev.sluice.testkit.FaultyDisk;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where things lie on the disk of a simulation. */
final class Places {
    static final Path DATA = Path.of("/data");
    static final Path OUTPUT = DATA.resolve("output");
    static final Path MANIFEST = OUTPUT.resolve("_spark_metadata");
    static final Path CHECKPOINT = DATA.resolve("checkpoint");
    static final Path OWNER = CHECKPOINT.resolve("owner");
    static final Path OFFSETS = CHECKPOINT.resolve("offsets");
    static final Path COMMITS = CHECKPOINT.resolve("commits");
    static final Path SOURCES = CHECKPOINT.resolve("sources");
    static final Path STATE = CHECKPOINT.resolve("state");
    static final Path STAGING = MANIFEST.resolve(".staging");
    static final Path ARCHIVE = DATA.resolve("archive");
    static final Path KEPT = CHECKPOINT.resolve("kept");
    static final Path LATE = DATA.resolve("late");
    static final Path BAD = DATA.resolve("bad");
    private static final String COMPACT = ".compact";
    private static final int MOST_DIGITS = 18;

    private Places() {}

    static Path input(int source) {
        return DATA.resolve("input-" + source);
    }

    /** The file of an arrival. */
    static Path input(int source, int arrival) {
        return input(source).resolve("a" + arrival + ".json");
    }

    /** The arrival that a file of the input is. */
    static int arrival(String file) {
        String name = file.substring(file.lastIndexOf("/a") + 2);
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    /** The number of a file of a log, none for other files. */
    static OptionalLong number(Path file) {
        return number(String.valueOf(file.getFileName()));
    }

    private static OptionalLong number(String name) {
        String digits = name.endsWith(COMPACT) ? name.substring(0, name.length() - COMPACT.length()) : name;
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && areDigits(digits)
                && (digits.equals("0") || digits.charAt(0) != '0');
        return isNumber ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    private static boolean areDigits(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) < '0' || text.charAt(index) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The newest entry of a log, -1 if there is none. */
    static long newest(FaultyDisk disk, Path log) {
        long newest = -1;
        for (String name : disk.names(log)) {
            newest = Math.max(newest, number(name).orElse(-1));
        }
        return newest;
    }
}
