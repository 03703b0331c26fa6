package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.streaming.log.CheckpointLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Rolls a checkpoint whose state is damaged back to the newest batch whose state is whole. The entries of later batches are
 * moved aside, not deleted; the next start runs these batches again from their plans to rebuild the state, and writes
 * nothing to the sink, which holds them already.
 */
final class StateRollback implements CheckpointRepair {
    private final CheckpointFiles checkpoint;
    private final Standing standing;

    StateRollback(CheckpointFiles checkpoint) {
        this.checkpoint = checkpoint;
        this.standing = Standing.of(checkpoint);
    }

    @Override
    public boolean isNeeded() {
        return standing.damage() != null || standing.refusal() != null;
    }

    @Override
    public boolean isPossible() {
        return standing.refusal() == null
                && standing.newestSound() != null
                && standing.planned().containsAll(undone());
    }

    /** The batches that were done and have to run again. */
    private NavigableSet<Long> undone() {
        Long sound = standing.newestSound();
        return sound == null ? new TreeSet<>() : standing.committed().subSet(sound, false, standing.lastDone(), true);
    }

    @Override
    public List<String> plan() {
        List<String> lines = new ArrayList<>();
        SluiceException refusal = standing.refusal();
        if (refusal != null) {
            lines.add(String.valueOf(refusal.getMessage()));
            lines.add("That cannot be repaired from what is there.");
            return lines;
        }
        if (standing.damage() == null) {
            lines.add("The state of the last batch is whole; nothing has to be repaired.");
            return lines;
        }
        lines.add(String.valueOf(standing.damage().getMessage()));
        if (!isPossible()) {
            lines.add(
                    "No earlier batch that is kept has a whole state, or plans are missing, so nothing can be rolled back."
                            + " Restore the checkpoint from a backup.");
            return lines;
        }
        NavigableSet<Long> undone = undone();
        lines.add(String.format(
                Locale.ROOT,
                "Rolling back %s: the entries commits/%d to commits/%d get other names, the damaged files stay where they are.",
                standing.target(),
                undone.first(),
                undone.last()));
        lines.add(String.format(
                Locale.ROOT,
                "The next start runs batches %d to %d again from their plans and writes nothing of them to the sink. It needs"
                        + " their input: files that were deleted or archived since have to be put back first.",
                undone.first(),
                undone.last()));
        return lines;
    }

    /** What helps, in one sentence. */
    static String advice(Standing standing) {
        return standing.newestSound() == null
                ? "No earlier batch that is kept has a whole state: restore the checkpoint from a backup."
                : "`sluice checkpoint repair` can roll back " + standing.target() + ".";
    }

    /**
     * Rolls back. May be killed and repeated: entries go from the newest to the oldest, so that what is left is always a
     * checkpoint that a start understands.
     */
    @Override
    public void apply() {
        if (!isNeeded() || !isPossible()) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCONSISTENT, "there is nothing that could be rolled back")
                    .at(checkpoint.directory().toString())
                    .safe("nothing was changed")
                    .mend("look at the checkpoint with `sluice checkpoint show`")
                    .build();
        }
        try (CheckpointLock lock =
                CheckpointLock.take(checkpoint.files(), checkpoint.publisher(), checkpoint.directory())) {
            lock.claim(checkpoint.publisher(), CheckpointRepair.claim(checkpoint.metadata()));
            for (long batch : undone().descendingSet()) {
                checkpoint.commits().rollBack(batch, lock.epoch());
            }
        }
    }
}
