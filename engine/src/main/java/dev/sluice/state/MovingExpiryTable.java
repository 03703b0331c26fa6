package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The keyed state of one partition of one operator whose groups expire at a moment that is no part of their key and may
 * change. Updated in place. Not thread-safe.
 *
 * <p>All groups lie in one table, so that a key is found whatever its expiry; the first buffer is the expiry. A group that is
 * gone keeps its place, under an expiry that says so, until more than half are gone: then the table is made anew.
 */
public final class MovingExpiryTable implements PartitionState {
    /** So many places of groups that are gone are always kept. */
    private static final int KEPT_GONE = 1 << 10;

    private final StateLayout layout;
    private final ExpiryNotes notes = new ExpiryNotes(this::expiry);
    private GroupTable table;
    private int goneCount;
    private int timesRemade;
    private long createdCount;
    private long evictedCount;
    private long removedCount;

    MovingExpiryTable(StateLayout layout) {
        this.layout = layout;
        this.table = newTable();
    }

    private GroupTable newTable() {
        return GroupTable.inSegments(layout.keyLeaves(), layout.storedBuffers(), layout::hash);
    }

    @Override
    public long groupCount() {
        return table.groupCount() - (long) goneCount;
    }

    /** In tests the entries are counted, which takes longer the more there are: elsewhere those that are noted as gone are believed. */
    @Override
    public long heldCount() {
        if (!MovingExpiryTable.class.desiredAssertionStatus()) {
            return groupCount();
        }
        long held = 0;
        for (GroupSegment segment : table.segments()) {
            held += ExpiryNotes.held(segment).length;
        }
        return held;
    }

    @Override
    public EntryCounts entryCounts() {
        return new EntryCounts(createdCount, evictedCount, removedCount);
    }

    @Override
    public long changedCount() {
        return table.changedCount();
    }

