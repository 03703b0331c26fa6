package dev.sluice.streaming;

import dev.sluice.spi.source.Offset;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a query stands between two batches, or between two turns of an epoch: all of it is in the entry of its last commit,
 * and in the plan of its last turn.
 *
 * @param last null before the first commit
 * @param turn null unless an epoch is under way
 */
record QueryPosition(@Nullable CommitEntry last, @Nullable OffsetEntry turn, int sourceCount) {
    /** Between two batches. */
    QueryPosition(@Nullable CommitEntry last, int sourceCount) {
        this(last, null, sourceCount);
    }

    QueryPosition after(CommitEntry commit) {
        return new QueryPosition(commit, sourceCount);
    }

    /** After a turn of the epoch that follows the last commit. */
    QueryPosition after(OffsetEntry newestTurn) {
        return new QueryPosition(last, newestTurn, sourceCount);
    }

    /** The plan of what ran last, null if nothing has. */
    private @Nullable OffsetEntry newest() {
        return turn != null || last == null ? turn : last.plan();
    }

    long nextBatch() {
        return last == null ? 0 : last.batchId() + 1;
    }

    /** How far each source is read; null where it has never had data. */
    List<@Nullable Offset> ends() {
        OffsetEntry newest = newest();
        return newest == null ? Collections.nCopies(sourceCount, null) : newest.ends();
    }

    /** Entries of batches before this one may be gone. */
    long keptFrom() {
        return last == null ? 0 : last.keptFrom();
    }

    /** What the last batch or turn ran with. */
    long watermarkMillis() {
        OffsetEntry newest = newest();
        return newest == null ? 0 : newest.watermarkMillis();
    }

    /** The time of the last batch or turn, which that of the next is not before. */
    long timestampMillis() {
        OffsetEntry newest = newest();
        return newest == null ? Long.MIN_VALUE : newest.timestampMillis();
    }

    /** The positions of the sources that have something new beyond this up to {@code ends}. */
    Set<Integer> sourcesBefore(List<@Nullable Offset> ends) {
        Set<Integer> active = new TreeSet<>();
        for (int source = 0; source < ends.size(); source++) {
            if (!Objects.equals(ends().get(source), ends.get(source))) {
                active.add(source);
            }
        }
        return active;
    }

    /** Whether the last batch or turn wants one without data to follow when it moved the watermark. */
    boolean isFollowedUp() {
        OffsetEntry newest = newest();
        return newest != null && newest.isFollowedUp();
    }
}
