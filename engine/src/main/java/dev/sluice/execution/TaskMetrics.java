package dev.sluice.execution;

import dev.sluice.columnar.MutableVector;
import dev.sluice.execution.BatchResult.OperatorMetrics;
import dev.sluice.execution.ledger.RowFates;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one task counted; added up per batch when the task ends. Not thread-safe. */
public final class TaskMetrics {
    private final Map<Integer, EventTimeStats> eventTimes = new HashMap<>();
    private final Map<Integer, OperatorRows> operatorRows = new HashMap<>();
    private final Map<Integer, SourceRows> sourceRows = new HashMap<>();
    private final Map<Integer, TreeMap<Long, MutableVector[]>> observed = new HashMap<>();
    private final IdentityHashMap<Object, StepRows> stepRows = new IdentityHashMap<>();
    private long outputRows;

    /** What became of rows before they came to the state of one stateful operator. */
    public static final class OperatorRows {
        private long late;
        private long partlyLate;
        private long duplicates;
        private final RowFates fates = new RowFates();
        private long sent;

        /** Rows that were late for every window of theirs, or for some. */
        void addLate(long rows, long partlyLateRows) {
            late += rows;
            partlyLate += partlyLateRows;
        }

        /** Rows that repeat one of the same task. */
        void addDuplicates(long rows) {
            duplicates += rows;
        }

        /** What became of the rows of a task, and what it sent to the partitions. */
        void addTask(RowFates ofRows, long toPartitions) {
            fates.add(ofRows);
            sent += toPartitions;
        }

        RowFates fates() {
            return fates;
        }

        long sent() {
            return sent;
        }

        private void add(OperatorRows other) {
            addTask(other.fates, other.sent);
            addLate(other.late, other.partlyLate);
            addDuplicates(other.duplicates);
        }

        OperatorMetrics metrics() {
            Map<String, Long> custom = new TreeMap<>();
            if (partlyLate > 0) {
                custom.put(OperatorMetrics.PARTLY_LATE_ROWS, partlyLate);
            }
            if (duplicates > 0) {
                custom.put(OperatorMetrics.DUPLICATE_ROWS, duplicates);
            }
            return new OperatorMetrics(0, 0, 0, 0, late, 0, 0, custom);
        }
    }

    /** Records that one source gave, and those of them that could not be parsed. */
    public static final class SourceRows {
        private long read;
        private long malformed;
        private long dropped;
        private boolean isCutShort;

        void add(long records, long malformedRecords, long droppedRecords) {
            read += records;
            malformed += malformedRecords;
            dropped += droppedRecords;
        }

        /** Says that a split was not read to its end, as nobody wanted more rows. */
        void cutShort() {
            isCutShort = true;
        }

        private void add(SourceRows other) {
            add(other.read, other.malformed, other.dropped);
            isCutShort |= other.isCutShort;
        }

        long dropped() {
            return dropped;
        }

        boolean isCutShort() {
            return isCutShort;
        }

        public long read() {
            return read;
        }

        public long malformed() {
            return malformed;
        }
    }

    /** Rows that came to a place in the plan, and rows that it gave. */
    public static final class StepRows {
        private long in;
        private long out;
        private final RowFates fates = new RowFates();

        void addIn(long rows) {
            in += rows;
        }

        void addOut(long rows) {
            out += rows;
        }

        RowFates fates() {
            return fates;
        }

        private void add(StepRows other) {
            in += other.in;
            out += other.out;
            fates.add(other.fates);
        }

        public long in() {
            return in;
        }

        public long out() {
            return out;
        }
    }

    /** By the number of the watermark node. */
    public EventTimeStats eventTimes(int node) {
        return eventTimes.computeIfAbsent(node, ignored -> new EventTimeStats());
    }

    /** By the number of the stateful operator. */
    public OperatorRows operatorRows(int operator) {
        return operatorRows.computeIfAbsent(operator, ignored -> new OperatorRows());
    }

    /** By the position of the source in the query. */
    public SourceRows sourceRows(int source) {
        return sourceRows.computeIfAbsent(source, ignored -> new SourceRows());
    }

    public StepRows stepRows(Stage.Step step) {
        return rowsAt(step);
    }

    /** The rows that the inputs of a branch gave. */
    StepRows branchRows(Stage.Branch branch) {
        return rowsAt(branch);
    }

    /** The rows that came to the end of a stage. */
    StepRows endRows(Stage stage) {
        return rowsAt(stage);
    }

    private StepRows rowsAt(Object place) {
        return stepRows.computeIfAbsent(place, ignored -> new StepRows());
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

    /** Rows that came too late to an operator. */
    long lateRows() {
        return operatorRows.values().stream().mapToLong(rows -> rows.late).sum();
    }

    public long outputRows() {
        return outputRows;
    }

    void addOutputRows(long rows) {
        outputRows += rows;
    }

    void add(TaskMetrics task) {
        task.eventTimes.forEach((node, stats) -> eventTimes(node).add(stats));
        task.operatorRows.forEach((operator, rows) -> operatorRows(operator).add(rows));
        task.sourceRows.forEach((source, rows) -> sourceRows(source).add(rows));
        task.observed.forEach((node, buffers) ->
                observed.computeIfAbsent(node, ignored -> new TreeMap<>()).putAll(buffers));
        task.stepRows.forEach((place, rows) -> rowsAt(place).add(rows));
        outputRows += task.outputRows;
    }
}
