package dev.sluice.state;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Gather;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keyed state of one partition of one operator, updated in place. Not thread-safe.
 *
 * <p>Groups that expire by event time lie in {@linkplain ExpiryBuckets buckets}, each a table of its own. Closing windows
 * drops whole buckets and looks into one, so its cost follows what is closed, not what is held.
 */
public final class StateTable implements PartitionState {
    private static final int EMIT_ROWS = Batch.DEFAULT_ROWS;

    /** Groups of many keys that are handed over at once. */
    private static final int PORTION_GROUPS = 1 << 16;

    private static final long NEVER = Long.MAX_VALUE;

    private final StateLayout layout;
    private final ExpiryBuckets<GroupTable> buckets = new ExpiryBuckets<>(this::newTable, GroupCopies::merged);
    private final @Nullable LiveWindows windows;
    private final LookupArrays arrays = new LookupArrays();
    private long groupCount;
    private long createdCount;
    private long evictedCount;

    /** The least expiry of all groups, if it is known. */
    private long earliestExpiry = NEVER;

    private boolean knowsEarliest = true;

    /** Applies rows to the groups they belong to. */
    @FunctionalInterface
    public interface GroupUpdate {
        /** @param groups a group number for each row of the values */
        void apply(int[] groups, Vector[] values, int rowCount, MutableVector[] buffers);
    }

    public StateTable(StateLayout layout) {
        this.layout = layout;
        this.windows = layout.panes() == null ? null : new LiveWindows(layout, layout.panes(), buckets);
    }

    @Override
    public long groupCount() {
        return groupCount;
    }

    @Override
    public long heldCount() {
        long held = 0;
        for (GroupTable table : buckets.byNumber().values()) {
            held += table.groupCount();
        }
        return held;
    }

    @Override
    public EntryCounts entryCounts() {
        return new EntryCounts(createdCount, evictedCount, 0);
    }

    /** Where groups are panes, how many windows they are part of that are not closed; else the number of groups. */
    public long windowCount() {
        return windows == null ? groupCount : windows.total();
    }

    /** Looks at the groups of one bucket at most, and only after some were evicted. */
    @Override
    public long nextExpiry() {
        if (windows != null) {
            return windows.firstEnd();
        }
        if (!knowsEarliest) {
            earliestExpiry = NEVER;
            Map.Entry<Long, GroupTable> first = buckets.byNumber().firstEntry();
            if (first != null) {
                for (GroupSegment segment : first.getValue().segments()) {
                    noteExpiries(expiries(segment), segment.groupCount());
                }
            }
            knowsEarliest = true;
        }
        return earliestExpiry;
    }

    /** Groups of later buckets do not expire before one that is known. */
    private void noteExpiriesOf(long bucket, long[] expiries, int rowCount) {
        if (layout.expires() && knowsEarliest && bucket <= buckets.numberOf(earliestExpiry)) {
            noteExpiries(expiries, rowCount);
        }
    }

    private void noteExpiries(long[] expiries, int count) {
        long earliest = earliestExpiry;
        for (int index = 0; index < count; index++) {
            earliest = Math.min(earliest, expiries[index]);
        }
        earliestExpiry = earliest;
    }

    /** Closes the windows that end by this moment and says how many of them there were; 0 unless groups are panes. */
    public long closeWindows(long upToMicros) {
        if (windows == null) {
            return 0;
        }
        windows.total();
        return windows.close(upToMicros);
    }

    /**
     * Finds or makes the group of each row and applies the rows to them.
     *
     * @param keys flat leaf columns in normal form
     * @param hashes of the keys
     * @param expiries of the keys, ignored where the layout has none
     * @param values what {@code update} is given
     */
    public void update(
            Vector[] keys, long[] hashes, long[] expiries, int rowCount, Vector[] values, GroupUpdate update) {
        if (rowCount == 0) {
            return;
        }
        RowsByBucket split = byBucket(expiries, rowCount);
        if (split.isOne()) {
            updateBucket(split.numbers()[0], keys, hashes, expiries, rowCount, values, update);
        } else {
            for (int bucket = 0; bucket < split.numbers().length; bucket++) {
                int[] part = split.rowsOf(bucket);
                updateBucket(
                        split.numbers()[bucket],
                        Gather.of(keys, part),
                        Gather.of(hashes, part),
                        Gather.of(expiries, part),
                        part.length,
                        Gather.of(values, part),
                        update);
            }
        }
        buckets.limit();
    }

