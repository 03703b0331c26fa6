package dev.sluice.execution;

import java.util.Map;

/**
 * What is fixed for one batch before it runs and is the same in every attempt at it.
 *
 * @param timestampMillis the batch timestamp, which {@code current_timestamp()} shows
 * @param watermarks for each stateful operator, by number
 */
public record BatchContext(long batchId, long timestampMillis, Map<Integer, OperatorWatermarks> watermarks) {
    public BatchContext {
        watermarks = Map.copyOf(watermarks);
    }

    /** Static data: no watermark closes or drops anything. */
    public static BatchContext ofStatic(long timestampMillis) {
        return new BatchContext(0, timestampMillis, Map.of());
    }

    public long timestampMicros() {
        return Math.multiplyExact(timestampMillis, 1_000L);
    }

    public OperatorWatermarks watermarks(int operator) {
        return watermarks.getOrDefault(operator, OperatorWatermarks.NONE);
    }

    /**
     * The two watermarks of a stateful operator in a batch, in microseconds (semantics 5.6).
     *
     * @param late rows at or before it are dropped: its input watermark of the batch before
     * @param evict groups at or before it are closed: its input watermark of this batch
     */
    public record OperatorWatermarks(long late, long evict) {
        /** Nothing is late and nothing closes. */
        public static final OperatorWatermarks NONE = new OperatorWatermarks(Long.MIN_VALUE, Long.MIN_VALUE);
    }
}
