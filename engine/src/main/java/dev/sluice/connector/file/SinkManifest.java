package dev.sluice.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.NumberedFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of an output directory that says which of its files count. */
final class SinkManifest {
    private static final Logger LOG = LoggerFactory.getLogger(SinkManifest.class);

    static final String DIRECTORY = "_spark_metadata";
    static final String KIND = "sink-manifest";

    private final CheckpointFs files;
    private final Path directory;

    SinkManifest(CheckpointFs files, Path output) {
        this.files = files;
        this.directory = output.resolve(DIRECTORY);
    }

    Path directory() {
        return directory;
    }

    NavigableMap<Long, String> numbers() throws IOException {
        return NumberedFiles.in(files, directory);
    }

    /** Whether the file was written by this engine rather than by Spark. */
    private static boolean isOurs(byte[] bytes) {
        return new String(bytes, UTF_8).contains("\"sluice\":");
    }

    /** The manifest of a batch, null if Spark wrote it. Where a compaction is damaged, its entry as it was without it. */
    @Nullable
    CheckpointText read(long id, String name) throws IOException {
        try {
            return readAs(id, name);
        } catch (SluiceException damage) {
            if (!isDamage(damage) || !NumberedFiles.isCompact(name)) {
                throw damage;
            }
            try {
                return readAs(id, NumberedFiles.name(id, false));
            } catch (NoSuchFileException absent) {
                throw damage;
            }
        }
    }

    private static boolean isDamage(SluiceException error) {
        return error.condition() == ErrorCondition.CHECKSUM_FAILED;
    }

    private @Nullable CheckpointText readAs(long id, String name) throws IOException {
        Path file = directory.resolve(name);
        byte[] bytes = CheckpointText.bytes(files, file);
        if (isOurs(bytes)) {
            return CheckpointText.decode(bytes, file, KIND, null, id);
        }
        parse(linesOfSpark(bytes), false, file);
        return null;
    }

    private static List<String> linesOfSpark(byte[] bytes) {
        return List.of(new String(bytes, UTF_8).split("\n", -1));
    }

    /** Every data file that counts, in order of batch. */
    List<ManifestEntry> entries() throws IOException {
        NavigableMap<Long, String> numbers = numbers();
        while (true) {
            try {
                return entries(numbers);
            } catch (NoSuchFileException | SluiceException failed) {
                // A listing taken while a compaction replaced what it lists shows neither whole; the next one will.
                NavigableMap<Long, String> now = numbers();
                if (now.equals(numbers)) {
                    throw failed;
                }
                numbers = now;
            }
        }
    }

    /** Where the newest compaction is damaged, what it repeats is taken instead, if all of that is still there. */
    private List<ManifestEntry> entries(NavigableMap<Long, String> numbers) throws IOException {
        List<Long> compactions = NumberedFiles.compactions(numbers);
        if (compactions.isEmpty()) {
            return entriesFrom(0, numbers);
        }
        long newest = compactions.getLast();
        try {
            return entriesFrom(newest, numbers);
        } catch (SluiceException damage) {
            if (!isDamage(damage)) {
                throw damage;
            }
            String compaction = Objects.requireNonNull(numbers.get(newest), "compaction");
            NavigableMap<Long, String> uncompacted = new TreeMap<>(numbers);
            uncompacted.put(newest, NumberedFiles.name(newest, false));
            try {
                List<ManifestEntry> entries = entries(uncompacted);
                LOG.warn("{} is damaged; using the entries it was made of", directory.resolve(compaction));
                return entries;
            } catch (SluiceException | NoSuchFileException alsoFailed) {
                damage.addSuppressed(alsoFailed);
                throw damage;
            }
        }
    }

    /** @param start a compaction, or 0 */
    private List<ManifestEntry> entriesFrom(long start, NavigableMap<Long, String> numbers) throws IOException {
        List<ManifestEntry> entries = new ArrayList<>();
        long expected = start;
        boolean followsOurs = false;
        for (Map.Entry<Long, String> number : numbers.tailMap(expected, true).entrySet()) {
            if (number.getKey() != expected) {
                throw damaged(directory, "no entry " + expected, null);
            }
            followsOurs = addEntries(number.getKey(), number.getValue(), followsOurs, entries);
            expected++;
        }
        return entries;
    }

    /** Returns whether the file was written by this engine. */
    private boolean addEntries(long id, String name, boolean followsOurs, List<ManifestEntry> entries)
            throws IOException {
        Path file = directory.resolve(name);
        byte[] bytes = CheckpointText.bytes(files, file);
        boolean isOurs = isOurs(bytes);
        List<String> lines =
                isOurs ? CheckpointText.decode(bytes, file, KIND, null, id).lines() : linesOfSpark(bytes);
        if (!isOurs && followsOurs && lines.size() == 1) {
            throw damaged(file, "a file that is cut", null);
        }
        entries.addAll(parse(lines, isOurs, file));
        return isOurs;
    }

    /** The data files that lines name. A file without the mark of this engine may be one of it all the same, and damaged. */
    private static List<ManifestEntry> parse(List<String> lines, boolean isOurs, Path file) {
        if (!lines.getFirst().equals("v1")) {
            throw damaged(file, "a file that is cut", null);
        }
        List<ManifestEntry> entries = new ArrayList<>();
        try {
            for (String line : lines.subList(1, lines.size())) {
                ManifestEntry entry = ManifestEntry.fromJson(line);
                if (!entry.isDirectory()) {
                    entries.add(entry);
                } else if (!isOurs) {
                    throw damaged(file, "an entry of this engine without its checksum", null);
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw damaged(file, "a line that is no entry", malformed);
        }
        return entries;
    }

    private static SluiceException damaged(Path file, String found, @Nullable Throwable cause) {
        SluiceException.Builder error = SluiceException.of(
                        ErrorCondition.CHECKSUM_FAILED, "the manifest of an output directory is damaged")
                .at(file.toString())
                .found(found)
                .mend("restore the manifest from a backup");
        return cause == null ? error.build() : error.cause(cause).build();
    }
}
