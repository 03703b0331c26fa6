package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.BitSet;

/** Which sessions each key has: a list of group numbers for each. */
final class SessionIndex {
    private static final int NONE = -1;

    private final GroupTable keys;
    private int[] heads = new int[0];
    private int[] next = new int[0];
    private long[] starts = new long[0];
    private final BitSet linked = new BitSet();

    private int[] found = new int[4];
    private long[] foundStarts = new long[4];

    /** @param keyLeaves without the start */
    SessionIndex(StructType keyLeaves) {
        this.keys = GroupTable.inSegments(keyLeaves, new StructType(), KeyHash::hash);
    }

    /** A number for the key of each row. */
    int[] keyNumbers(Vector[] keyColumns, long[] hashes, int rowCount) {
        int[] numbers = new int[rowCount];
        keys.lookUp(keyColumns, hashes, rowCount, numbers, new int[rowCount]);
        int before = heads.length;
        if (keys.groupCount() > before) {
            heads = Arrays.copyOf(heads, Math.max(keys.groupCount(), 2 * before));
            Arrays.fill(heads, before, heads.length, NONE);
        }
        return numbers;
    }

    /** Adds a session to a key, unless it is there already. */
    void link(int key, int group, long start) {
        if (group >= next.length) {
            int capacity = Math.max(group + 1, 2 * next.length);
            next = Arrays.copyOf(next, capacity);
            starts = Arrays.copyOf(starts, capacity);
        }
        starts[group] = start;
        if (!linked.get(group)) {
            linked.set(group);
            next[group] = heads[key];
            heads[key] = group;
        }
    }

    /**
     * Looks up the sessions of a key by their start, ascending, for {@link #found}; forgets those that are gone. The list is
     * left in descending order, so that the next time only what has come since is out of order.
     */
    int collect(int key, MovingExpiryTable sessions) {
        int count = 0;
        for (int group = heads[key]; group != NONE; group = next[group]) {
            if (sessions.expiry(group) == ExpiryNotes.GONE) {
                linked.clear(group);
            } else {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                    foundStarts = new long[2 * count];
                }
                found[count++] = group;
            }
        }
        for (int index = 0; index < count; index++) {
            foundStarts[index] = starts[found[count - 1 - index]];
        }
        int[] order = SessionOrder.byStart(foundStarts, count);
        int[] ascending = new int[count];
        heads[key] = NONE;
        for (int index = 0; index < count; index++) {
            int group = found[count - 1 - order[index]];
            ascending[index] = group;
            next[group] = heads[key];
            heads[key] = group;
        }
        System.arraycopy(ascending, 0, found, 0, count);
        return count;
    }

    /** A session that {@link #collect} found. */
    int found(int index) {
        return found[index];
    }

    long start(int group) {
        return starts[group];
    }

    long sizeInBytes() {
        return keys.sizeInBytes()
                + 4L * (heads.length + next.length + found.length)
                + 8L * (starts.length + foundStarts.length);
    }
}
