package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ways to bring groups from one table to another. */
final class GroupCopies {
    private static final int PORTION_ROWS = Batch.DEFAULT_ROWS;

    private GroupCopies() {}

    /** All groups of both, those of {@code right} added to {@code left}; what was changed stays marked. */
    static GroupTable merged(GroupTable left, GroupTable right) {
        List<int[]> wereChangedBefore = new ArrayList<>();
        List<int[]> wereChanged = new ArrayList<>();
        left.segments().forEach(segment -> wereChangedBefore.add(segment.changedBefore()));
        left.segments().forEach(segment -> wereChanged.add(changed(segment)));
        right.segments().forEach(segment -> copy(segment, segment.all(), left));
        left.clearChanges();
        right.segments().forEach(segment -> copy(segment, segment.changedBefore(), left));
        copyAll(left.segments(), wereChangedBefore, left);
        left.endTurn();
        right.segments().forEach(segment -> copy(segment, changed(segment), left));
        copyAll(left.segments(), wereChanged, left);
        return left;
    }

    /** Puts groups of each segment into a table. */
    static void copyAll(List<GroupSegment> segments, List<int[]> groups, GroupTable to) {
        for (int index = 0; index < groups.size(); index++) {
            copy(segments.get(index), groups.get(index), to);
        }
    }

    static int[] changed(GroupSegment segment) {
        return Arrays.copyOf(segment.changed(), segment.changedCount());
    }

    /** Puts these groups into another table, where they are marked as changed. */
    static void copy(GroupSegment from, int[] groups, GroupTable to) {
        for (int start = 0; start < groups.length; start += PORTION_ROWS) {
            int[] part = Arrays.copyOfRange(groups, start, Math.min(groups.length, start + PORTION_ROWS));
            Vector[] keys = copies(from.keys(part, part.length), part.length);
            Vector[] buffers = copies(from.buffers(part, part.length), part.length);
            to.update(keys, Gather.of(from.hashes(), part), part.length, buffers, GroupCopies::put);
        }
    }

    private static Vector[] copies(Vector[] vectors, int rowCount) {
        Vector[] copies = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            copies[index] = Vectors.copy(vectors[index], rowCount);
        }
        return copies;
    }

    /** Puts values in place of what their groups held. */
    static void put(int[] groups, Vector[] values, int rowCount, MutableVector[] buffers) {
        for (int column = 0; column < buffers.length; column++) {
            Vector flat = Vectors.flat(values[column], rowCount);
            for (int row = 0; row < rowCount; row++) {
                buffers[column].set(groups[row], flat, row);
            }
        }
    }
}
