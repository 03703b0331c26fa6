package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Makes folders durable once, for those that need them again and again. For one thread. */
public final class EnsuredDirectories {
    private final CheckpointFs files;
    private final Set<Path> ensured = new HashSet<>();

    public EnsuredDirectories(CheckpointFs files) {
        this.files = files;
    }

    /** As {@link CheckpointFs#createDirectories}; a look is enough where this was done before and nobody removed it. */
    public void create(Path directory) throws IOException {
        if (!ensured.contains(directory) || files.stat(directory) == null) {
            files.createDirectories(directory);
            ensured.add(directory);
        }
    }
}
