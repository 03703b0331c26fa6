package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are held until they expire, in one partition of a join of streams. A row lies at a place of its own, whose number
 * is that of a group; the first buffer is its expiry. Not thread-safe.
 *
 * <p>No two rows have the same key, so rows are found by their places alone. When a row is gone, its place is given to another
 * after the end of the batch, when files know that it is gone. So what is held costs no more memory while as much comes as
 * goes.
 */
final class HeldRows {
    private static final int SEGMENT_ROWS = 1 << GroupTable.SEGMENT_BITS;
    private static final int IN_SEGMENT = SEGMENT_ROWS - 1;

    /** So many places are always kept. */
    private static final int KEPT_PLACES = 1 << 12;

    private final StateLayout layout;
    private final ExpiryNotes notes = new ExpiryNotes(this::expiry);

    /** In the order of their places, all but the last one full. */
    private List<GroupSegment> segments = new ArrayList<>();

    /** The segments with what finds rows by their keys, while files are read back. */
    private @Nullable GroupTable restored;

    /** Places that may be given to rows. */
    private GroupList free = new GroupList();

    /** Places of rows that are gone since the end of the last batch. */
    private GroupList gone = new GroupList();

    private long heldCount;
    private long createdCount;
    private long evictedCount;
    private long removedCount;

    HeldRows(StateLayout layout) {
        this.layout = layout;
        addSegment(0);
    }

    private GroupSegment addSegment(int capacity) {
        GroupSegment added = new GroupSegment(layout.keyLeaves(), layout.storedBuffers(), layout::hash, true, capacity);
        segments.add(added);
        return added;
    }

    /** How many places there are, empty ones included; their numbers are below. */
    int placeCount() {
        return (segments.size() - 1) * SEGMENT_ROWS + segments.getLast().groupCount();
    }

    long count() {
        return heldCount;
    }

    /** As {@link #count}, found by looking at all places. */
    long counted() {
        long counted = 0;
        for (GroupSegment segment : segments) {
            counted += ExpiryNotes.held(segment).length;
        }
        return counted;
    }

    EntryCounts entryCounts() {
        return new EntryCounts(createdCount, evictedCount, removedCount);
    }

    long changedCount() {
        return segments.stream().mapToLong(GroupSegment::changedCount).sum();
    }

    private GroupSegment segmentOf(int place) {
        return segments.get(place >>> GroupTable.SEGMENT_BITS);
    }

    int inSegment(int place) {
        return place & IN_SEGMENT;
    }

    private MutableLongVector expiries(int place) {
        return (MutableLongVector) segmentOf(place).buffers()[0];
    }

    long expiry(int place) {
        return expiries(place).values()[inSegment(place)];
    }

    /** The last part of the key of a row. */
    long number(int place) {
        int last = layout.keyLeaves().size() - 1;
        return ((MutableLongVector) segmentOf(place).key(last)).values()[inSegment(place)];
    }

    /** A buffer column, counted after the expiry, of a row that is at {@link #inSegment} there. */
    MutableVector buffer(int place, int column) {
        return segmentOf(place).buffers()[column + 1];
    }

    /**
     * Adds rows.
     *
     * @param keys flat leaf columns in normal form
     * @param values of the buffers after the expiry
     * @return their places
     */
    int[] add(Vector[] keys, long[] expiries, Vector[] values, int rowCount) {
        endRestoring();
        int[] places = new int[rowCount];
        put(keys, expiries, values, rowCount, places);
        createdCount += rowCount;
        return places;
    }

    private void put(Vector[] keys, long[] expiries, Vector[] values, int rowCount, int[] places) {
        takePlaces(places, rowCount);
        Vector[] buffers = new Vector[values.length + 1];
        buffers[0] = new LongVector(AtomicType.TIMESTAMP, expiries, null);
        System.arraycopy(values, 0, buffers, 1, values.length);
        GroupsBySegment split = GroupsBySegment.of(places, rowCount, GroupTable.SEGMENT_BITS);
        for (int index = 0; index < split.count(); index++) {
            boolean isWhole = split.isWhole();
            segments.get(split.segment(index))
                    .put(
                            split.groups(index),
                            split.rowCount(index),
                            isWhole ? keys : Gather.of(keys, split.rows(index)),
                            isWhole ? buffers : Gather.of(buffers, split.rows(index)));
        }
        for (int row = 0; row < rowCount; row++) {
            notes.note(places[row], expiries[row]);
        }
        heldCount += rowCount;
    }

    /** Those that are free first, then new ones. */
    private void takePlaces(int[] places, int count) {
        int taken = Math.min(count, free.count());
        free.removeLast(taken, places);
        while (taken < count) {
            GroupSegment tail = segments.getLast();
            if (tail.groupCount() == SEGMENT_ROWS) {
                tail = addSegment(SEGMENT_ROWS);
            } else if (tail.groupCount() == tail.capacity()) {
                tail.grow(SEGMENT_ROWS);
            }
            int first = placeCount();
            int made = Math.min(count - taken, tail.capacity() - tail.groupCount());
            tail.add(made);
            for (int index = 0; index < made; index++) {
                places[taken++] = first + index;
            }
        }
    }

