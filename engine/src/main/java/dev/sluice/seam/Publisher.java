package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which a file of a checkpoint or a manifest comes to be: written whole under a temporary name in the same
 * directory, synced on the descriptor that wrote it, linked to its final name, which fails if that is taken, and the
 * directory synced. A file under its final name is therefore complete, and durable once {@link #publish} has returned.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final String TEMPORARY_SUFFIX = ".tmp";

    /** {@code .<name>.<uuid>.tmp}; whatever else ends in such a way is not ours. */
    private static final Pattern TEMPORARY =
            Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\" + TEMPORARY_SUFFIX, Pattern.DOTALL);

    private final CheckpointFs files;
    private final Ids ids;

    public Publisher(CheckpointFs files, Ids ids) {
        this.files = files;
        this.ids = ids;
    }

    /** Writes the content of a file that is being published. */
    @FunctionalInterface
    public interface Content {
        void writeTo(CheckpointFs.Output output) throws IOException;
    }

    /**
     * Publishes {@code content} as {@code file}.
     *
     * @throws FileAlreadyExistsException if there is one: somebody else published it, which is never overwritten
     */
    public void publish(Path file, byte[] content) throws IOException {
        publish(file, output -> output.write(content, 0, content.length));
    }

    /** As {@link #publish(Path, byte[])}, for content that is better streamed. */
    public void publish(Path file, Content content) throws IOException {
        publish(file, content, true);
    }

    /** As {@link #publish(Path, Content)}, into a folder that others take files out of, perhaps at once. */
    public void handOver(Path file, Content content) throws IOException {
        publish(file, content, false);
    }

    private void publish(Path file, Content content, boolean stays) throws IOException {
        Path directory = parentOf(file);
        Path temporary = directory.resolve("." + file.getFileName() + "." + ids.next() + TEMPORARY_SUFFIX);
        try {
            try (CheckpointFs.Output output = files.create(temporary)) {
                content.writeTo(output);
                output.sync();
            }
            link(temporary, file, stays);
            files.syncDirectory(directory);
        } catch (IOException | RuntimeException failed) {
            try {
                files.delete(temporary);
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
        files.delete(temporary);
    }

    /**
     * A link that reports failure may have taken effect: then both names stand for one file. Also where the name is said to be
     * taken, as by a file system that tries again what it had no answer to. One that reports success may have done nothing.
     */
    private void link(Path temporary, Path file, boolean stays) throws IOException {
        try {
            files.link(temporary, file);
            if (stays && files.stat(file) == null) {
                throw new FileSystemException(file.toString(), null, "the file system said that it made this name");
            }
        } catch (IOException unclear) {
            CheckpointFs.Stat written = files.stat(temporary);
            CheckpointFs.Stat found = files.stat(file);
            boolean same = written != null
                    && found != null
                    && written.fileKey() != null
                    && written.fileKey().equals(found.fileKey());
            if (!same) {
                throw unclear;
            }
        }
    }

    /** Whether a file of this name is one that is being published, or was when its run ended. */
    public static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    /**
     * Takes over a directory from an earlier run, only under the lock of its owner: removes its temporary files, and makes
     * durable what it published, which may be visible and not durable yet. What is not known is left alone, and warned of.
     *
     * @param isKnown whether a name is one that belongs here
     * @return the names that are not known, in order
     */
    public List<String> takeOver(Path directory, Predicate<String> isKnown) throws IOException {
        List<String> strangers = new ArrayList<>();
        for (String name : files.list(directory)) {
            if (isTemporary(name) || isLeftClaim(directory.resolve(name))) {
                files.delete(directory.resolve(name));
            } else if (!isKnown.test(name)) {
                strangers.add(name);
            }
        }
        files.syncDirectory(directory);
        if (!strangers.isEmpty()) {
            Collections.sort(strangers);
            LOG.warn("Left alone in {}, where nothing of this engine has such a name: {}", directory, strangers);
        }
        return strangers;
    }

    /** A claim has no content, unlike a file that somebody else may have called so. */
    private boolean isLeftClaim(Path file) throws IOException {
        if (!AdaptedFs.isClaim(String.valueOf(file.getFileName()))) {
            return false;
        }
        CheckpointFs.Stat found = files.stat(file);
        return found != null && found.isRegularFile() && found.length() == 0;
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not in a directory: " + file);
        }
        return parent;
    }
}