    /**
     * Makes the groups of keys that are not there; the others count as untouched.
     *
     * @param expiries as in {@link #update}
     * @param firstRows filled with the first row of each group that is made, ascending
     * @return how many those are
     */
    public int insert(Vector[] keys, long[] hashes, long[] expiries, int rowCount, int[] firstRows) {
        if (rowCount == 0) {
            return 0;
        }
        int count = 0;
        RowsByBucket split = byBucket(expiries, rowCount);
        if (split.isOne()) {
            count = insert(split.numbers()[0], keys, hashes, expiries, rowCount, firstRows);
        } else {
            int[] created = new int[rowCount];
            for (int bucket = 0; bucket < split.numbers().length; bucket++) {
                int[] part = split.rowsOf(bucket);
                int made = insert(
                        split.numbers()[bucket],
                        Gather.of(keys, part),
                        Gather.of(hashes, part),
                        Gather.of(expiries, part),
                        part.length,
                        created);
                for (int index = 0; index < made; index++) {
                    firstRows[count++] = part[created[index]];
                }
            }
            Arrays.sort(firstRows, 0, count);
        }
        buckets.limit();
        return count;
    }

    private int insert(long bucket, Vector[] keys, long[] hashes, long[] expiries, int rowCount, int[] firstRows) {
        GroupTable table = buckets.getOrMake(bucket);
        int made = table.insert(withExpiry(keys, expiries), hashes, rowCount, firstRows, arrays);
        noteExpiriesOf(bucket, expiries, rowCount);
        groupCount += made;
        createdCount += made;
        return made;
    }

    private RowsByBucket byBucket(long[] expiries, int rowCount) {
        return layout.expires() ? RowsByBucket.of(buckets, expiries, rowCount) : RowsByBucket.inOne();
    }

    /** Takes groups that were found, and the numbers of the rows that asked for them. */
    @FunctionalInterface
    public interface Found {
        void accept(int[] rows, GroupRows groups);
    }

    /** Looks up rows {@code [from, to)} of keys, those that stand together and lie in one bucket at once. */
    public void find(Vector[] keys, long[] hashes, long[] expiries, int from, int to, Found action) {
        Vector[] columns = withExpiry(keys, expiries);
        int[] rows = new int[to - from];
        int[] groups = new int[to - from];
        for (int start = from; start < to; ) {
            long bucket = bucketOf(expiries, start);
            int end = start + 1;
            while (end < to && bucketOf(expiries, end) == bucket) {
                end++;
            }
            GroupTable table = buckets.byNumber().get(bucket);
            int count = table == null ? 0 : table.find(columns, hashes, start, end, rows, groups);
            if (table != null) {
                table.forEachSegment(
                        rows,
                        groups,
                        count,
                        (segment, ofRows, found) -> action.accept(ofRows, new GroupRows(segment, found, layout)));
            }
            start = end;
        }
    }

    /** Whether any group could be there that expires at this moment. */
    public boolean mayHold(long expiryMicros) {
        return buckets.byNumber().containsKey(layout.expires() ? buckets.numberOf(expiryMicros) : 0L);
    }

    private long bucketOf(long[] expiries, int row) {
        return layout.expires() ? buckets.numberOf(expiries[row]) : 0;
    }

    private void updateBucket(
            long bucket,
            Vector[] keys,
            long[] hashes,
            long[] expiries,
            int rowCount,
            Vector[] values,
            GroupUpdate update) {
        GroupTable table = buckets.getOrMake(bucket);
        int before = table.groupCount();
        table.update(withExpiry(keys, expiries), hashes, rowCount, values, update, arrays);
        noteExpiriesOf(bucket, expiries, rowCount);
        groupCount += table.groupCount() - before;
        createdCount += table.groupCount() - before;
        if (windows != null && table.groupCount() > before) {
            windows.opened(bucket, before);
        }
    }

