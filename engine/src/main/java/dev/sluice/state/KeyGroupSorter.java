package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.RowSelector;
import dev.sluice.columnar.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings groups of one segment after the other into the order of their key groups, in the same arrays. Not thread-safe. */
final class KeyGroupSorter {
    private static final int PART_GROUPS = Batch.DEFAULT_ROWS;

    private int[] part = {};
    private long[] hashes = {};
    private byte[] keyGroups = {};

    /** Those of the orders that were given since {@link #reuse}. */
    private final List<int[]> orders = new ArrayList<>();

    private int orderCount;
    private @Nullable RowSelector selector;

    /** Says that the orders that were given are not needed any more. */
    void reuse() {
        orderCount = 0;
    }

    /**
     * All segments have the same columns. What is returned is valid until {@link #reuse}.
     *
     * @param groups the first {@code count} are meant; null for all groups, {@code count} of them
     */
    KeyGroupOrder sort(GroupSegment segment, int @Nullable [] groups, int count) {
        return sort(segment, groups, 0, count);
    }

    /** The groups of a segment that were changed. */
    KeyGroupOrder sortChanged(GroupSegment segment) {
        int count = segment.changedCount();
        return segment.isChangedByNewOnly()
                ? sort(segment, null, segment.groupCount() - count, count)
                : sort(segment, segment.changed(), count);
    }

    /** @param first the group that the others follow, where there is no list of them */
    private KeyGroupOrder sort(GroupSegment segment, int @Nullable [] groups, int first, int count) {
        int[] ends = new int[KeyHash.KEY_GROUPS];
        if (keyGroups.length < count) {
            keyGroups = new byte[Batch.roomFor(count)];
        }
        int most = Math.min(count, PART_GROUPS);
        if (part.length < most) {
            part = new int[Batch.roomFor(most)];
            hashes = new long[part.length];
        }
        Vector[] keys = segment.keyViews(count);
        RowSelector selector = this.selector == null ? new RowSelector(keys.length) : this.selector;
        this.selector = selector;
        for (int from = 0; from < count; from += most) {
            int size = Math.min(count - from, most);
            for (int index = 0; index < size; index++) {
                part[index] = groups == null ? first + from + index : groups[from + index];
            }
            segment.hash(selector.select(keys, part, size), size, hashes);
            for (int index = 0; index < size; index++) {
                int keyGroup = KeyHash.keyGroup(hashes[index]);
                keyGroups[from + index] = (byte) keyGroup;
                ends[keyGroup]++;
            }
        }
        int total = 0;
        for (int keyGroup = 0; keyGroup < ends.length; keyGroup++) {
            int here = ends[keyGroup];
            ends[keyGroup] = total;
            total += here;
        }
        int[] order = nextOrder(count);
        for (int index = 0; index < count; index++) {
            order[ends[Byte.toUnsignedInt(keyGroups[index])]++] = groups == null ? first + index : groups[index];
        }
        return new KeyGroupOrder(segment, order, ends);
    }

    private int[] nextOrder(int count) {
        int index = orderCount++;
        if (index == orders.size()) {
            orders.add(new int[count]);
        } else if (orders.get(index).length < count) {
            orders.set(index, new int[Batch.roomFor(count)]);
        }
        return orders.get(index);
    }
}
