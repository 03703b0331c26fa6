package dev.sluice.seam;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How {@link CheckpointFs#createDirectories} is made of other operations. */
final class DurableDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(DurableDirectories.class);

    private DurableDirectories() {}

    static void create(CheckpointFs files, Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && files.stat(existing) == null) {
            missing.push(existing);
            existing = existing.getParent();
        }
        if (existing.getParent() != null) {
            syncNames(files, existing.getParent());
        }
        for (Path created : missing) {
            try {
                files.createDirectory(created);
            } catch (FileAlreadyExistsException raced) {
                CheckpointFs.Stat found = files.stat(created);
                if (found == null || !found.isDirectory()) {
                    throw raced;
                }
            }
            files.syncDirectory(requireNonNull(created.getParent(), "parent"));
        }
    }

    private static void syncNames(CheckpointFs files, Path parent) throws IOException {
        try {
            files.syncDirectory(parent);
        } catch (AccessDeniedException closed) {
            LOG.debug("What is in {} was made by somebody else, for it may not be read", parent, closed);
        }
    }
}
