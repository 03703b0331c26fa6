package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one partition of one operator. Those of a key neither overlap nor touch. Not thread-safe.
 *
 * <p>A session is a group under its key and its start, which expires at its end; an index, made from the groups when it is
 * needed, knows the sessions of each key. Rows are sorted by key and start, and merged with the sessions of their key in one
 * pass over both:
 *
 * <pre>
 * held      [----)            [-----)
 * rows           [---)   [---)     [--)   =>   [--------)   [-----------)
 * </pre>
 *
 * A merged session lives on under its start, in the place of the held session that has it or in a new one; the other held
 * sessions are absorbed.
 */
public final class SessionTable implements PartitionState {
    private final StructType keyLeaves;
    private final MovingExpiryTable sessions;
    private @Nullable SessionIndex index;
    private int indexedAt;

    // Of the batch at hand.
    private final BitSet touchedKeys = new BitSet();
    private final BitSet newSessions = new BitSet();
    private long absorbedCount;

    SessionTable(StateLayout layout) {
        this.keyLeaves = new StructType(
                layout.keyLeaves().fields().subList(0, layout.keyLeaves().size() - 1));
        this.sessions = new MovingExpiryTable(layout);
    }

    private SessionIndex index() {
        SessionIndex known = index;
        if (known == null || indexedAt != sessions.timesRemade()) {
            known = new SessionIndex(keyLeaves);
            index = known;
            indexedAt = sessions.timesRemade();
            int first = 0;
            for (GroupSegment segment : sessions.segments()) {
                indexAll(segment, first, known);
                first += segment.groupCount();
            }
        }
        return known;
    }

    private void indexAll(GroupSegment segment, int first, SessionIndex into) {
        int count = segment.groupCount();
        Vector[] columns = segment.keys(segment.all(), count);
        Vector[] keys = Arrays.copyOf(columns, columns.length - 1);
        long[] starts = ((LongVector) columns[columns.length - 1]).values();
        long[] hashes = new long[count];
        KeyHash.hash(keys, count, hashes);
        int[] numbers = into.keyNumbers(keys, hashes, count);
        for (int group = 0; group < count; group++) {
            if (sessions.expiry(first + group) != ExpiryNotes.GONE) {
                into.link(numbers[group], first + group, starts[group]);
            }
        }
    }

    /**
     * Merges rows into the sessions of their keys, each a session of its own.
     *
     * @param keys flat leaf columns in normal form
     * @param hashes of the keys
     * @param partials what {@code update} is given, for rows and for sessions that are absorbed
     */
    public void merge(
            Vector[] keys,
            long[] hashes,
            long[] starts,
            long[] ends,
            int rowCount,
            Vector[] partials,
            StateTable.GroupUpdate update) {
        if (rowCount == 0) {
            return;
        }
        SessionIndex known = index();
        int[] keyNumbers = known.keyNumbers(keys, hashes, rowCount);
        Merged merged = new Merged(rowCount);
        int[] order = SessionOrder.of(keyNumbers, starts, rowCount);
        for (int from = 0; from < rowCount; ) {
            int key = keyNumbers[order[from]];
            int to = from + 1;
            while (to < rowCount && keyNumbers[order[to]] == key) {
                to++;
            }
            touchedKeys.set(key);
            merged.add(order, from, to, starts, ends, known, known.collect(key, sessions));
            from = to;
        }
        int[] groups = groups(keys, hashes, merged);
        for (int session = 0; session < merged.count; session++) {
            known.link(keyNumbers[merged.firstRows[session]], groups[session], merged.starts[session]);
        }
        absorb(merged, groups, update);
        int[] groupOfRow = Gather.of(groups, merged.sessionOfRow);
        sessions.apply(groupOfRow, rowCount, partials, update);
    }

    /** The sessions that rows are part of, and the held sessions that are part of these. */
    private final class Merged {
        private final int[] sessionOfRow;
        private final int[] firstRows;
        private final long[] starts;
        private final long[] ends;
        private int count;
        private int[] absorbed = new int[4];
        private int[] absorbedBy = new int[4];
        private int absorbedCount;

        private Merged(int rowCount) {
            this.sessionOfRow = new int[rowCount];
            this.firstRows = new int[rowCount];
            this.starts = new long[rowCount];
            this.ends = new long[rowCount];
        }

