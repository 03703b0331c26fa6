package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of queries that one listing comes upon. Of their files only those count that a manifest names. */
final class OutputFolders {
    private final CheckpointFs files;
    private final Map<Path, Optional<Path>> found = new HashMap<>();

    OutputFolders(CheckpointFs files) {
        this.files = files;
    }

    /** The output that a file or a folder of columns belongs to, null if it belongs to none. */
    @Nullable
    Path above(Path path, boolean isDirectory) throws IOException {
        Path folder = path.getParent();
        if (folder == null || (isDirectory && !isOfColumn(path))) {
            return null;
        }
        Optional<Path> known = found.get(folder);
        if (known == null) {
            known = Optional.ofNullable(isOutput(folder) ? folder : above(folder, true));
            found.put(folder, known);
        }
        return known.orElse(null);
    }

    /** Whether a query writes to the folder. */
    boolean isOutput(Path folder) throws IOException {
        return files.stat(folder.resolve(SinkManifest.DIRECTORY)) != null;
    }

    private static boolean isOfColumn(Path folder) {
        return folder.getFileName() != null && folder.getFileName().toString().indexOf('=') >= 0;
    }

    /** The files of an output that count, by their paths when its query wrote them. */
    Map<Path, ManifestEntry> asWritten(Path output) throws IOException {
        Map<Path, ManifestEntry> committed = new LinkedHashMap<>();
        for (ManifestEntry entry : new SinkManifest(files, output).entries()) {
            committed.put(FileUris.decode(entry.path()), entry);
        }
        return committed;
    }

    /**
     * The files of an output that count, by their paths below the folder as it was come to: through a link, it may be
     * another one than its query writes to.
     *
     * @throws SluiceException if the folder was copied or moved there, so that its manifest is of other files
     */
    Map<Path, ManifestEntry> asFound(Path output) throws IOException {
        Map<Path, ManifestEntry> committed = new LinkedHashMap<>();
        Path written = null;
        for (Map.Entry<Path, ManifestEntry> listed : asWritten(output).entrySet()) {
            Path file = listed.getKey();
            if (written == null || !file.startsWith(written)) {
                written = written(file, output);
            }
            committed.put(output.resolve(written.relativize(file)), listed.getValue());
        }
        return committed;
    }

    /** The folder of the output as its query wrote it. */
    private Path written(Path file, Path output) throws IOException {
        if (file.startsWith(output)) {
            return output;
        }
        String key = key(output);
        for (Path folder = file.getParent(); key != null && folder != null; folder = folder.getParent()) {
            if (Objects.equals(key, key(folder))) {
                return folder;
            }
        }
        throw SluiceException.of(
                        ErrorCondition.FILE_MISSING, "the manifest of an output is not of the folder it lies in")
                .at(output.toString())
                .found("it names " + file)
                .expected("files below the folder, as before it was copied or moved")
                .safe("nothing of this batch is visible")
                .mend("read the output where its query writes; of a copy that only holds files that count," + " remove "
                        + SinkManifest.DIRECTORY)
                .build();
    }

    private @Nullable String key(Path output) throws IOException {
        CheckpointFs.Stat manifest = files.stat(output.resolve(SinkManifest.DIRECTORY));
        return manifest == null ? null : manifest.fileKey();
    }
}