    /** The expiry is a function of the key, so it may stand among the key columns. */
    private Vector[] withExpiry(Vector[] keys, long[] expiries) {
        if (!layout.expires()) {
            return keys;
        }
        Vector[] all = new Vector[keys.length + 1];
        all[0] = new LongVector(AtomicType.TIMESTAMP, expiries, null);
        System.arraycopy(keys, 0, all, 1, keys.length);
        return all;
    }

    private GroupTable newTable() {
        StructType rowSchema = layout.rowSchema();
        int keyColumns = layout.firstBuffer();
        return GroupTable.inSegments(
                new StructType(rowSchema.fields().subList(0, keyColumns)),
                new StructType(rowSchema.fields().subList(keyColumns, rowSchema.size())),
                (columns, rowCount, hashes) ->
                        layout.hash(Arrays.copyOfRange(columns, layout.firstKey(), columns.length), rowCount, hashes));
    }

    /** Hands over the groups changed since {@link #endBatch} or {@link #endTurn}, as rows of keys and buffers. */
    public void forEachChanged(Consumer<GroupRows> action) {
        for (GroupSegment segment : segments()) {
            emit(segment, segment.changed(), segment.changedCount(), action);
        }
    }

    @Override
    public void forEachHeld(Consumer<GroupRows> action) {
        forEachGroup(action);
    }

    /** Hands over all groups. */
    public void forEachGroup(Consumer<GroupRows> action) {
        segments().forEach(segment -> emitAll(segment, action));
    }

    /**
     * Hands over the groups changed since {@link #endBatch} or {@link #endTurn} in portions that each hold all of them of some keys, where groups
     * are panes, whatever their pane.
     */
    public void forEachChangedByKey(Consumer<List<GroupRows>> action) {
        KeyGroupSorter sorter = new KeyGroupSorter();
        byKey(segments().stream().map(sorter::sortChanged).toList(), action);
    }

    /** As {@link #forEachChangedByKey}, the groups that expire at or before {@code upToMicros}; all if they never do. */
    public void forEachExpiringByKey(long upToMicros, Consumer<List<GroupRows>> action) {
        KeyGroupSorter sorter = new KeyGroupSorter();
        List<KeyGroupOrder> orders = new ArrayList<>();
        buckets.byNumber().forEach((bucket, table) -> {
            if (!layout.expires() || buckets.lastExpiry(bucket) <= upToMicros) {
                table.segments().forEach(segment -> orders.add(sorter.sort(segment, null, segment.groupCount())));
            } else if (bucket <= buckets.numberOf(upToMicros)) {
                for (GroupSegment segment : table.segments()) {
                    long[] expiries = expiries(segment);
                    int[] expiring = IntStream.range(0, expiries.length)
                            .filter(group -> expiries[group] <= upToMicros)
                            .toArray();
                    orders.add(sorter.sort(segment, expiring, expiring.length));
                }
            }
        });
        byKey(orders, action);
    }

    private void byKey(List<KeyGroupOrder> orders, Consumer<List<GroupRows>> action) {
        List<GroupRows> portion = new ArrayList<>();
        int size = 0;
        int first = 0;
        for (int keyGroup = 0; keyGroup < KeyHash.KEY_GROUPS; keyGroup++) {
            // Without an iterator for each of the key groups, most of which are empty in a small batch.
            for (int index = 0; index < orders.size(); index++) {
                size += orders.get(index).count(keyGroup);
            }
            if (size >= PORTION_GROUPS || keyGroup == KeyHash.KEY_GROUPS - 1) {
                for (KeyGroupOrder groups : orders) {
                    int[] part = Arrays.copyOfRange(groups.order(), groups.start(first), groups.ends()[keyGroup]);
                    emit(groups.segment(), part, part.length, portion::add);
                }
                if (!portion.isEmpty()) {
                    action.accept(portion);
                }
                portion = new ArrayList<>();
                size = 0;
                first = keyGroup + 1;
            }
        }
    }

    private static long[] expiries(GroupSegment segment) {
        return ((LongVector) segment.keys(segment.all(), segment.groupCount())[0]).values();
    }

