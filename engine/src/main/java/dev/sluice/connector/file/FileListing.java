package dev.sluice.connector.file;

import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.source.SourceSettings;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds the input files of a path or glob. Hidden and temporary names are not input. */
final class FileListing {
    private static final List<String> TEMPORARY_SUFFIXES = List.of(".tmp", "._COPYING_", ".crdownload", ".part");

    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private final CheckpointFs files;
    private final Path path;
    private final boolean isGlob;
    private final boolean isRecursive;
    private final @Nullable PathMatcher nameFilter;
    private final LongPredicate acceptsMicros;
    private final @Nullable LeftOutFiles leftOut;
    /** Whether the folder above the first pattern of a glob was there. */
    private boolean wasThere;

    private boolean forbidsOutputs;

    FileListing(CheckpointFs files, String path, boolean isRecursive, @Nullable String nameGlob) {
        this(files, path, isRecursive, nameGlob, micros -> true, null);
    }

    /**
     * As the options say.
     *
     * @param leftOut is told of what is no file, null where somebody else will be
     */
    static FileListing of(CheckpointFs files, SourceSettings settings, @Nullable LeftOutFiles leftOut) {
        Options options = settings.options();
        String after = options.find(FileSourceOptions.MODIFIED_AFTER);
        String before = options.find(FileSourceOptions.MODIFIED_BEFORE);
        long afterMicros = after == null ? Long.MIN_VALUE : FileSourceOptions.micros(after, settings.timeZone());
        long beforeMicros = before == null ? Long.MAX_VALUE : FileSourceOptions.micros(before, settings.timeZone());
        return new FileListing(
                files,
                options.get(FileSourceOptions.PATH),
                options.get(FileSourceOptions.RECURSIVE_FILE_LOOKUP),
                options.find(FileSourceOptions.PATH_GLOB_FILTER),
                micros -> micros > afterMicros && micros < beforeMicros,
                leftOut);
    }

    private FileListing(
            CheckpointFs files,
            String path,
            boolean isRecursive,
            @Nullable String nameGlob,
            LongPredicate acceptsMicros,
            @Nullable LeftOutFiles leftOut) {
        this.acceptsMicros = acceptsMicros;
        this.leftOut = leftOut;
        this.files = files;
        this.path = absolute(path);
        this.isGlob = isGlob(this.path.toString());
        this.isRecursive = isRecursive;
        this.nameFilter = nameGlob == null ? null : matcher(nameGlob, "pathGlobFilter");
    }

