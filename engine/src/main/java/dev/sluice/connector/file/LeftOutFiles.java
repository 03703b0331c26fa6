package dev.sluice.connector.file;

import dev.sluice.error.SluiceException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the files that a run of a source has left out or taken as they are, and says it as a warning. Thread-safe. */
final class LeftOutFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOutFiles.class);

    private final AtomicLong tooOld = new AtomicLong();
    private final AtomicLong changedAfterRead = new AtomicLong();
    private final Set<Path> notRegular = ConcurrentHashMap.newKeySet();
    private final Set<Path> lost = ConcurrentHashMap.newKeySet();
    private final Set<Path> acceptedChanges = ConcurrentHashMap.newKeySet();
    private final Set<Path> corrupt = ConcurrentHashMap.newKeySet();
    private final Set<String> unknownColumns = ConcurrentHashMap.newKeySet();

    /** What has the name of an input file and is a pipe, a device or a link in a circle. */
    void notRegular(Path file) {
        if (notRegular.add(file)) {
            LOG.warn("{} is no regular file and is not read", file);
        }
    }

    /** Files that are older than {@code maxFileAge} allows. */
    void tooOld(int count, FileEntry oneOfThem) {
        tooOld.addAndGet(count);
        LOG.warn(
                "{} files are not read, as they are older than the newest file that was read by more than maxFileAge"
                        + " allows, {} among them; a new query with a larger maxFileAge reads them",
                count,
                oneOfThem.path());
    }

    /** Files that {@code maxFileAge} allows, of a time of which earlier runs have forgotten what they read. */
    void forgotten(int count, FileEntry oneOfThem) {
        tooOld.addAndGet(count);
        LOG.warn(
                "{} files are not read, {} among them, though maxFileAge allows them: an earlier run has read a file that was"
                        + " newer by more than maxFileAge then, and has forgotten which of these it read; a new query reads"
                        + " them",
                count,
                oneOfThem.path());
    }

    /** A file that is another than the one that was read. To be called once for each. */
    void changedAfterRead(FileEntry file) {
        changedAfterRead.incrementAndGet();
        LOG.warn(
                "{} changed after it was read; it is not read again, so what was added or changed is not in the result:"
                        + " put it into the folder as a file of another name",
                file.path());
    }

    /** A file that was planned and is gone, passed over by {@code ignoreMissingFiles}. */
    void lost(FileEntry file) {
        if (lost.add(file.path())) {
            LOG.warn(
                    "{} was deleted before it was read; its rows are lost, as ignoreMissingFiles is true", file.path());
        }
    }

    /** A file that is another than the one that was planned, which {@code onChangedFile} lets pass. */
    void acceptedChange(FileEntry file) {
        if (acceptedChanges.add(file.path())) {
            LOG.warn(
                    "{} changed after its batch was planned and is read as it is, as onChangedFile is accept",
                    file.path());
        }
    }

    /** A file that cannot be read from somewhere on, passed over by {@code ignoreCorruptFiles}. */
    void corrupt(FileEntry file, SluiceException why) {
        if (corrupt.add(file.path())) {
            LOG.warn(
                    "{} cannot be read to its end; the rest of its rows is lost, as ignoreCorruptFiles is true: {}",
                    file.path(),
                    why.getMessage());
        }
    }

    /** A column that a folder of files names and the source does not have. */
    void unknownColumn(String name, Path folder) {
        if (unknownColumns.add(name)) {
            LOG.warn(
                    "files of {} are read without the column {} that their folder names, for the schema does not have it;"
                            + " add it there",
                    folder,
                    name);
        }
    }

    /** Only those that are not zero. */
    SortedMap<String, String> metrics() {
        SortedMap<String, String> metrics = new TreeMap<>();
        put(metrics, "filesChangedAfterRead", changedAfterRead.get());
        put(metrics, "filesChanged", acceptedChanges.size());
        put(metrics, "filesLost", lost.size());
        put(metrics, "filesCorrupt", corrupt.size());
        put(metrics, "filesNotRegular", notRegular.size());
        put(metrics, "filesTooOld", tooOld.get());
        put(metrics, "folderColumnsIgnored", unknownColumns.size());
        return metrics;
    }

    private static void put(SortedMap<String, String> metrics, String name, long count) {
        if (count > 0) {
            metrics.put(name, Long.toString(count));
        }
    }
}
