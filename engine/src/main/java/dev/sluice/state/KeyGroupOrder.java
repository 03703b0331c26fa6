package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * Some groups of a segment in the order of their key groups.
 *
 * @param order the groups; those of key group {@code g} are {@code order[ends[g - 1]..ends[g])}, otherwise as they were
 */
record KeyGroupOrder(GroupSegment segment, int[] order, int[] ends) {
    /** @param groups the first {@code count} are meant; null for all groups, {@code count} of them */
    static KeyGroupOrder of(GroupSegment segment, int @Nullable [] groups, int count) {
        long[] hashes = groups == null ? segment.hashes() : segment.hashes(groups, count);
        int[] ends = new int[KeyHash.KEY_GROUPS];
        for (long hash : hashes) {
            ends[KeyHash.keyGroup(hash)]++;
        }
        int total = 0;
        for (int group = 0; group < ends.length; group++) {
            int here = ends[group];
            ends[group] = total;
            total += here;
        }
        int[] order = new int[count];
        for (int index = 0; index < count; index++) {
            order[ends[KeyHash.keyGroup(hashes[index])]++] = groups == null ? index : groups[index];
        }
        return new KeyGroupOrder(segment, order, ends);
    }

    /** The key group of the group at this place of the order. */
    int keyGroup(int position) {
        int keyGroup = 0;
        while (ends[keyGroup] <= position) {
            keyGroup++;
        }
        return keyGroup;
    }

    int start(int keyGroup) {
        return keyGroup == 0 ? 0 : ends[keyGroup - 1];
    }
}
