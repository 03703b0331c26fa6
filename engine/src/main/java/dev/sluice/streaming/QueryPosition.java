package dev.sluice.streaming;

import dev.sluice.spi.source.Offset;
import dev.sluice.streaming.log.CommitEntry;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a query stands between two batches: all of it is in the entry of its last commit.
 *
 * @param last null before the first commit
 */
record QueryPosition(@Nullable CommitEntry last, int sourceCount) {
    QueryPosition after(CommitEntry commit) {
        return new QueryPosition(commit, sourceCount);
    }

    long nextBatch() {
        return last == null ? 0 : last.batchId() + 1;
    }

    /** How far each source is read; null where it has never had data. */
    List<@Nullable Offset> ends() {
        return last == null
                ? Collections.nCopies(sourceCount, null)
                : last.plan().ends();
    }

    /** Entries of batches before this one may be gone. */
    long keptFrom() {
        return last == null ? 0 : last.keptFrom();
    }

    /** What the last batch ran with. */
    long watermarkMillis() {
        return last == null ? 0 : last.plan().watermarkMillis();
    }

    /** The time of the last batch, which that of the next is not before. */
    long timestampMillis() {
        return last == null ? Long.MIN_VALUE : last.plan().timestampMillis();
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

    /** Whether the last batch wants one without data to follow when it moved the watermark. */
    boolean isFollowedUp() {
        return last != null && last.plan().isFollowedUp();
    }
}
