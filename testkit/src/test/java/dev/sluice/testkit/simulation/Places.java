package dev.sluice.testkit.simulation;

import dev.sluice.testkit.FaultyDisk;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where things lie on the disk of a simulation. */
final class Places {
    static final Path DATA = Path.of("/data");
    static final Path OUTPUT = DATA.resolve("output");
    static final Path MANIFEST = OUTPUT.resolve("_spark_metadata");
    static final Path CHECKPOINT = DATA.resolve("checkpoint");
    static final Path OFFSETS = CHECKPOINT.resolve("offsets");
    static final Path COMMITS = CHECKPOINT.resolve("commits");
    static final Path SOURCES = CHECKPOINT.resolve("sources");
    static final Path STATE = CHECKPOINT.resolve("state");
    static final Path STAGING = MANIFEST.resolve(".staging");
    static final Path OWNER = CHECKPOINT.resolve("owner");
    static final Path ARCHIVE = DATA.resolve("archive");
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.compact)?");

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
        Matcher name = NUMBER.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    /** The newest entry of a log, -1 if there is none. */
    static long newest(FaultyDisk disk, Path log) {
        return disk.names(log).stream()
                .map(name -> number(Path.of(name)))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max()
                .orElse(-1);
    }
}
