package dev.sluice.state;

import dev.sluice.columnar.Batch;
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

    /**
     * Puts some groups of a table into an empty one; what was changed stays marked.
     *
     * @param groups for each segment
     */
    static void copySome(GroupTable from, List<int[]> groups, GroupTable to) {
        List<int[]> changedBefore = new ArrayList<>();
        List<int[]> changed = new ArrayList<>();
        for (int index = 0; index < groups.size(); index++) {
            GroupSegment segment = from.segments().get(index);
            changedBefore.add(those(groups.get(index), segment.changedBefore(), segment));
            changed.add(those(groups.get(index), changed(segment), segment));
        }
        copyAll(from.segments(), groups, to);
        to.clearChanges();
        copyAll(from.segments(), changedBefore, to);
        to.endTurn();
        copyAll(from.segments(), changed, to);
    }

    /** The groups that are in both lists. */
    private static int[] those(int[] groups, int[] wanted, GroupSegment segment) {
        boolean[] isWanted = new boolean[segment.groupCount()];
        for (int group : wanted) {
            isWanted[group] = true;
        }
        return Arrays.stream(groups).filter(group -> isWanted[group]).toArray();
    }

    /** Puts groups of each segment into a table. */
    private static void copyAll(List<GroupSegment> segments, List<int[]> groups, GroupTable to) {
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
            to.update(keys, from.hashes(keys, part.length), part.length, buffers, GroupCopies::put);
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
            buffers[column].setEach(groups, Vectors.flat(values[column], rowCount), rowCount);
        }
    }
}