    @Override
    public long evict(long upToMicros, Consumer<GroupRows> action) {
        if (!layout.expires()) {
            return 0;
        }
        if (windows != null) {
            windows.close(upToMicros);
        }
        long before = groupCount;
        long last = buckets.numberOf(upToMicros);
        while (!buckets.byNumber().isEmpty() && buckets.byNumber().firstKey() <= last) {
            Map.Entry<Long, GroupTable> first = Objects.requireNonNull(buckets.removeFirst());
            long bucket = first.getKey();
            GroupTable table = first.getValue();
            groupCount -= table.groupCount();
            long lastExpiry = buckets.lastExpiry(bucket);
            if (lastExpiry <= upToMicros) {
                table.segments().forEach(segment -> emitAll(segment, action));
            } else {
                splitBoundary(bucket, table, upToMicros, action);
                break;
            }
        }
        knowsEarliest &= before == groupCount;
        evictedCount += before - groupCount;
        return before - groupCount;
    }

    /** The watermark stands inside this bucket: what it has passed goes, the rest moves to a table of its own. */
    private void splitBoundary(long bucket, GroupTable table, long upToMicros, Consumer<GroupRows> action) {
        List<int[]> open = new ArrayList<>();
        int openCount = 0;
        for (GroupSegment segment : table.segments()) {
            long[] expiries = expiries(segment);
            int[] stillOpen = IntStream.range(0, expiries.length)
                    .filter(group -> expiries[group] > upToMicros)
                    .toArray();
            open.add(stillOpen);
            openCount += stillOpen.length;
        }
        if (openCount == table.groupCount()) {
            buckets.put(bucket, table);
            groupCount += openCount;
            return;
        }
        for (GroupSegment segment : table.segments()) {
            long[] expiries = expiries(segment);
            int[] closed = IntStream.range(0, expiries.length)
                    .filter(group -> expiries[group] <= upToMicros)
                    .toArray();
            emit(segment, closed, closed.length, action);
        }
        if (openCount > 0) {
            GroupTable rest = newTable();
            GroupCopies.copySome(table, open, rest);
            buckets.put(bucket, rest);
            groupCount += openCount;
        }
    }

    private void emitAll(GroupSegment segment, Consumer<GroupRows> action) {
        emit(segment, segment.all(), segment.groupCount(), action);
    }

    private void emit(GroupSegment segment, int[] groups, int count, Consumer<GroupRows> action) {
        for (int from = 0; from < count; from += EMIT_ROWS) {
            int[] part = Arrays.copyOfRange(groups, from, Math.min(count, from + EMIT_ROWS));
            action.accept(new GroupRows(segment, part, layout));
        }
    }

    @Override
    public void restore(Batch stored, long[] hashes) {
        if (windows != null) {
            windows.restoring();
        }
        int rowCount = stored.rowCount();
        Vector[] keys = Arrays.copyOfRange(stored.vectors(), layout.firstKey(), layout.firstBuffer());
        Vector[] values = Arrays.copyOfRange(stored.vectors(), layout.firstBuffer(), stored.vectors().length);
        long[] expiries = layout.expires() ? ((LongVector) stored.vector(0)).values() : hashes;
        update(keys, hashes, expiries, rowCount, values, GroupCopies::put);
    }

    @Override
    public List<GroupSegment> segments() {
        List<GroupSegment> segments = new ArrayList<>();
        buckets.byNumber().values().forEach(table -> segments.addAll(table.segments()));
        return segments;
    }

    /** How many tables the groups are divided into by their expiry. */
    int bucketCount() {
        return buckets.byNumber().size();
    }

    @Override
    public long changedCount() {
        long changed = 0;
        for (GroupTable table : buckets.byNumber().values()) {
            changed += table.changedCount();
        }
        return changed;
    }

    @Override
    public void endTurn() {
        buckets.byNumber().values().forEach(GroupTable::endTurn);
    }

    @Override
    public void gatherTurns() {
        buckets.byNumber().values().forEach(GroupTable::gatherTurns);
    }

    @Override
    public void endBatch() {
        buckets.byNumber().values().forEach(GroupTable::clearChanges);
    }

    @Override
    public long sizeInBytes() {
        long bytes = 0;
        for (GroupTable table : buckets.byNumber().values()) {
            bytes += table.sizeInBytes();
        }
        return bytes;
    }
}
