package dev.sluice.kafka;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The log of a partition: records, and the markers with which transactions end, which take an offset too. */
final class ModelPartition {
    private final List<Entry> entries = new ArrayList<>();

    /** The records of producers, which count them: what comes again is dropped. */
    private final Set<Sent> sent = new HashSet<>();

    private record Sent(String producer, long sequence) {}

    private long start;

    /** Where the time of each leader began. */
    private final NavigableMap<Integer, Long> epochs = new TreeMap<>(Map.of(0, 0L));

    /** The first that the leader can tell something of. */
    private int firstKnown;

    /** @param value null where it is a tombstone, or the marker of a transaction */
    record Entry(
            byte @Nullable [] key,
            byte @Nullable [] value,
            long timestamp,
            @Nullable ModelTransaction transaction,
            boolean isMarker) {
        boolean isSeen(boolean seesUncommitted) {
            return !isMarker && (seesUncommitted || transaction == null || !transaction.isAborted());
        }
    }

    /** What a fetch gives: the offsets of what is seen, and where the next one goes on. */
    record Fetched(List<Long> offsets, long next) {}

    /** The offset of the first record that retention has left. */
    long start() {
        return start;
    }

    long end() {
        return entries.size();
    }

    /** Up to where each transaction has ended. */
    long stableEnd() {
        long offset = start;
        while (offset < end()) {
            ModelTransaction transaction = at(offset).transaction();
            if (transaction != null && transaction.isOpen()) {
                return offset;
            }
            offset++;
        }
        return offset;
    }

    Entry at(long offset) {
        return entries.get(Math.toIntExact(offset));
    }

    long append(Entry entry) {
        entries.add(entry);
        return end() - 1;
    }

    /** Whether this record of the producer is there already. */
    boolean has(String producer, long sequence) {
        return sent.contains(new Sent(producer, sequence));
    }

    void append(String producer, long sequence, Entry entry) {
        sent.add(new Sent(producer, sequence));
        append(entry);
    }

    void deleteUpTo(long offset) {
        start = Math.max(start, Math.min(offset, end()));
    }

    /** Another leader, which has all there is. */
    void elect() {
        epochs.put(epochs.lastKey() + 1, end());
    }

    /** Another leader, which has nothing from this offset on. */
    void elect(long behindAt) {
        int next = epochs.lastKey() + 1;
        entries.subList(Math.toIntExact(behindAt), entries.size()).clear();
        epochs.values().removeIf(began -> began >= behindAt);
        epochs.put(next, behindAt);
    }

    /** The leader can tell nothing any more of those before it. */
    void forgetLeaders() {
        firstKnown = epoch();
    }

    boolean knows(int epoch) {
        return epoch >= firstKnown;
    }

    int epoch() {
        return epochs.lastKey();
    }

    /** The epoch of the leader that has written the record before this offset. */
    int epochBefore(long offset) {
        return epochs.entrySet().stream()
                .filter(began -> began.getValue() < Math.max(offset, 1))
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElseThrow();
    }

    /** Where the log of an epoch ends, and that of the next begins. */
    long endOf(int epoch) {
        Map.Entry<Integer, Long> next = epochs.higherEntry(epoch);
        return next == null ? end() : Math.max(start, next.getValue());
    }

    Fetched fetch(long from, boolean seesUncommitted, int most) {
        List<Long> offsets = new ArrayList<>();
        long until = seesUncommitted ? end() : stableEnd();
        long next = from;
        while (next < until && offsets.size() < most) {
            if (at(next).isSeen(seesUncommitted)) {
                offsets.add(next);
            }
            next++;
        }
        return new Fetched(offsets, next);
    }
}
