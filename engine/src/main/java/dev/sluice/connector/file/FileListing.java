package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the input files of a path or glob. Hidden and temporary names are not input. */
final class FileListing {
    private static final List<String> TEMPORARY_SUFFIXES = List.of(".tmp", "._COPYING_", ".crdownload", ".part");

    private static final List<String> OTHER_COMPRESSIONS =
            List.of(".bz2", ".deflate", ".lz4", ".snappy", ".xz", ".zst");
    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private final CheckpointFs files;
    private final Path path;
    private final boolean isGlob;
    private final boolean isRecursive;
    private final @Nullable PathMatcher nameFilter;

    FileListing(CheckpointFs files, String path, boolean isRecursive, @Nullable String nameGlob) {
        this.files = files;
        this.path = absolute(path);
        this.isGlob = isGlob(this.path.toString());
        this.isRecursive = isRecursive;
        this.nameFilter = nameGlob == null ? null : FileSystems.getDefault().getPathMatcher("glob:" + nameGlob);
    }

    /** The path or glob that an option names. */
    static Path absolute(String option) {
        return FileUris.path(option).toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /** Fails unless there is something at the path; a glob may match nothing yet. */
    void requirePath() {
        try {
            if (!isGlob && files.stat(path) == null) {
                throw FileErrors.pathNotFound(path.toString());
            }
        } catch (IOException failed) {
            throw FileErrors.failed("finding the input", path, failed);
        }
    }

    /**
     * The files there are now, in no particular order.
     *
     * @param isKnown paths that need not be looked at again
     */
    List<FileEntry> list(Predicate<Path> isKnown) {
        List<FileEntry> found = new ArrayList<>();
        try {
            for (Path root : isGlob ? expand() : List.of(path)) {
                CheckpointFs.Stat stat = files.stat(root);
                if (stat == null) {
                    if (!isGlob) {
                        throw FileErrors.pathNotFound(root.toString());
                    }
                } else if (stat.isRegularFile()) {
                    if (!isKnown.test(root) && acceptsName(root)) {
                        found.add(entry(root, stat));
                    }
                } else if (stat.isDirectory()) {
                    if (!isGlob && files.stat(root.resolve(SinkManifest.DIRECTORY)) != null) {
                        addCommitted(root, isKnown, found);
                    } else {
                        Set<String> visited = new HashSet<>();
                        visited.add(directoryKey(root, stat));
                        addDirectory(root, files.list(root), isKnown, visited, found);
                    }
                }
            }
        } catch (IOException failed) {
            throw FileErrors.failed("listing the input", path, failed);
        }
        return found;
    }

    /** The file as it is now, null if it is gone. */
    @Nullable
    FileEntry refresh(FileEntry listed) {
        try {
            CheckpointFs.Stat now = files.stat(listed.path());
            return now == null || !now.isRegularFile()
                    ? null
                    : FileEntry.of(listed.path(), now).withChecksum(listed.checksum());
        } catch (IOException failed) {
            throw FileErrors.failed("looking at the input", listed.path(), failed);
        }
    }

    private void addCommitted(Path root, Predicate<Path> isKnown, List<FileEntry> found) throws IOException {
        for (ManifestEntry entry : new SinkManifest(files, root).entries()) {
            Path file = FileUris.decode(entry.path());
            if (isKnown.test(file) || !acceptsName(file)) {
                continue;
            }
            CheckpointFs.Stat stat = files.stat(file);
            if (stat == null) {
                throw FileErrors.missing(file);
            }
            if (stat.length() != entry.size()) {
                throw FileErrors.changed(file, stat.length() + " bytes", entry.size() + " bytes by the manifest");
            }
            found.add(entry(file, stat).withChecksum(entry.checksum()));
        }
    }

    private static String directoryKey(Path directory, CheckpointFs.Stat stat) {
        return stat.fileKey() == null ? directory.toString() : stat.fileKey();
    }

    private static FileEntry entry(Path file, CheckpointFs.Stat stat) {
        for (String suffix : OTHER_COMPRESSIONS) {
            if (file.toString().endsWith(suffix)) {
                throw SluiceException.of(ErrorCondition.NOT_YET_SUPPORTED, "files in this compression cannot be read")
                        .at(file.toString())
                        .found(suffix)
                        .expected("plain text, or gzip in a file named .gz")
                        .safe("the file was not taken in")
                        .mend("repack the file with gzip, or leave such files out with pathGlobFilter")
                        .build();
            }
        }
        return FileEntry.of(file, stat);
    }

    private void addDirectory(
            Path directory, List<String> names, Predicate<Path> isKnown, Set<String> visited, List<FileEntry> found)
            throws IOException {
        for (String name : names) {
            Path file = directory.resolve(name);
            if (isHidden(name) || isKnown.test(file)) {
                continue;
            }
            CheckpointFs.Stat stat = files.stat(file);
            if (stat == null) {
                requireText(directory, name);
                continue;
            }
            if (stat.isDirectory()) {
                if (isRecursive) {
                    if (visited.add(directoryKey(file, stat))) {
                        addDirectory(file, namesBelow(file), isKnown, visited, found);
                    }
                } else if (name.indexOf('=') > 0) {
                    throw SluiceException.of(
                                    ErrorCondition.NOT_YET_SUPPORTED, "partition directories cannot be read as columns")
                            .at(file.toString())
                            .mend("set recursiveFileLookup=true to read their files without the partition columns")
                            .build();
                }
            } else if (stat.isRegularFile() && acceptsName(file)) {
                found.add(entry(file, stat));
            }
        }
    }

    /** A name that is not text in the encoding of the process cannot be opened; that must not pass unnoticed. */
    private static void requireText(Path directory, String name) {
        if (name.indexOf(REPLACEMENT_CHARACTER) >= 0) {
            throw FileErrors.unreadable(
                    directory.resolve(name), 0, "a file name that is not text in the encoding of this process");
        }
    }

    private List<String> namesBelow(Path directory) throws IOException {
        try {
            return files.list(directory);
        } catch (NoSuchFileException vanished) {
            return List.of();
        }
    }

    private boolean acceptsName(Path file) {
        return nameFilter == null || nameFilter.matches(file.getFileName());
    }

    private List<Path> expand() throws IOException {
        List<Path> matches = List.of(path.getRoot());
        for (Path component : path) {
            String text = component.toString();
            List<Path> deeper = new ArrayList<>();
            for (Path match : matches) {
                if (!isGlob(text)) {
                    deeper.add(match.resolve(component));
                    continue;
                }
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
                CheckpointFs.Stat stat = files.stat(match);
                if (stat == null || !stat.isDirectory()) {
                    continue;
                }
                for (String name : namesBelow(match)) {
                    if (!isHidden(name) && matcher.matches(Path.of(name))) {
                        deeper.add(match.resolve(name));
                    }
                }
            }
            matches = deeper;
        }
        return matches;
    }

    static boolean isHidden(String name) {
        return name.startsWith("_")
                || name.startsWith(".")
                || TEMPORARY_SUFFIXES.stream().anyMatch(name::endsWith);
    }

    private static boolean isGlob(String text) {
        return text.chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
    }
}
