package dev.sluice.streaming;

/** Runs the batches that an earlier run has planned, and no others. */
final class FinishingRunner implements QueryRunner {
    private final RunContext run;
    private final PlannedBatches batches;
    private final ProgressReporter reporter;

    FinishingRunner(RunContext run, PlannedBatches batches, ProgressReporter reporter) {
        this.run = run;
        this.batches = batches;
        this.reporter = reporter;
    }

    @Override
    public void runTriggers() throws InterruptedException {
        while (batches.hasUnfinished() && !run.control().stopRequested()) {
            run.control().triggerStarts();
            batches.repeat(reporter.begin(run.clock().wallMillis()), run.clock().monotonicNanos());
        }
    }

    @Override
    public long nextBatch() {
        return batches.position().nextBatch();
    }
}
