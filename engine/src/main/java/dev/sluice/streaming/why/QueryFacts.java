package dev.sluice.streaming.why;

import dev.sluice.execution.Waiting;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query knows of itself between two triggers. Moments are milliseconds since the epoch, amounts those of this run.
 *
 * @param startedMillis when the run began
 * @param batches that ran
 * @param rowsWritten to the sink
 * @param lastOutputMillis when a batch last wrote rows, null if none did
 * @param sources by position
 * @param steps those that took or gave rows in the last batch that read any, those nearest to the sources first
 * @param watermark null if there is no {@code withWatermark}
 * @param operators those that keep state, those nearest to the sources first
 */
public record QueryFacts(
        long startedMillis,
        long batches,
        long rowsWritten,
        @Nullable Long lastOutputMillis,
        List<SourceFacts> sources,
        List<StepFacts> steps,
        @Nullable WatermarkFacts watermark,
        List<OperatorFacts> operators) {
    public QueryFacts {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
        operators = List.copyOf(operators);
    }

    /**
     * @param rows that it gave, malformed ones included
     * @param malformed those of them that could not be parsed
     * @param lastRowsMillis when it last gave any, null if never
     */
    public record SourceFacts(
            String description,
            long rows,
            long malformed,
            @Nullable Long lastRowsMillis) {}

    /** A stateless operator, and the rows that came to it and that it gave. */
    public record StepFacts(String description, long rowsIn, long rowsOut) {}

    /**
     * @param millis what the next batch uses
     * @param mostAheadMillis how far past the clock it may be without being said to be
     */
    public record WatermarkFacts(long millis, WatermarkPolicy policy, List<NodeFacts> nodes, long mostAheadMillis) {
        public WatermarkFacts {
            nodes = List.copyOf(nodes);
        }

        /** One that may be as far ahead as it likes. */
        public WatermarkFacts(long millis, WatermarkPolicy policy, List<NodeFacts> nodes) {
            this(millis, policy, nodes, Long.MAX_VALUE);
        }
    }

    /**
     * A {@code withWatermark}.
     *
     * @param newestMillis the newest event time that it has seen, null if none
     * @param sources whose rows pass it
     * @param idleMillis after which it does not count while its sources are silent, null for never
     * @param activeMillis when its sources last had something new, null before the first batch
     */
    public record NodeFacts(
            String column,
            long delayMillis,
            @Nullable Long newestMillis,
            List<Integer> sources,
            @Nullable Long idleMillis,
            @Nullable Long activeMillis) {
        public NodeFacts {
            sources = List.copyOf(sources);
        }

        /** Whether it does not count at this moment. */
        boolean isIdle(long nowMillis) {
            return idleMillis != null && activeMillis != null && nowMillis - activeMillis >= idleMillis;
        }
    }

    /** How many rows may pass an operator, and how many have. */
    public record LimitFacts(long limit, long passed) {}

    /**
     * An operator that keeps state.
     *
     * @param keys the names of its key columns
     * @param waiting what is emitted when event time has passed it, and not before
     * @param held groups after the last batch
     * @param late rows dropped
     * @param duplicates rows dropped
     * @param nextExpiryMicros when that ends which is closed next; {@link Long#MAX_VALUE} if nothing is
     * @param closingMillis the watermark of the query that closes it
     * @param limit of rows that pass, null if all may
     */
    public record OperatorFacts(
            String name,
            List<String> keys,
            Waiting waiting,
            long held,
            long late,
            long duplicates,
            long nextExpiryMicros,
            long closingMillis,
            @Nullable LimitFacts limit) {
        public OperatorFacts {
            keys = List.copyOf(keys);
        }

        /** One that lets all rows pass. */
        public OperatorFacts(
                String name,
                List<String> keys,
                Waiting waiting,
                long held,
                long late,
                long duplicates,
                long nextExpiryMicros,
                long closingMillis) {
            this(name, keys, waiting, held, late, duplicates, nextExpiryMicros, closingMillis, null);
        }
    }
}