        /** The rows {@code order[from..to)} of one key, by their start, and the {@code heldCount} sessions it has. */
        private void add(
                int[] order, int from, int to, long[] rowStarts, long[] rowEnds, SessionIndex known, int heldCount) {
            int next = from;
            int held = 0;
            while (next < to) {
                long start = rowStarts[order[next]];
                long end = start;
                while (held < heldCount && sessions.expiry(known.found(held)) < start) {
                    held++;
                }
                firstRows[count] = order[next];
                boolean grows = true;
                while (grows) {
                    if (next < to && rowStarts[order[next]] <= end) {
                        sessionOfRow[order[next]] = count;
                        end = Math.max(end, rowEnds[order[next++]]);
                    } else if (held < heldCount && known.start(known.found(held)) <= end) {
                        int group = known.found(held++);
                        start = Math.min(start, known.start(group));
                        end = Math.max(end, sessions.expiry(group));
                        absorbs(group);
                    } else {
                        grows = false;
                    }
                }
                starts[count] = start;
                ends[count++] = end;
            }
        }

        private void absorbs(int group) {
            if (absorbedCount == absorbed.length) {
                absorbed = Arrays.copyOf(absorbed, 2 * absorbedCount);
                absorbedBy = Arrays.copyOf(absorbedBy, 2 * absorbedCount);
            }
            absorbed[absorbedCount] = group;
            absorbedBy[absorbedCount++] = count;
        }
    }

    /** The group of each merged session: that of the held session with its start, or a new one. */
    private int[] groups(Vector[] keys, long[] hashes, Merged merged) {
        int count = merged.count;
        int[] rows = Arrays.copyOf(merged.firstRows, count);
        Vector[] ofKeys = Gather.of(keys, rows);
        Vector[] columns = Arrays.copyOf(ofKeys, ofKeys.length + 1);
        columns[ofKeys.length] = new LongVector(AtomicType.TIMESTAMP, Arrays.copyOf(merged.starts, count), null);
        long[] withStarts = new long[count];
        KeyHash.hashWithinGroup(Gather.of(hashes, rows), merged.starts, 0, count, withStarts);
        int places = sessions.placeCount();
        int[] groups = sessions.lookUp(columns, withStarts, count);
        for (int session = 0; session < count; session++) {
            if (sessions.expiry(groups[session]) == ExpiryNotes.GONE) {
                newSessions.set(groups[session]);
                if (groups[session] < places) {
                    sessions.clearBuffers(groups[session]);
                }
                sessions.create(groups[session], merged.ends[session]);
            } else {
                sessions.setExpiry(groups[session], merged.ends[session]);
            }
        }
        return groups;
    }

    private void absorb(Merged merged, int[] groups, StateTable.GroupUpdate update) {
        int[] gone = new int[merged.absorbedCount];
        int[] into = new int[merged.absorbedCount];
        int count = 0;
        for (int session = 0; session < merged.absorbedCount; session++) {
            int group = groups[merged.absorbedBy[session]];
            if (merged.absorbed[session] != group) {
                gone[count] = merged.absorbed[session];
                into[count++] = group;
                absorbedCount += newSessions.get(merged.absorbed[session]) ? 0 : 1;
            }
        }
        if (count > 0) {
            sessions.absorb(gone, into, count, update);
        }
    }

    /** How many sessions the keys have that rows of this batch had. */
    public long touchedCount() {
        SessionIndex known = index();
        return touchedKeys.stream()
                .mapToLong(key -> known.collect(key, sessions))
                .sum();
    }

    /** How many sessions, held before this batch, it has made parts of others. */
    public long absorbedCount() {
        return absorbedCount;
    }

    @Override
    public void forEachHeld(Consumer<GroupRows> action) {
        sessions.forEachGroup(action);
    }

    /** Hands over all sessions. */
    public void forEachSession(Consumer<GroupRows> action) {
        sessions.forEachGroup(action);
    }

    @Override
    public long nextExpiry() {
        return sessions.nextExpiry();
    }

    @Override
    public long groupCount() {
        return sessions.groupCount();
    }

    @Override
    public long heldCount() {
        return sessions.heldCount();
    }

    @Override
    public EntryCounts entryCounts() {
        return sessions.entryCounts();
    }

    @Override
    public long changedCount() {
        return sessions.changedCount();
    }

    @Override
    public long evict(long upToMicros, Consumer<GroupRows> action) {
        return sessions.evict(upToMicros, action);
    }

    @Override
    public void restore(Batch stored, long[] hashes) {
        sessions.restore(stored, hashes);
        index = null;
    }

    @Override
    public void endBatch() {
        sessions.endBatch();
        touchedKeys.clear();
        newSessions.clear();
        absorbedCount = 0;
    }

    @Override
    public void forgetGone() {
        sessions.forgetGone();
    }

    @Override
    public long sizeInBytes() {
        return sessions.sizeInBytes() + (index == null ? 0 : index.sizeInBytes());
    }

    @Override
    public List<GroupSegment> segments() {
        return sessions.segments();
    }
}
