package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.NumberedFiles;
import java.nio.file.Path;
import java.util.NavigableSet;

/**
 * Which plans and which commits there are.
 *
 * @param isRolledBack whether commits after the newest were taken back, so that their batches run again
 */
public record LogShape(NavigableSet<Long> planned, NavigableSet<Long> committed, boolean isRolledBack) {
    private static final long NONE = -1;

    /** @throws SluiceException {@code CHECKPOINT_INCONSISTENT} if no run can have left them like this */
    public static LogShape of(OffsetLog offsets, CommitLog commits, Path checkpoint) {
        long keptFrom = commits.keptFrom();
        NavigableSet<Long> planned = offsets.ids(keptFrom);
        NavigableSet<Long> committed = commits.ids(keptFrom);
        long lastPlan = newest(planned);
        long lastCommit = newest(committed);
        boolean wasMending = lastCommit == lastPlan + 1 && offsets.hasMovedAside(lastCommit);
        boolean isRolledBack = lastPlan > lastCommit && commits.isRolledBack(lastCommit + 1);
        boolean wasRepeating = lastPlan == lastCommit + 2 && commits.hasMovedAside(lastCommit + 1);
        // As asynchronous progress tracking leaves it where batches before it are not recorded.
        boolean isAheadOfPlan = lastPlan < lastCommit && keptFrom == lastCommit && lastCommit > 0;
        if (lastPlan != lastCommit
                && lastPlan != lastCommit + 1
                && !wasMending
                && !isRolledBack
                && !wasRepeating
                && !isAheadOfPlan) {
            if (lastCommit >= 0) {
                // One that is damaged could not say what is kept, and is what has to be mended.
                commits.read(lastCommit);
            }
            throw SluiceException.of(ErrorCondition.CHECKPOINT_INCONSISTENT, "the logs of the checkpoint do not agree")
                    .at(checkpoint.toString())
                    .found("plans " + NumberedFiles.inWords(planned) + "; commits " + NumberedFiles.inWords(committed)
                            + "; missing are "
                            + (lastPlan < lastCommit
                                    ? "plans " + NumberedFiles.inWords(lastPlan + 1, lastCommit)
                                    : "commits " + NumberedFiles.inWords(lastCommit + 1, lastPlan - 1)))
                    .expected("the newest plan committed, or one after the newest commit")
                    .safe("nothing was changed")
                    .mend("restore offsets and commits from a backup of the same moment")
                    .build();
        }
        return new LogShape(planned, committed, isRolledBack);
    }

    private static long newest(NavigableSet<Long> ids) {
        return ids.isEmpty() ? NONE : ids.last();
    }

    /** The newest plan, -1 if there is none. */
    public long lastPlan() {
        return newest(planned);
    }

    /** The newest commit, -1 if there is none. */
    public long lastCommit() {
        return newest(committed);
    }
}
