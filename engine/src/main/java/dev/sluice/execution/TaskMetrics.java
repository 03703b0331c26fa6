package dev.sluice.execution;

import dev.sluice.columnar.MutableVector;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one task counted; added up per batch when the task ends. Not thread-safe. */
public final class TaskMetrics {
    private final Map<Integer, EventTimeStats> eventTimes = new HashMap<>();
    private final Map<Integer, LateRows> lateRows = new HashMap<>();
    private final Map<Integer, SourceRows> sourceRows = new HashMap<>();
    private final Map<Integer, TreeMap<Long, MutableVector[]>> observed = new HashMap<>();
    private long outputRows;

    /** Late rows of one stateful operator: late for every window of theirs, or for some. */
    public static final class LateRows {
        private long dropped;
        private long partly;

        void add(long droppedRows, long partlyLateRows) {
            dropped += droppedRows;
            partly += partlyLateRows;
        }

        public long dropped() {
            return dropped;
        }

        public long partly() {
            return partly;
        }
    }

    /** Records that one source gave, and those of them that could not be parsed. */
    public static final class SourceRows {
        private long read;
        private long malformed;

        void add(long records, long malformedRecords) {
            read += records;
            malformed += malformedRecords;
        }

        public long read() {
            return read;
        }

        public long malformed() {
            return malformed;
        }
    }

    /** By the number of the watermark node. */
    public EventTimeStats eventTimes(int node) {
        return eventTimes.computeIfAbsent(node, ignored -> new EventTimeStats());
    }

    /** By the number of the stateful operator. */
    public LateRows lateRows(int operator) {
        return lateRows.computeIfAbsent(operator, ignored -> new LateRows());
    }

    /** By the position of the source in the query. */
    public SourceRows sourceRows(int source) {
        return sourceRows.computeIfAbsent(source, ignored -> new SourceRows());
    }

    /**
     * Keeps what a task observes.
     *
     * @param node the number of the step
     * @param place of the task among those of the step
     * @param buffers which the task goes on to change until it ends
     */
    void observe(int node, long place, MutableVector[] buffers) {
        observed.computeIfAbsent(node, ignored -> new TreeMap<>()).put(place, buffers);
    }

    /** What the tasks of a step observed, in their order. */
    Collection<MutableVector[]> observed(int node) {
        return observed.getOrDefault(node, new TreeMap<>()).values();
    }

    public long outputRows() {
        return outputRows;
    }

    void addOutputRows(long rows) {
        outputRows += rows;
    }

    void add(TaskMetrics task) {
        task.eventTimes.forEach((node, stats) -> eventTimes(node).add(stats));
        task.lateRows.forEach((operator, rows) -> lateRows(operator).add(rows.dropped, rows.partly));
        task.sourceRows.forEach((source, rows) -> sourceRows(source).add(rows.read, rows.malformed));
        task.observed.forEach((node, buffers) ->
                observed.computeIfAbsent(node, ignored -> new TreeMap<>()).putAll(buffers));
        outputRows += task.outputRows;
    }
}
