package dev.sluice.streaming;

import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import org.jspecify.annotations.Nullable;

/**
 * Where a query stands when it starts.
 *
 * @param lastCommit null before the first batch
 * @param unfinished the batch that was planned and has to run again as it was planned; null if there is none
 * @param oldest the oldest batch in the logs
 */
record RecoveredQuery(
        @Nullable CommitEntry lastCommit, @Nullable OffsetEntry unfinished, long oldest) {}
