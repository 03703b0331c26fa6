package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * Some groups of a segment in the order of their key groups.
 *
 * @param order the groups; those of key group {@code g} are {@code order[ends[g - 1]..ends[g])}, otherwise as they were
 */
record KeyGroupOrder(GroupSegment segment, int[] order, int[] ends) {
    /** @param groups the first {@code count} are meant; null for the groups {@code [0, count)} */
    static KeyGroupOrder of(GroupSegment segment, int @Nullable [] groups, int count) {
        int[] ends = new int[KeyHash.KEY_GROUPS];
        for (int index = 0; index < count; index++) {
            ends[KeyHash.keyGroup(segment.hash(groups == null ? index : groups[index]))]++;
        }
        int total = 0;
        for (int group = 0; group < ends.length; group++) {
            int here = ends[group];
            ends[group] = total;
            total += here;
        }
        int[] order = new int[count];
        for (int index = 0; index < count; index++) {
            int group = groups == null ? index : groups[index];
            order[ends[KeyHash.keyGroup(segment.hash(group))]++] = group;
        }
        return new KeyGroupOrder(segment, order, ends);
    }

    /** The key group of the group at this place of the order. */
    int keyGroup(int position) {
        return KeyHash.keyGroup(segment.hash(order[position]));
    }

    int start(int keyGroup) {
        return keyGroup == 0 ? 0 : ends[keyGroup - 1];
    }
}
