package dev.sluice.streaming;

import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import org.jspecify.annotations.Nullable;

/** Every entry is durable before the query goes on. */
final class SyncedBatchLog implements BatchLog {
    private final QueryCheckpoint checkpoint;
    private @Nullable CommitEntry recorded;

    SyncedBatchLog(QueryCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public void plan(OffsetEntry entry) {
        checkpoint.offsets().publish(entry);
    }

    @Override
    public void commit(CommitEntry entry, boolean atOnce) {
        checkpoint.commits().publish(entry);
        recorded = entry;
    }

    @Override
    public @Nullable CommitEntry recorded() {
        return recorded;
    }

    @Override
    public void close() {}
}
