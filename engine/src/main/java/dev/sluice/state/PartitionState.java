package dev.sluice.state;

import dev.sluice.columnar.Batch;
import java.util.List;
import java.util.function.Consumer;

/** The keyed state of one partition of one operator, as files hold it. Not thread-safe. */
public sealed interface PartitionState permits StateTable, MovingExpiryTable, SessionTable, JoinState {
    long groupCount();

    /** {@link #groupCount} as the tables say that hold the groups. */
    long heldCount();

    /** Groups that came and went since this object was made. */
    EntryCounts entryCounts();

    /** How many groups were changed since {@link #endBatch}. */
    long changedCount();

    /**
     * When event time closes the group that it closes next, or the window where groups are panes, in microseconds;
     * {@link Long#MAX_VALUE} if there is none.
     */
    long nextExpiry();

    /**
     * Removes the groups that expire at or before {@code upToMicros}.
     *
     * @param action is handed the groups first
     * @return how many there were
     */
    long evict(long upToMicros, Consumer<GroupRows> action);

    /** Puts rows of a state file in place of what their keys held. */
    void restore(Batch stored, long[] hashes);

    /** Hands over all groups that are there. */
    void forEachHeld(Consumer<GroupRows> action);

    /**
     * Ends a turn of a batch. Where results are made of what was changed, those of the next turn are made of what changes from
     * here on; nothing is forgotten.
     */
    default void endTurn() {}

    /** What was changed is again that of all turns since {@link #endBatch}. */
    default void gatherTurns() {}

    /** Forgets what was changed. */
    void endBatch();

    long sizeInBytes();

    /** What there is, in the order in which it is to be written. */
    List<GroupSegment> segments();

    /** Gives back the places of groups that are gone, of which a file that starts from nothing need not tell. */
    default void forgetGone() {}
}
