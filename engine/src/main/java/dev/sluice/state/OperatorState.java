package dev.sluice.state;

import java.util.ArrayList;
import java.util.List;

/** The keyed state of one operator: a table for each partition. A partition holds a range of key groups. */
public final class OperatorState {
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

    /** When event time closes what it closes next, see {@link PartitionState#nextExpiry}. */
    public long nextExpiry() {
        return partitions.stream().mapToLong(PartitionState::nextExpiry).min().orElse(Long.MAX_VALUE);
    }

    /** Forgets what was changed, once it is on disk. */
    public void endBatch() {
        partitions.forEach(PartitionState::endBatch);
    }
}
