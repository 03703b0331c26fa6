package dev.sluice.streaming;

import dev.sluice.execution.BatchContext;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.BatchResult;
import dev.sluice.execution.BatchRunner;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.SourceInput;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.execution.Tables;
import dev.sluice.execution.kept.KeptRows;
import dev.sluice.seam.Clock;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.RecoveredQuery.Unfinished;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.trigger.QueryTrigger;
import dev.sluice.streaming.trigger.TriggerSchedule;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a query batch by batch: plans offsets, records them, computes, makes state and output durable, commits (steps S1
 * to S11 of the fault model). All of it happens on the one thread that calls {@link #runTriggers}.
 */
final class MicroBatchRunner {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatchRunner.class);

    private final RunContext run;
    private final QueryControl control;
    private final Clock clock;
    private final List<Source> sources;
    private final Sink sink;
    private final BatchRunner batchRunner;
    private final BatchPlanner planner;
    private final OperatorStates states;
    private final WatermarkTracker tracker;
    private final FutureGuard future;
    private final ProgressReporter reporter;
    private final Maintenance maintenance;
    private final FactsKeeper facts;
    private QueryPosition position;

    /** Batches that were planned and are not committed, oldest first. */
    private final Deque<Unfinished> unfinished;

    MicroBatchRunner(
            RunContext run,
            List<Source> sources,
            Sink sink,
            RecoveredQuery recovered,
            RecordedSettings settings,
            Maintenance maintenance) {
        this.run = run;
        this.control = run.control();
        this.clock = run.clock();
        this.sources = sources;
        this.sink = sink;
        this.batchRunner = new BatchRunner(
                run.plan(),
                run.environment().exec(),
                run.environment().pool(),
                clock,
                run.memory(),
                run.definition().keeping());
        this.states = new OperatorStates(run);
        this.tracker =
                new WatermarkTracker(settings.watermarkPolicy(), run.plan().watermarks());
        this.future = new FutureGuard(run, tracker);
        this.planner = new BatchPlanner(run, sources, sink.description(), tracker, settings);
        this.reporter = new ProgressReporter(run, sources, sink);
        this.maintenance = maintenance;
        CommitEntry last = recovered.lastCommit();
        this.position = new QueryPosition(last, sources.size());
        this.unfinished = new ArrayDeque<>(recovered.unfinished());
        if (last != null) {
            tracker.restore(
                    Math.max(last.nextWatermarkMillis(), last.plan().watermarkMillis()),
                    last.nodeWatermarks(),
                    last.nodeActiveMillis());
        }
        this.facts = new FactsKeeper(run, sources, tracker);
    }

    /** The batch that runs or is the next to run. */
    long nextBatch() {
        return position.nextBatch();
    }

    /** Runs triggers until the query is stopped or, where its trigger has an end, done. */
    void runTriggers() throws InterruptedException {
        planner.open();
        while (!control.stopRequested()) {
            long startMillis = clock.wallMillis();
            long startNanos = clock.monotonicNanos();
            control.triggerStarts();
            boolean hasRun = runTrigger(startMillis, startNanos);
            switch (run.definition().trigger()) {
                case QueryTrigger.Once ignored -> {
                    if (unfinished.isEmpty()) {
                        return;
                    }
                }
                case QueryTrigger.AvailableNow ignored -> {
                    if (!hasRun) {
                        return;
                    }
                }
                case QueryTrigger.ProcessingTime(long interval) ->
                    awaitNextTrigger(interval, hasRun, startMillis, startNanos);
                case QueryTrigger.Continuous ignored ->
                    throw new IllegalStateException("not a trigger of micro-batches");
            }
        }
    }

    private void awaitNextTrigger(long intervalMillis, boolean hasRun, long startMillis, long startNanos)
            throws InterruptedException {
        if (intervalMillis > 0) {
            long elapsed = TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos() - startNanos);
            if (elapsed > intervalMillis) {
                LOG.warn(
                        "{} is falling behind: the trigger interval is {} ms, the last took {} ms",
                        run.definition().describe(),
                        intervalMillis,
                        elapsed);
            }
            if (!hasRun) {
                control.status("Waiting for next trigger", false, false);
            }
            long next = TriggerSchedule.nextBoundaryMillis(startMillis, intervalMillis);
            control.sleepUntil(startNanos + TimeUnit.MILLISECONDS.toNanos(next - startMillis));
        } else if (!hasRun) {
            boolean pollsOnly = !sources.stream().allMatch(SignalsNewData.class::isInstance);
            long wait = pollsOnly
                    ? Math.max(1, run.settings().pollingDelayMillis())
                    : run.settings().idleIntervalMillis();
            control.sleepUntilData(Math.min(wait, tracker.nextIdleMillis(startMillis) - clock.wallMillis()));
        }
    }

    /** @return whether a batch ran */
    private boolean runTrigger(long startMillis, long startNanos) throws InterruptedException {
        ProgressBuilder progress = reporter.begin(startMillis);
        Unfinished next = unfinished.peekFirst();
        boolean isRepeated = next != null;
        OffsetEntry entry = next == null ? planner.plan(position, progress) : next.plan();
        if (entry == null) {
            control.status("Waiting for data to arrive", false, false);
            reporter.idle(position, tracker.watermarkMillis(), progress, startMillis, startNanos);
            control.triggerFoundNothing();
            return false;
        }
        boolean hasData = !position.ends().equals(entry.ends());
        control.status(hasData ? "Processing new data" : "No new data but cleaning up state", hasData, true);
        if (!isRepeated) {
            long start = clock.monotonicNanos();
            run.checkpoint().lock().requireOwnership();
            run.checkpoint().offsets().publish(entry);
            progress.took("walCommit", clock.monotonicNanos() - start);
            unfinished.add(new Unfinished(entry, false));
        }
        boolean isWritten = next != null && next.isWritten();
        runBatch(entry, isRepeated, isWritten ? new WrittenSink(sink) : sink, progress, startNanos);
        control.status("Waiting for data to arrive", false, false);
        return true;
    }

    private void runBatch(
            OffsetEntry entry, boolean isRepeated, Sink target, ProgressBuilder progress, long triggerStartNanos)
            throws InterruptedException {
        String attempt = isRepeated ? run.environment().ids().next().toString() : entry.attempt();
        BatchId batch = new BatchId(entry.batchId(), attempt);
        List<@Nullable Offset> starts = position.ends();
        // Until the commit entry is durable, nobody may take these tables for those of a committed version.
        Map<Integer, OperatorState> changing = states.take(position);
        long start = clock.monotonicNanos();
        List<SourceInput> inputs = control.interruptibly(() -> inputs(starts, entry.ends()));
        progress.took("getBatch", clock.monotonicNanos() - start);
        start = clock.monotonicNanos();
        BatchContext context = context(entry);
        progress.took("queryPlanning", clock.monotonicNanos() - start);
        start = clock.monotonicNanos();
        BatchResult result;
        OperatorStates.Written written;
        try {
            result = control.interruptibly(() -> compute(batch, context, inputs, changing, target));
            try (KeptRows kept = result.kept()) {
                advanceWatermark(entry, result);
                run.checkpoint().lock().requireOwnership();
                written = states.write(changing, position, attempt, context, tracker);
                stage(batch, kept);
            }
            control.runInterruptibly(() -> {
                target.prepare(batch, result.messages());
            });
        } catch (InterruptedException | RuntimeException | Error failed) {
            abort(target, batch, failed);
            throw failed;
        }
        run.checkpoint().lock().requireOwnership();
        control.runInterruptibly(() -> {
            target.commit(batch, result.messages());
        });
        progress.took("addBatch", clock.monotonicNanos() - start);
        start = clock.monotonicNanos();
        CommitEntry commit = new CommitEntry(
                entry,
                attempt,
                tracker.watermarkMillis(),
                tracker.values(),
                tracker.activeMillis(),
                written.files(),
                Math.max(position.keptFrom(), entry.batchId() - run.settings().minBatchesToRetain()));
        run.checkpoint().lock().requireOwnership();
        run.checkpoint().commits().publish(commit);
        run.checkpoint().kept().release(batch);
        progress.took("commitOffsets", clock.monotonicNanos() - start);
        states.giveBack(changing);
        facts.batch(result, changing);
        position = position.after(commit);
        unfinished.removeFirst();
        reporter.batch(entry, starts, result, written.nanos(), progress, triggerStartNanos);
        control.runInterruptibly(() -> {
            tellConnectors(starts, entry, target);
        });
        maintenance.batchCommitted(commit);
    }

    private BatchResult compute(
            BatchId batch,
            BatchContext context,
            List<SourceInput> inputs,
            Map<Integer, OperatorState> changing,
            Sink target)
            throws InterruptedException {
        try (Tables tables = Tables.open(run.plan().tables(), run.environment())) {
            return batchRunner.run(context, inputs, tables, changing, partition -> target.writer(batch, partition));
        }
    }

    private void stage(BatchId batch, KeptRows kept) {
        if (!run.definition().isReplay()) {
            run.checkpoint().kept().stage(batch, kept);
        }
    }

    private List<SourceInput> inputs(List<@Nullable Offset> starts, List<@Nullable Offset> ends) {
        List<SourceInput> inputs = new ArrayList<>();
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset start = BatchPlanner.startOf(source, starts.get(index));
            Offset end = ends.get(index);
            boolean isEmpty = end == null || end.equals(start);
            inputs.add(
                    new SourceInput(source, isEmpty ? List.of() : source.splits(start, Objects.requireNonNull(end))));
        }
        return inputs;
    }

    private BatchContext context(OffsetEntry entry) {
        Map<Integer, OperatorWatermarks> watermarks = new HashMap<>();
        if (!run.plan().watermarks().isEmpty()) {
            for (StatefulSpec operator : run.plan().statefulOperators()) {
                int number = operator.operatorId();
                watermarks.put(
                        number,
                        new OperatorWatermarks(
                                run.plan().watermarkMicros(number, position.watermarkMillis()),
                                run.plan().watermarkMicros(number, entry.watermarkMillis())));
            }
        }
        return new BatchContext(entry.batchId(), entry.timestampMillis(), watermarks);
    }

    private void advanceWatermark(OffsetEntry entry, BatchResult result) {
        for (WatermarkNode node : run.plan().watermarks()) {
            var eventTimes = result.metrics().eventTimes(node.node());
            if (eventTimes.count() > 0) {
                future.observe(entry, node, eventTimes.max());
            }
        }
        tracker.advance(entry.watermarkMillis(), entry.timestampMillis(), position.sourcesBefore(entry.ends()));
    }

    private static void abort(Sink target, BatchId batch, Throwable failed) {
        try {
            target.abort(batch);
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** The batch is done: sources may let go of what it read, the sink of what it kept to repeat it. */
    private void tellConnectors(List<@Nullable Offset> starts, OffsetEntry entry, Sink target) {
        for (int index = 0; index < sources.size() && !run.definition().isReplay(); index++) {
            Offset end = entry.ends().get(index);
            if (end != null && !end.equals(starts.get(index))) {
                sources.get(index).commit(end);
            }
        }
        target.committed(entry.batchId());
    }
}