    /**
     * Makes the groups of keys that are not there; the others stay as they are.
     *
     * @param keys flat leaf columns in normal form
     * @param expiries of the groups that are made
     * @param firstRows filled with the first row of each group that is made, ascending
     * @return how many those are
     */
    public int insert(Vector[] keys, long[] hashes, long[] expiries, int rowCount, int[] firstRows) {
        int[] groups = lookUp(keys, hashes, rowCount);
        int[] made = new int[rowCount];
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            if (expiry(groups[row]) == ExpiryNotes.GONE) {
                setExpiry(groups[row], expiries[row]);
                made[count] = groups[row];
                firstRows[count++] = row;
            }
        }
        table.markChanged(made, count);
        createdCount += count;
        return count;
    }

    /** Makes a group at a place that {@link #lookUp} found, which is gone as yet. */
    void create(int group, long expiry) {
        setExpiry(group, expiry);
        createdCount++;
    }

    /** The group of each row; one that is new is gone as yet. */
    int[] lookUp(Vector[] keys, long[] hashes, int rowCount) {
        int before = table.groupCount();
        int[] groups = new int[rowCount];
        table.lookUp(keys, hashes, rowCount, groups, new int[rowCount]);
        for (int group = before; group < table.groupCount(); group++) {
            putExpiry(group, ExpiryNotes.GONE);
        }
        goneCount += table.groupCount() - before;
        return groups;
    }

    private MutableLongVector expiries(int group) {
        return (MutableLongVector) table.segmentOf(group).buffers()[0];
    }

    long expiry(int group) {
        return expiries(group).values()[table.inSegment(group)];
    }

    private void putExpiry(int group, long expiry) {
        MutableLongVector expiries = expiries(group);
        int position = table.inSegment(group);
        expiries.values()[position] = expiry;
        expiries.setPresence(position, true);
    }

    void setExpiry(int group, long expiry) {
        long before = expiry(group);
        if (before == expiry) {
            return;
        }
        putExpiry(group, expiry);
        goneCount += (expiry == ExpiryNotes.GONE ? 1 : 0) - (before == ExpiryNotes.GONE ? 1 : 0);
        notes.move(group, before, expiry);
    }

    /** How many places there are, those of groups that are gone included: the numbers of groups are below. */
    int placeCount() {
        return table.groupCount();
    }

    /** Changes when groups get other numbers. */
    int timesRemade() {
        return timesRemade;
    }

    /** Makes the buffers of a group zero and null, as those of a new one. */
    void clearBuffers(int group) {
        MutableVector[] buffers = table.segmentOf(group).buffers();
        for (int column = 1; column < buffers.length; column++) {
            buffers[column].set(table.inSegment(group), Vectors.emptySlots(buffers[column].type(), 1, new long[1]), 0);
        }
    }

    /** Applies rows to groups known by their numbers; their buffers are handed over without the expiry. */
    void apply(int[] groups, int rowCount, Vector[] values, StateTable.GroupUpdate update) {
        table.apply(
                groups,
                rowCount,
                values,
                (within, part, count, buffers) ->
                        update.apply(within, part, count, Arrays.copyOfRange(buffers, 1, buffers.length)));
    }

    /** Applies what groups hold to others, and takes them away. */
    void absorb(int[] absorbed, int[] into, int count, StateTable.GroupUpdate update) {
        int[] rows = IntStream.range(0, count).toArray();
        table.forEachSegment(rows, absorbed, count, (segment, ofRows, within) -> {
            Vector[] held = segment.buffers(within, within.length);
            Vector[] values = new Vector[held.length - 1];
            for (int column = 0; column < values.length; column++) {
                values[column] = Vectors.copy(held[column + 1], within.length);
            }
            apply(Gather.of(into, ofRows), within.length, values, update);
        });
        for (int index = 0; index < count; index++) {
            setExpiry(absorbed[index], ExpiryNotes.GONE);
        }
        removedCount += count;
        table.markChanged(absorbed, count);
    }

    @Override
    public void forEachHeld(Consumer<GroupRows> action) {
        forEachGroup(action);
    }

    /** Hands over all groups. */
    void forEachGroup(Consumer<GroupRows> action) {
        for (GroupSegment segment : table.segments()) {
            GroupRows.forEachPortion(segment, ExpiryNotes.held(segment), layout, action);
        }
    }

    @Override
    public long nextExpiry() {
        return notes.next();
    }

    @Override
    public long evict(long upToMicros, Consumer<GroupRows> action) {
        long before = groupCount();
        notes.close(upToMicros, closed -> {
            table.forEachSegment(
                    closed,
                    closed,
                    closed.length,
                    (segment, ignored, within) -> GroupRows.forEachPortion(segment, within, layout, action));
            for (int group : closed) {
                setExpiry(group, ExpiryNotes.GONE);
            }
            evictedCount += closed.length;
        });
        return before - groupCount();
    }

    @Override
    public void restore(Batch stored, long[] hashes) {
        int rowCount = stored.rowCount();
        int keyCount = layout.keyLeaves().size();
        Vector[] keys = Arrays.copyOf(stored.vectors(), keyCount);
        Vector[] values = Arrays.copyOfRange(stored.vectors(), keyCount, stored.vectors().length);
        int[] groups = lookUp(keys, hashes, rowCount);
        long[] expiries = ((LongVector) values[0]).values();
        for (int row = 0; row < rowCount; row++) {
            setExpiry(groups[row], expiries[row]);
        }
        table.update(keys, hashes, rowCount, values, GroupCopies::put);
    }

    @Override
    public void endBatch() {
        table.clearChanges();
        if (goneCount > KEPT_GONE && goneCount > table.groupCount() / 2) {
            forgetGone();
        }
    }

    @Override
    public void forgetGone() {
        GroupTable old = table;
        table = newTable();
        for (GroupSegment segment : old.segments()) {
            GroupCopies.copy(segment, ExpiryNotes.held(segment), table);
        }
        table.clearChanges();
        goneCount = 0;
        timesRemade++;
        notes.clear();
        for (int group = 0; group < table.groupCount(); group++) {
            notes.note(group, expiry(group));
        }
    }

    @Override
    public long sizeInBytes() {
        return table.sizeInBytes() + notes.sizeInBytes();
    }

    @Override
    public List<GroupSegment> segments() {
        return table.segments();
    }
}
