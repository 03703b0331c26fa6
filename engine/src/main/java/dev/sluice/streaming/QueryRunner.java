package dev.sluice.streaming;

/** The rhythm in which a query runs: {@link MicroBatchRunner}, {@link ContinuousRunner} or {@link FinishingRunner}. Used by the thread of the query. */
interface QueryRunner {
    /** Runs until the query is stopped or, where its trigger has an end, done. */
    void runTriggers() throws InterruptedException;

    /** The batch that runs or is the next to run. */
    long nextBatch();
}
