package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * Fails where there is state and no batch is known. A first batch that was not planned may have left some of its own, but
     * none that a later one has changed.
     */
    public void requireNoLostState(StateFiles state, List<Integer> operators, Path checkpoint) {
        if (!planned.isEmpty() || !committed.isEmpty()) {
            return;
        }
        for (int operator : operators) {
            for (StateFileId id : state.list(operator)) {
                if (id.version() > 1) {
                    throw SluiceException.of(ErrorCondition.CHECKPOINT_INCONSISTENT, "the checkpoint has lost its logs")
                            .at(checkpoint.toString())
                            .found("state of operator " + operator + " after batch " + (id.version() - 1)
                                    + ", no plans and no commits")
                            .safe("nothing was changed")
                            .mend(
                                    "restore offsets and commits from a backup of the same moment, or start on a new checkpoint")
                            .build();
                }
            }
        }
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
