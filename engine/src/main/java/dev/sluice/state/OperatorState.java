package dev.sluice.state;

import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import java.util.ArrayList;
import java.util.List;

/** The keyed state of one operator: a table for each partition. A partition holds a range of key groups. */
public final class OperatorState {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final StateLayout layout;
    private final List<PartitionState> partitions = new ArrayList<>();

    public OperatorState(StateLayout layout, int partitions) {
        this.layout = layout;
        for (int index = 0; index < partitions; index++) {
            this.partitions.add(newPartition(layout));
        }
    }

    private static PartitionState newPartition(StateLayout layout) {
        return switch (layout.kind()) {
            case SESSIONS -> new SessionTable(layout);
            case JOINED_ROWS -> new JoinState(layout);
            case KEYS, PANES -> layout.expiryMoves() ? new MovingExpiryTable(layout) : new StateTable(layout);
        };
    }

    public StateLayout layout() {
        return layout;
    }

    public int partitionCount() {
        return partitions.size();
    }

    /** A partition whose keys tell when they expire. */
    public StateTable partition(int index) {
        return (StateTable) partitions.get(index);
    }

    /** A partition of a layout whose expiry moves. */
    public MovingExpiryTable movingPartition(int index) {
        return (MovingExpiryTable) partitions.get(index);
    }

    /** A partition of sessions. */
    public SessionTable sessions(int index) {
        return (SessionTable) partitions.get(index);
    }

    /** A partition of rows of a join. */
    public JoinState joined(int index) {
        return (JoinState) partitions.get(index);
    }

    /** A partition of any layout. */
    PartitionState stored(int index) {
        return partitions.get(index);
    }

    public long groupCount() {
        return partitions.stream().mapToLong(PartitionState::groupCount).sum();
    }

    public long changedCount() {
        return partitions.stream().mapToLong(PartitionState::changedCount).sum();
    }

    public long sizeInBytes() {
        return partitions.stream().mapToLong(PartitionState::sizeInBytes).sum();
    }

    /**
     * A number made of the keys of all groups, and of their expiries where these are no part of the keys: the same for the same
     * groups, however they are divided. It takes longer the more there are.
     */
    public long fingerprint() {
        long[] sum = new long[1];
        partitions.forEach(partition -> partition.forEachHeld(rows -> {
            long[] hashes = new long[rows.count()];
            layout.hash(rows.keys(), rows.count(), hashes);
            Vector expiries = layout.expiryMoves() ? rows.buffers()[0] : null;
            for (int row = 0; row < hashes.length; row++) {
                long expiry = expiries == null ? 0 : ((LongVector) expiries).values()[row];
                sum[0] += Long.rotateLeft(hashes[row] * SPREAD, 31) * (expiry * SPREAD | 1);
            }
        }));
        return sum[0];
    }

    /** When event time closes what it closes next, see {@link PartitionState#nextExpiry}. */
    public long nextExpiry() {
        return partitions.stream().mapToLong(PartitionState::nextExpiry).min().orElse(Long.MAX_VALUE);
    }

    /** As {@link PartitionState#endTurn}. */
    public void endTurn() {
        partitions.forEach(PartitionState::endTurn);
    }

    /** As {@link PartitionState#gatherTurns}. */
    public void gatherTurns() {
        partitions.forEach(PartitionState::gatherTurns);
    }

    /** Forgets what was changed, once it is on disk. */
    public void endBatch() {
        partitions.forEach(PartitionState::endBatch);
    }
}
