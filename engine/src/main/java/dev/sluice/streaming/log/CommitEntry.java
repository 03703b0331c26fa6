package dev.sluice.streaming.log;

import dev.sluice.state.StateFileId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is once a batch is done. Repeats the plan of the batch, which a damaged offset log is mended from.
 *
 * @param attempt the one that counts
 * @param nextWatermarkMillis the watermark of the next batch
 * @param nodeWatermarks by watermark node, those that have seen rows
 * @param nodeActiveMillis by watermark node, the time of the last batch in which its sources had something new
 * @param stateFiles by stateful operator
 * @param rows null where nobody counted them: older releases did not, nor does a restart that commits what the sink holds
 * @param keptFrom entries of batches before this one may be gone, in any order; it never goes back
 */
public record CommitEntry(
        OffsetEntry plan,
        String attempt,
        long nextWatermarkMillis,
        Map<Integer, Long> nodeWatermarks,
        Map<Integer, Long> nodeActiveMillis,
        Map<Integer, StateFileId> stateFiles,
        @Nullable RowCounts rows,
        long keptFrom) {
    public CommitEntry {
        nodeWatermarks = Map.copyOf(nodeWatermarks);
        nodeActiveMillis = Map.copyOf(nodeActiveMillis);
        stateFiles = Map.copyOf(stateFiles);
    }

    /** What was written to. */
    public String sink() {
        return plan.sink();
    }

    public long batchId() {
        return plan.batchId();
    }

    public CommitEntry withKeptFrom(long newKeptFrom) {
        return new CommitEntry(
                plan, attempt, nextWatermarkMillis, nodeWatermarks, nodeActiveMillis, stateFiles, rows, newKeptFrom);
    }
}
