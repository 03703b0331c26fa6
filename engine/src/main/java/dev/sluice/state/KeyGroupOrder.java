package dev.sluice.state;

/**
 * Some groups of a segment in the order of their key groups.
 *
 * @param order the groups; those of key group {@code g} are {@code order[ends[g - 1]..ends[g])}, otherwise as they were;
 *     may be longer
 */
record KeyGroupOrder(GroupSegment segment, int[] order, int[] ends) {
    /** The key group of the group at this place of the order. */
    int keyGroup(int position) {
        int keyGroup = 0;
        while (ends[keyGroup] <= position) {
            keyGroup++;
        }
        return keyGroup;
    }

    int count() {
        return ends[ends.length - 1];
    }

    int start(int keyGroup) {
        return keyGroup == 0 ? 0 : ends[keyGroup - 1];
    }

    int count(int keyGroup) {
        return ends[keyGroup] - start(keyGroup);
    }
}
