package dev.sluice.spi.sink;

/** What a sink remembers of a batch: the answer to "did it become visible before the crash?" */
public sealed interface SinkStatus {
    /** It is visible, written by this attempt. */
    record Committed(String attempt) implements SinkStatus {}

    /** It is provably not visible. */
    record NotCommitted() implements SinkStatus {}

    /** The sink does not remember it any more, but one after it, which is visible: the newest that it holds. */
    record Forgotten(long newestBatch) implements SinkStatus {}

    /** The sink keeps no memory; the batch has to be handed over again. */
    record CannotTell() implements SinkStatus {}
}