    static PathMatcher matcher(String glob, String option) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException malformed) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "an option is no pattern of names")
                    .at("option \"" + option + "\"")
                    .found(glob + ": " + malformed.getDescription())
                    .expected("a pattern such as *.json, part-[0-9]* or {a,b}.csv")
                    .mend("correct it; \\ before a character takes it as it is")
                    .cause(malformed)
                    .build();
        }
    }

    /** The path or glob that an option names. */
    static Path absolute(String option) {
        return FileUris.path(option).toAbsolutePath().normalize();
    }

    /** The part of a path that is no pattern. */
    static Path aboveGlob(Path path) {
        Path above = path;
        while (above.getParent() != null && isGlob(above.toString())) {
            above = above.getParent();
        }
        return above;
    }

    Path path() {
        return path;
    }

    /** Has a glob fail when the folder above it is not there, as it was for an earlier run. */
    void expectFolder() {
        wasThere = true;
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

    /** What the path stands for: itself, or the matches of a pattern. */
    List<Path> roots() {
        try {
            return isGlob ? expand() : List.of(path);
        } catch (IOException failed) {
            throw FileErrors.failed("listing the input", path, failed);
        }
    }

    /** Whether the root is a folder with others in it that are named as columns are. */
    boolean hasColumnFolders(Path root) {
        try {
            CheckpointFs.Stat stat = files.stat(root);
            return stat != null
                    && stat.isDirectory()
                    && files.list(root).stream().anyMatch(name -> name.indexOf('=') >= 0 && !isHidden(name));
        } catch (IOException failed) {
            throw FileErrors.failed("listing the input", root, failed);
        }
    }

    /** Fails for an output of a query, now or when one is found in a listing: its manifest says that its files are there. */
    void forbidOutputs() {
        forbidsOutputs = true;
        try {
            if (!isGlob && new OutputFolders(files).isOutput(path)) {
                throw cannotClean(path);
            }
        } catch (IOException failed) {
            throw FileErrors.failed("finding the input", path, failed);
        }
    }

    private static SluiceException cannotClean(Path output) {
        return SluiceException.analysis(
                        ErrorCondition.INVALID_OPTION, "files of an output cannot be cleaned up by who reads them")
                .at(output.toString())
                .found("cleanSource, and the manifest of a query that writes here")
                .mend("leave cleanSource out; the writer has an option retention")
                .build();
    }

    boolean exists() {
        try {
            return isGlob ? !expand().isEmpty() : files.stat(path) != null;
        } catch (IOException failed) {
            throw FileErrors.failed("finding the input", path, failed);
        }
    }

    /** Every file below the path, whatever its folders are named. */
    List<FileEntry> listAll() {
        return new FileListing(files, path.toString(), true, null).list(known -> false);
    }

    /**
     * The files there are now, in no particular order.
     *
     * @param isKnown paths that need not be looked at again
     */
    List<FileEntry> list(Predicate<Path> isKnown) {
        List<FileEntry> found = new ArrayList<>();
        OutputFolders outputs = new OutputFolders(files);
        Map<Path, Set<Path>> ofOutputs = new LinkedHashMap<>();
        try {
            for (Path root : isGlob ? expand() : List.of(path)) {
                CheckpointFs.Stat stat = files.stat(root);
                if (stat == null) {
                    if (!isGlob) {
                        throw FileErrors.vanished(root);
                    }
                    requireText(root);
                    continue;
                }
                Path output = isGlob || stat.isDirectory() ? outputs.above(root, stat.isDirectory()) : null;
                if (output != null) {
                    ofOutputs.computeIfAbsent(output, first -> new HashSet<>()).add(root);
                } else if (!stat.isDirectory()) {
                    if (!isKnown.test(root)) {
                        addFile(root, stat, found);
                    }
                } else if (!isGlob && outputs.isOutput(root)) {
                    addCommitted(root, outputs.asWritten(root), isKnown, found);
                } else {
                    Set<String> visited = new HashSet<>();
                    visited.add(directoryKey(root, stat));
                    addDirectory(root, files.list(root), outputs, isKnown, visited, found);
                }
            }
            for (Map.Entry<Path, Set<Path>> matches : ofOutputs.entrySet()) {
                Path output = matches.getKey();
                Map<Path, ManifestEntry> committed = outputs.asFound(output);
                committed.keySet().removeIf(file -> !isBelow(file, output, matches.getValue()));
                addCommitted(output, committed, isKnown, found);
            }
        } catch (IOException failed) {
            throw FileErrors.failed("listing the input", path, failed);
        }
        return found;
    }

    /** Whether a file of an output is one of the matches or lies in one of them. */
    private static boolean isBelow(Path file, Path output, Set<Path> matches) {
        for (Path above = file; above != null && !above.equals(output); above = above.getParent()) {
            if (matches.contains(above)) {
                return true;
            }
        }
        return false;
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

    private void addCommitted(
            Path output, Map<Path, ManifestEntry> committed, Predicate<Path> isKnown, List<FileEntry> found)
            throws IOException {
        if (forbidsOutputs) {
            throw cannotClean(output);
        }
        for (Map.Entry<Path, ManifestEntry> listed : committed.entrySet()) {
            Path file = listed.getKey();
            ManifestEntry entry = listed.getValue();
            // Earlier releases took some for known by the path that the manifest has.
            if (isKnown.test(file) || isKnown.test(FileUris.decode(entry.path())) || !acceptsName(file)) {
                continue;
            }
            CheckpointFs.Stat stat = files.stat(file);
            if (stat == null) {
                throw FileErrors.committedMissing(file);
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

    /** A file in a compression that the engine does not have is not even taken in. */
    private static FileEntry entry(Path file, CheckpointFs.Stat stat) {
        Compression.of(file);
        return FileEntry.of(file, stat);
    }

    private void addDirectory(
            Path directory,
            List<String> names,
            OutputFolders outputs,
            Predicate<Path> isKnown,
            Set<String> visited,
            List<FileEntry> found)
            throws IOException {
        if (names.contains(SinkManifest.DIRECTORY)) {
            addCommitted(directory, outputs.asFound(directory), isKnown, found);
            return;
        }
        for (String name : names) {
            Path file = directory.resolve(name);
            if (isHidden(name) || isKnown.test(file)) {
                continue;
            }
            CheckpointFs.Stat stat = files.stat(file);
            if (stat == null) {
                requireText(file);
                continue;
            }
            if (stat.isDirectory()) {
                if ((isRecursive || name.indexOf('=') >= 0) && visited.add(directoryKey(file, stat))) {
                    addDirectory(file, namesBelow(file), outputs, isKnown, visited, found);
                }
            } else {
                addFile(file, stat, found);
            }
        }
    }

    private void addFile(Path file, CheckpointFs.Stat stat, List<FileEntry> found) {
        if (!acceptsName(file)) {
            return;
        }
        if (!stat.isRegularFile()) {
            if (leftOut != null) {
                leftOut.notRegular(file);
            }
        } else if (acceptsMicros.test(Math.floorDiv(stat.modifiedNanos(), 1_000L))) {
            found.add(entry(file, stat));
        }
    }

    /** A name that is not text in the encoding of the process cannot be opened; that must not pass unnoticed. */
    private static void requireText(Path absent) {
        if (absent.toString().indexOf(REPLACEMENT_CHARACTER) >= 0) {
            throw FileErrors.noText(absent);
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
        boolean isFirst = true;
        for (Path component : path) {
            String text = component.toString();
            List<Path> deeper = new ArrayList<>();
            for (Path match : matches) {
                if (!isGlob(text)) {
                    deeper.add(match.resolve(component));
                    continue;
                }
                PathMatcher matcher = matcher(text, "path");
                CheckpointFs.Stat stat = files.stat(match);
                boolean isFolder = stat != null && stat.isDirectory();
                if (isFirst) {
                    if (wasThere && !isFolder) {
                        throw FileErrors.vanished(match);
                    }
                    wasThere = isFolder;
                }
                if (!isFolder) {
                    continue;
                }
                for (String name : isFirst ? files.list(match) : namesBelow(match)) {
                    if (!isHidden(name) && matcher.matches(Path.of(name))) {
                        deeper.add(match.resolve(name));
                    }
                }
            }
            isFirst = isFirst && !isGlob(text);
            matches = deeper;
        }
        return matches;
    }

    static boolean isHidden(String name) {
        return (name.startsWith("_") && name.indexOf('=') < 0)
                || name.startsWith(".")
                || TEMPORARY_SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /** Whether a path stands for those that match it. */
    static boolean isGlob(String text) {
        return text.chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
    }
}
