package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files for a checkpoint on a file system that has no hard links, as many of memory cards and of other machines, or that cannot
 * sync a directory, as those of Windows.
 *
 * <p>Where a file cannot be linked to its name, the name is claimed: {@code <name>.claim} is created, which only one can do,
 * and the file renamed if its name is still free. Where a directory cannot be synced, the sync of the file stands alone.
 */
public final class AdaptedFs extends ForwardingFs {
    /** What a file system may be without. */
    public enum Lack {
        HARD_LINKS("hard links: names are claimed by files of their own, and the lock of the checkpoint has to hold"),
        DIRECTORY_SYNCS("syncing of directories: a file that was published may lose its name with the loss of power");

        private final String text;

        Lack(String text) {
            this.text = text;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AdaptedFs.class);
    private static final String CLAIM_SUFFIX = ".claim";
    private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final Consumer<Lack> onLack;
    private final Set<Lack> told = Collections.synchronizedSet(EnumSet.noneOf(Lack.class));

    public AdaptedFs(CheckpointFs files) {
        this(files, lack -> {});
    }

    /** @param onLack told of each lack once */
    public AdaptedFs(CheckpointFs files, Consumer<Lack> onLack) {
        super(files);
        this.onLack = onLack;
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        try {
            super.link(existing, name);
            return;
        } catch (UnsupportedOperationException unsupported) {
            tell(Lack.HARD_LINKS, name);
        } catch (IOException failed) {
            if (!isUnsupported(failed)) {
                throw failed;
            }
            tell(Lack.HARD_LINKS, name);
        }
        claim(existing, name);
    }

    private void claim(Path existing, Path name) throws IOException {
        Path claim = name.resolveSibling(name.getFileName() + CLAIM_SUFFIX);
        super.create(claim).close();
        try {
            if (super.stat(name) != null) {
                throw new FileAlreadyExistsException(name.toString());
            }
            rename(existing, name);
        } finally {
            super.delete(claim);
        }
    }

    /** One that reports failure may have taken effect. */
    @Override
    public void rename(Path from, Path to) throws IOException {
        Stat moved = super.stat(from);
        try {
            super.rename(from, to);
        } catch (IOException unclear) {
            Stat found = super.stat(to);
            boolean isDone = moved != null
                    && found != null
                    && moved.fileKey() != null
                    && moved.fileKey().equals(found.fileKey());
            if (!isDone) {
                throw unclear;
            }
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try {
            super.syncDirectory(directory);
        } catch (UnsupportedOperationException unsupported) {
            tell(Lack.DIRECTORY_SYNCS, directory);
        } catch (IOException failed) {
            if (!isUnsupported(failed) && !(IS_WINDOWS && failed instanceof AccessDeniedException)) {
                throw failed;
            }
            tell(Lack.DIRECTORY_SYNCS, directory);
        }
    }

    private void tell(Lack lack, Path place) {
        if (told.add(lack)) {
            LOG.warn("The file system of {} is without {}", place, lack.text);
            onLack.accept(lack);
        }
    }

    /** Whether the file system can never do it. Linux says of links that they are not permitted. */
    private static boolean isUnsupported(IOException failed) {
        String reason = DiskErrors.reason(failed).toLowerCase(Locale.ROOT);
        return reason.contains("not supported")
                || reason.contains("not permitted")
                || reason.contains("not implemented")
                || reason.contains("invalid argument");
    }

    /** Whether a file of this name is a claim, which is of use only while its name is taken. */
    static boolean isClaim(String name) {
        return name.endsWith(CLAIM_SUFFIX);
    }
}
