package dev.sluice.execution.ledger;

import dev.sluice.state.EntryCounts;
import dev.sluice.state.PartitionState;
import org.jspecify.annotations.Nullable;

/** What one partition of a keyed operator counts in a batch. Not thread-safe. */
public final class PartitionLedger {
    private final PartitionState state;
    private final long heldBefore;
    private final EntryCounts countsBefore;
    private final RowFates fates = new RowFates();
    private long taken;
    private long emitted;
    private long due;

    /** Null where rows and entries have nothing to do with each other. */
    private @Nullable Long births;

    /** For a batch that begins now. */
    public PartitionLedger(PartitionState state) {
        this.state = state;
        this.heldBefore = state.heldCount();
        this.countsBefore = state.entryCounts();
    }

    /** Of the rows that were taken. */
    public RowFates fates() {
        return fates;
    }

    /** Notes rows, or partial results of rows, that came from a task. */
    public void take(long rows) {
        taken += rows;
    }

    /** Notes rows that were made of entries of the state. */
    public void emit(long rows) {
        emitted += rows;
    }

    /** Notes how many rows are to be made of the entries of the state, as the state counts them. */
    public void owe(long rows) {
        due += rows;
    }

    /** Notes rows each of which made an entry of its own. */
    public void bear(long rows) {
        births = (births == null ? 0 : births) + rows;
    }

    /** Entries that were there when the batch began. */
    public long heldBefore() {
        return heldBefore;
    }

    /** Entries that are there now. */
    public long held() {
        return state.heldCount();
    }

    long taken() {
        return taken;
    }

    long emitted() {
        return emitted;
    }

    long due() {
        return due;
    }

    @Nullable
    Long births() {
        return births;
    }

    Entries entries() {
        return new Entries(heldBefore, state.entryCounts().minus(countsBefore), state.heldCount());
    }
}
