package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import java.util.Arrays;
import java.util.function.Consumer;

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

    /** Hands over some groups of a segment in portions of at most so many rows as a batch has. */
    static void forEachPortion(GroupSegment segment, int[] groups, StateLayout layout, Consumer<GroupRows> action) {
        for (int from = 0; from < groups.length; from += Batch.DEFAULT_ROWS) {
            int[] part = Arrays.copyOfRange(groups, from, Math.min(groups.length, from + Batch.DEFAULT_ROWS));
            action.accept(new GroupRows(segment, part, layout));
        }
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
