package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sources/<name>/N}: the notes of one source. */
public final class CheckpointSourceLog implements SourceLog {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSourceLog.class);
    private static final String KIND = "sources";
    private static final String VERSION = "v1";
    private static final String LINES = "lines";

    private final CheckpointFs files;
    private final Publisher publisher;
    private final Path directory;
    private final String queryId;
    private boolean isOpen;

    public CheckpointSourceLog(
            CheckpointFs files, Publisher publisher, Path checkpoint, String queryId, String sourceName) {
        this.files = files;
        this.publisher = publisher;
        this.directory = checkpoint.resolve(KIND).resolve(sourceName);
        this.queryId = queryId;
    }

    /** Takes it over from an earlier run, if there was one. */
    public void open() {
        try {
            publisher.takeOver(directory, NumberedFiles.entriesOf(files, directory));
            files.createDirectories(directory);
            isOpen = true;
        } catch (NoSuchFileException absent) {
            LOG.debug("There are no notes in {} yet", directory);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "open the notes of a source", failed);
        }
    }

    @Override
    public void add(long id, List<String> lines) {
        publish(id, false, lines);
    }

    @Override
    public void addCompacted(long id, List<String> lines) {
        publish(id, true, lines);
    }

    @Override
    public void addUncompacted(long id, List<String> lines) {
        publish(id, false, lines);
    }

    private void publish(long id, boolean compact, List<String> lines) {
        List<String> all = new ArrayList<>(List.of(VERSION));
        all.addAll(lines);
        lines.stream()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .ifPresentOrElse(Json::parseObject, () -> all.add("{}"));
        Path file = directory.resolve(NumberedFiles.name(id, compact));
        try {
            if (!isOpen) {
                files.createDirectories(directory);
                isOpen = true;
            }
            publisher.publish(
                    file,
                    CheckpointText.of(KIND, queryId, id, all)
                            .with(LINES, lines.size())
                            .encode());
        } catch (IOException failed) {
            throw CheckpointErrors.failed(file, "publish the notes of a source", failed);
        }
    }

    @Override
    public @Nullable List<String> get(long id) {
        try {
            List<String> plain = read(id, false);
            return plain == null ? read(id, true) : plain;
        } catch (SluiceException damaged) {
            // A compaction repeats it, and then it is of no use but to mend that.
            List<String> compacted = damaged.condition() == ErrorCondition.CHECKSUM_FAILED ? read(id, true) : null;
            if (compacted == null) {
                throw damaged;
            }
            LOG.warn("The compaction stands for a damaged entry of the notes of a source", damaged);
            return compacted;
        }
    }

    private @Nullable List<String> read(long id, boolean compact) {
        Path file = directory.resolve(NumberedFiles.name(id, compact));
        try {
            CheckpointText text = CheckpointText.read(files, file, KIND, queryId, id);
            int count = (int) EntryJson.number(text.identity(), LINES);
            return text.lines().subList(1, 1 + count);
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException failed) {
            throw CheckpointErrors.unread(file, "read the notes of a source", failed);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw CheckpointErrors.damaged(file, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private NavigableMap<Long, String> names() {
        try {
            return NumberedFiles.in(files, directory);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "list the notes of a source", failed);
        }
    }

    /**
     * Where a compaction is damaged, what it repeats is taken instead, if all of that is still there. Files of an entry that is
     * missing would be read again, so a gap is an error.
     */
    @Override
    public SortedMap<Long, List<String>> latest() {
        NavigableMap<Long, String> names = names();
        NavigableMap<Long, List<String>> entries = new TreeMap<>();
        SluiceException damage = null;
        for (long id = names.isEmpty() ? -1 : names.lastKey(); id >= 0; id--) {
            String name = names.get(id);
            if (name == null) {
                throw damage == null ? missing(id, names) : damage;
            }
            if (NumberedFiles.isCompact(name)) {
                try {
                    entries.put(id, required(id, true));
                    return entries;
                } catch (SluiceException failed) {
                    if (failed.condition() != ErrorCondition.CHECKSUM_FAILED) {
                        throw failed;
                    }
                    LOG.warn("{} is damaged; using the entries it was made of", directory.resolve(name));
                    damage = failed;
                }
                List<String> plain = read(id, false);
                if (plain == null) {
                    throw damage;
                }
                entries.put(id, plain);
            } else {
                entries.put(id, required(id, false));
            }
        }
        return entries;
    }

    private SluiceException missing(long id, NavigableMap<Long, String> names) {
        return SluiceException.of(ErrorCondition.CHECKPOINT_INCONSISTENT, "notes of a source are missing")
                .at(directory.toString())
                .found("entries " + NumberedFiles.inWords(names.navigableKeySet()))
                .expected("entry " + id + ", or a compaction after it")
                .safe("nothing was read")
                .mend("restore the missing entries from a backup of the same moment")
                .build();
    }

    private List<String> required(long id, boolean compact) {
        List<String> lines = read(id, compact);
        if (lines == null) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_INCONSISTENT, "an entry vanished while it was read")
                    .at(directory.resolve(NumberedFiles.name(id, compact)).toString())
                    .mend("make sure that nothing else touches the checkpoint, then start again")
                    .build();
        }
        return lines;
    }

    @Override
    public List<Long> compactions() {
        return NumberedFiles.compactions(names());
    }

    @Override
    public void purgeBelow(long id, long addedUpToMillis) {
        NavigableMap<Long, String> names = names();
        List<Long> compactions = NumberedFiles.compactions(names);
        if (compactions.isEmpty()) {
            return;
        }
        try {
            NumberedFiles.purge(files, directory, names.headMap(Math.min(id, compactions.getLast())), addedUpToMillis);
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "purge the notes of a source", failed);
        }
    }
}
