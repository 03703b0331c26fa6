package dev.sluice.state;

import dev.sluice.columnar.Vector;
import java.util.Arrays;

/** Some groups of a segment as rows, read while its table does not change. */
public final class GroupRows {
    private final GroupSegment segment;
    private final int[] groups;
    private final StateLayout layout;

    GroupRows(GroupSegment segment, int[] groups, StateLayout layout) {
        this.segment = segment;
        this.groups = groups;
        this.layout = layout;
    }

    public int count() {
        return groups.length;
    }

    /** The key leaves, without the expiry. */
    public Vector[] keys() {
        Vector[] stored = segment.keys(groups, groups.length);
        return Arrays.copyOfRange(stored, layout.firstKey(), stored.length);
    }

    public Vector[] buffers() {
        return segment.buffers(groups, groups.length);
    }
}
