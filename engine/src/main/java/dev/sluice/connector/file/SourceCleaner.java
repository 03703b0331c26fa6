package dev.sluice.connector.file;

import static java.util.Objects.requireNonNull;

import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.EnsuredDirectories;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes or archives files whose rows are committed. A file that changed since stays, and so does one where that fails:
 * a warning says so, as the query does not need it.
 */
final class SourceCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCleaner.class);

    private final CheckpointFs files;
    private final EnsuredDirectories directories;
    private final CleanSource mode;
    private final @Nullable Path archive;

    SourceCleaner(CheckpointFs files, Options options) {
        this.files = files;
        this.directories = new EnsuredDirectories(files);
        this.mode = options.get(FileSourceOptions.CLEAN_SOURCE);
        String folder = options.find(FileSourceOptions.SOURCE_ARCHIVE_DIR);
        this.archive = folder == null ? null : FileListing.absolute(folder);
    }

    /** Refuses options that contradict each other, before anything is read. */
    static void check(Options options) {
        if (options.get(FileSourceOptions.CLEAN_SOURCE) != CleanSource.ARCHIVE) {
            return;
        }
        String folder = options.find(FileSourceOptions.SOURCE_ARCHIVE_DIR);
        if (folder == null) {
            throw refused("the folder for files that were read is not known", "no sourceArchiveDir", "set it");
        }
        Path archive = FileListing.absolute(folder);
        Path source = FileListing.absolute(options.get(FileSourceOptions.PATH));
        if (mayHold(source, archive)) {
            throw refused(
                    "archived files would be read again",
                    "sourceArchiveDir " + archive + " within " + source,
                    "choose a folder that neither lies below the path nor above it");
        }
    }

    /** What one source removes, another may not have read. */
    static void checkBeside(Options options, List<Options> others) {
        if (options.get(FileSourceOptions.CLEAN_SOURCE) == CleanSource.OFF) {
            return;
        }
        for (Options other : others) {
            if (other.isSet(FileSourceOptions.PATH) && mayShare(options, other)) {
                throw refused(
                        "files would be cleaned up that another source of the query may not have read",
                        "cleanSource for " + options.get(FileSourceOptions.PATH) + ", and a source that reads "
                                + other.get(FileSourceOptions.PATH),
                        "leave cleanSource out, or read the folder once and use that DataFrame twice");
            }
        }
    }

    /** Whether two sources may read the same files, as far as their options tell. */
    private static boolean mayShare(Options one, Options other) {
        String filter = one.find(FileSourceOptions.PATH_GLOB_FILTER);
        String otherFilter = other.find(FileSourceOptions.PATH_GLOB_FILTER);
        if (filter != null && otherFilter != null && !filter.equals(otherFilter)) {
            return false;
        }
        Path path = FileListing.absolute(one.get(FileSourceOptions.PATH));
        Path otherPath = FileListing.absolute(other.get(FileSourceOptions.PATH));
        boolean isDeeper = path.getNameCount() > otherPath.getNameCount();
        Path deeper = isDeeper ? path : otherPath;
        int depth = Math.min(path.getNameCount(), otherPath.getNameCount());
        return (mayHold(path, otherPath) || mayHold(otherPath, path))
                && (deeper.getNameCount() == depth
                        || (isDeeper ? other : one).get(FileSourceOptions.RECURSIVE_FILE_LOOKUP)
                        || isListedBelow(deeper.getName(depth).toString()));
    }

    /** Whether a listing that is not recursive may have what is so called: files that match a pattern, folders of columns. */
    private static boolean isListedBelow(String name) {
        return FileListing.isGlob(name) || name.indexOf('=') >= 0;
    }

    /** Whether both, cut to the same depth, are the same or match as a pattern. */
    private static boolean mayHold(Path source, Path archive) {
        int depth = Math.min(source.getNameCount(), archive.getNameCount());
        for (int level = 0; level < depth; level++) {
            String pattern = source.getName(level).toString();
            Path name = archive.getName(level);
            boolean isHeld = FileListing.isGlob(pattern)
                    ? FileListing.matcher(pattern, "path").matches(name)
                    : name.toString().equals(pattern);
            if (!isHeld) {
                return false;
            }
        }
        return true;
    }

    private static SluiceException refused(String what, String found, String mend) {
        return SluiceException.analysis(ErrorCondition.INVALID_OPTION, what)
                .at("option cleanSource")
                .found(found)
                .safe("nothing was read")
                .mend(mend)
                .build();
    }

    boolean isOff() {
        return mode == CleanSource.OFF;
    }

    void clean(List<FileEntry> committed) {
        for (FileEntry file : committed) {
            try {
                clean(file);
            } catch (IOException failed) {
                LOG.warn("{} was read and could not be cleaned up: {}", file.path(), failed.toString());
            }
        }
    }

    private void clean(FileEntry file) throws IOException {
        CheckpointFs.Stat now = files.stat(file.path());
        if (now == null) {
            return;
        }
        if (!file.isUnchanged(now)) {
            LOG.warn("{} changed after it was read and is not cleaned up", file.path());
            return;
        }
        if (archive != null && mode == CleanSource.ARCHIVE) {
            Path target = archive.resolve(
                    file.path().subpath(0, file.path().getNameCount()).toString());
            if (!isArchived(file.path(), now, target)) {
                return;
            }
        }
        files.delete(file.path());
    }

    /** Gives the file its second name. An earlier run may have come as far, and not to the removal of the first. */
    private boolean isArchived(Path file, CheckpointFs.Stat stat, Path target) throws IOException {
        Path folder = requireNonNull(target.getParent(), "folder");
        directories.create(folder);
        try {
            files.link(file, target);
            files.syncDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException taken) {
            CheckpointFs.Stat there = files.stat(target);
            if (there != null && stat.fileKey() != null && Objects.equals(there.fileKey(), stat.fileKey())) {
                files.syncDirectory(folder);
                return true;
            }
            LOG.warn("{} is not archived, as there is another file {}", file, target);
            return false;
        }
    }
}
