package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for files that changed after they were read. They go round: a listing looks at {@value #FILES_AT_ONCE} of them,
 * and does so once a second at most, so that it costs the same however many files were read.
 */
final class ChangedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ChangedFiles.class);
    private static final int FILES_AT_ONCE = 64;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CheckpointFs files;
    private final Clock clock;
    private final LeftOutFiles leftOut;
    /** Files that were told of, which are not looked at again. */
    private final Set<Path> changed = new HashSet<>();

    private final Queue<FileEntry> round = new ArrayDeque<>();
    private @Nullable Long lookedNanos;

    ChangedFiles(CheckpointFs files, Clock clock, LeftOutFiles leftOut) {
        this.files = files;
        this.clock = clock;
        this.leftOut = leftOut;
    }

    /** @param read what was read, asked for when all of a round were looked at */
    void look(Supplier<Collection<FileEntry>> read) {
        long now = clock.monotonicNanos();
        if (lookedNanos != null && now - lookedNanos < PAUSE_NANOS) {
            return;
        }
        lookedNanos = now;
        if (round.isEmpty()) {
            round.addAll(read.get());
        }
        for (int count = 0; count < FILES_AT_ONCE && !round.isEmpty(); count++) {
            look(round.remove());
        }
    }

    private void look(FileEntry file) {
        if (changed.contains(file.path())) {
            return;
        }
        try {
            CheckpointFs.Stat now = files.stat(file.path());
            if (now != null && !file.isUnchanged(now)) {
                changed.add(file.path());
                leftOut.changedAfterRead(file);
            }
        } catch (IOException failed) {
            // Its rows are in the result; if the device has failed, the next listing fails.
            LOG.warn("Whether {} has changed since it was read is not known", file.path(), failed);
        }
    }
}