    /** From here on rows are not found by their keys, and the places of those that are gone are free. */
    private void endRestoring() {
        if (restored != null) {
            restored = null;
            for (int place = 0; place < placeCount(); place++) {
                if (expiry(place) == ExpiryNotes.GONE) {
                    free.add(place);
                }
            }
        }
    }

    /** Takes away a row that is there; the caller marks it as changed. */
    void remove(int place) {
        endRestoring();
        take(place);
        removedCount++;
    }

    private void take(int place) {
        expiries(place).values()[inSegment(place)] = ExpiryNotes.GONE;
        heldCount--;
        if (restored == null) {
            gone.add(place);
        }
    }

    void markChanged(int[] places, int count) {
        GroupsBySegment split = GroupsBySegment.of(places, count, GroupTable.SEGMENT_BITS);
        for (int index = 0; index < split.count(); index++) {
            segments.get(split.segment(index)).markChanged(split.groups(index), split.rowCount(index));
        }
    }

    /** Hands over rows by their segments, beside the numbers that stand at their places. */
    void forEachSegment(int[] numbers, int[] places, int count, StateTable.Found action) {
        GroupsBySegment.forEach(
                segments,
                GroupTable.SEGMENT_BITS,
                numbers,
                places,
                count,
                (segment, some, within) -> action.accept(some, new GroupRows(segment, within, layout)));
    }

    void forEach(Consumer<GroupRows> action) {
        for (GroupSegment segment : segments) {
            GroupRows.forEachPortion(segment, ExpiryNotes.held(segment), layout, action);
        }
    }

    long nextExpiry() {
        return notes.next();
    }

    /**
     * Takes away the rows that expire at or before {@code upToMicros}.
     *
     * @param action is handed the rows first
     * @param leaving is handed their places
     */
    void evict(long upToMicros, Consumer<GroupRows> action, Consumer<int[]> leaving) {
        notes.close(upToMicros, closed -> {
            GroupsBySegment.forEach(
                    segments,
                    GroupTable.SEGMENT_BITS,
                    closed,
                    closed,
                    closed.length,
                    (segment, ignored, within) -> GroupRows.forEachPortion(segment, within, layout, action));
            leaving.accept(closed);
            for (int place : closed) {
                take(place);
            }
            evictedCount += closed.length;
        });
    }

    /** Puts rows of a state file in place of those with their keys; only before any is added. */
    void restore(Batch stored, long[] hashes) {
        GroupTable table = restored;
        if (table == null) {
            if (placeCount() > 0) {
                throw new IllegalStateException("rows were added before others were read back");
            }
            table = GroupTable.inSegments(layout.keyLeaves(), layout.storedBuffers(), layout::hash);
            restored = table;
        }
        int rowCount = stored.rowCount();
        int keyCount = layout.keyLeaves().size();
        Vector[] keys = Arrays.copyOf(stored.vectors(), keyCount);
        Vector[] values = Arrays.copyOfRange(stored.vectors(), keyCount, stored.vectors().length);
        int known = table.groupCount();
        int[] places = new int[rowCount];
        table.lookUp(keys, hashes, rowCount, places, new int[rowCount]);
        segments = new ArrayList<>(table.segments());
        for (int place = known; place < table.groupCount(); place++) {
            expiries(place).values()[inSegment(place)] = ExpiryNotes.GONE;
        }
        long[] expiries = ((LongVector) values[0]).values();
        for (int row = 0; row < rowCount; row++) {
            long before = expiry(places[row]);
            heldCount += (expiries[row] == ExpiryNotes.GONE ? 0 : 1) - (before == ExpiryNotes.GONE ? 0 : 1);
            notes.move(places[row], before, expiries[row]);
            expiries(places[row]).values()[inSegment(places[row])] = expiries[row];
        }
        table.apply(places, rowCount, values, GroupCopies::put);
    }

    void endBatch() {
        segments.forEach(GroupSegment::clearChanges);
        gone.sort();
        free.addAll(gone);
        gone.clear();
    }

    /** Whether most places are empty and many. */
    boolean isSparse() {
        return placeCount() > KEPT_PLACES && placeCount() > 8 * heldCount;
    }

    /** Gives rows other places, so that none is empty. */
    void compact() {
        List<GroupSegment> old = segments;
        segments = new ArrayList<>();
        restored = null;
        addSegment(0);
        notes.clear();
        free = new GroupList();
        gone = new GroupList();
        heldCount = 0;
        for (GroupSegment segment : old) {
            GroupRows.forEachPortion(segment, ExpiryNotes.held(segment), layout, rows -> {
                Vector[] buffers = rows.buffers();
                long[] expiries = ((LongVector) buffers[0]).values();
                Vector[] values = Arrays.copyOfRange(buffers, 1, buffers.length);
                put(rows.keys(), expiries, values, rows.count(), new int[rows.count()]);
            });
        }
        segments.forEach(GroupSegment::clearChanges);
    }

    List<GroupSegment> segments() {
        return segments;
    }

    /** Bytes of heap. */
    long sizeInBytes() {
        long bytes = notes.sizeInBytes() + free.sizeInBytes() + gone.sizeInBytes();
        for (GroupSegment segment : segments) {
            bytes += segment.sizeInBytes();
        }
        return bytes;
    }
}
