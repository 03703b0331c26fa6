package dev.sluice.state;

import java.util.ArrayList;
import java.util.List;

/** The keyed state of one operator: a table for each partition. A partition holds a range of key groups. */
public final class OperatorState {
    private final StateLayout layout;
    private final List<StateTable> partitions = new ArrayList<>();

    public OperatorState(StateLayout layout, int partitions) {
        this.layout = layout;
        for (int index = 0; index < partitions; index++) {
            this.partitions.add(new StateTable(layout));
        }
    }

    public StateLayout layout() {
        return layout;
    }

    public int partitionCount() {
        return partitions.size();
    }

    public StateTable partition(int index) {
        return partitions.get(index);
    }

    public long groupCount() {
        return partitions.stream().mapToLong(StateTable::groupCount).sum();
    }

    public long changedCount() {
        return partitions.stream().mapToLong(StateTable::changedCount).sum();
    }

    public long sizeInBytes() {
        return partitions.stream().mapToLong(StateTable::sizeInBytes).sum();
    }

    /** Forgets what was changed, once it is on disk. */
    public void endBatch() {
        partitions.forEach(StateTable::endBatch);
    }
}
