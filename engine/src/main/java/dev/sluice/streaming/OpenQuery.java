package dev.sluice.streaming;

import dev.sluice.execution.QueryEnvironment;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.Source;
import dev.sluice.streaming.RecoveredQuery.Unfinished;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources, the sink and whatever else a query holds while it runs: finds out where it stands, and makes what runs it. */
final class OpenQuery {
    private final RunContext run;

    /** What is to be closed, in this order. */
    private final Deque<AutoCloseable> held = new ArrayDeque<>();

    private @Nullable QueryRunner runner;

    OpenQuery(RunContext run) {
        this.run = run;
    }

    /** For errors: which run of the query this is, and what it is doing. */
    List<String> places() {
        List<String> places = new ArrayList<>();
        places.add(run.definition().describe() + " (id " + run.checkpoint().id() + ", run " + run.runId() + ")");
        if (runner != null) {
            places.add("batch " + runner.nextBatch());
        }
        places.add("step \"" + run.control().status().message() + "\"");
        return places;
    }

    /** Opens all of it, and gives what runs it. Called once. */
    QueryRunner open() throws InterruptedException {
        run.control().status("Initializing sources", false, false);
        List<Source> sources = new ArrayList<>();
        Sink sink = run.control().interruptibly(() -> {
            boolean hasPlans = !run.checkpoint().offsets().isEmpty();
            for (int index = 0; index < run.plan().sources().size(); index++) {
                Source source = openSource(index, hasPlans);
                sources.add(source);
                held.addFirst(source);
            }
            Sink opened = openSink();
            held.addFirst(opened);
            return opened;
        });
        Recovery recovery = new Recovery(
                run.checkpoint(), run.plan(), sink, run.definition().isReplay(), run.figures());
        RecoveredQuery recovered = recovery.recover();
        sink.removeLeftovers(recovered.lastDone());
        if (!run.definition().isReplay()) {
            CommitEntry last = recovered.lastCommit();
            run.checkpoint().kept().recover(last == null ? null : new BatchId(last.batchId(), last.attempt()));
        }
        run.figures().oldestBatch(recovered.oldest());
        Maintenance maintenance = new Maintenance(run, recovered.oldest());
        held.addFirst(maintenance);
        RecordedSettings settings = settings(recovered);
        for (Unfinished unfinished : recovered.unfinished()) {
            if (!unfinished.isWritten()) {
                recovery.abortLeftovers(unfinished.plan());
            }
        }
        runner = runner(sources, sink, recovered, settings, maintenance);
        return runner;
    }

    private QueryRunner runner(
            List<Source> sources,
            Sink sink,
            RecoveredQuery recovered,
            RecordedSettings settings,
            Maintenance maintenance)
            throws InterruptedException {
        WatermarkTracker tracker =
                new WatermarkTracker(settings.watermarkPolicy(), run.plan().watermarks());
        CommitEntry last = recovered.lastCommit();
        if (last != null) {
            tracker.restore(
                    Math.max(last.nextWatermarkMillis(), last.plan().watermarkMillis()),
                    last.nodeWatermarks(),
                    last.nodeActiveMillis());
            tracker.countSilenceFrom(RecordedSettings.silenceCountsFrom(last.plan()));
        }
        BatchLog log = log(last);
        held.addFirst(log);
        OperatorStates states = new OperatorStates(run);
        ProgressReporter reporter = new ProgressReporter(run, sources, sink);
        Computation computation = new Computation(run, sources, tracker);
        Completion completion = new Completion(run, sources, states, tracker, reporter, maintenance, log);
        if (last != null) {
            completion.repeatCleanUp(last);
        }
        PlannedBatches batches = new PlannedBatches(run, sink, states, computation, completion, recovered);
        if (run.query().onlyFinishes()) {
            return new FinishingRunner(run, batches, reporter);
        }
        BatchPlanner planner = new BatchPlanner(run, sources, sink.description(), tracker, settings);
        Long epochMillis = run.definition().trigger().epochMillis();
        return epochMillis == null
                ? new MicroBatchRunner(run, sources, planner, batches, tracker, reporter)
                : new ContinuousRunner(
                        run,
                        epochMillis,
                        sources,
                        sink,
                        planner,
                        batches,
                        states,
                        computation,
                        completion,
                        tracker,
                        reporter);
    }

    private BatchLog log(@Nullable CommitEntry last) {
        AsyncTracking async = run.definition().asyncTracking();
        return async == null
                ? new SyncedBatchLog(run.checkpoint())
                : new AsyncBatchLog(run, async.intervalMillis(), last == null ? -1 : last.batchId());
    }

    private Source openSource(int index, boolean hasPlans) {
        SourceRelation relation = run.plan().sources().get(index);
        QueryEnvironment environment = run.environment();
        String name = Integer.toString(index);
        return relation.provider()
                .open(
                        relation.settings(),
                        new QuerySourceContext(
                                name,
                                run.clock(),
                                environment.exec(),
                                environment.files(),
                                run.checkpoint().sourceLog(name),
                                hasPlans,
                                run.settings().sourceLog(),
                                run.settings().minBatchesToRetain(),
                                environment.pool().threads()));
    }

    private Sink openSink() {
        QueryEnvironment environment = run.environment();
        return run.definition()
                .sinkProvider()
                .open(
                        run.definition().sinkSettings(),
                        new QuerySinkContext(
                                run.checkpoint().id().toString(),
                                run.checkpoint().files(),
                                run.clock(),
                                environment.exec(),
                                environment.ids(),
                                run.settings().minBatchesToRetain(),
                                run.memory(),
                                run.settings().sinkLog(),
                                run.definition().trigger().epochMillis(),
                                run.control()));
    }

    private RecordedSettings settings(RecoveredQuery recovered) {
        RecordedSettings own = RecordedSettings.of(run.query(), run.environment());
        CommitEntry last = recovered.lastCommit();
        OffsetEntry done = last == null ? null : last.plan();
        OffsetEntry newest = recovered.unfinished().isEmpty()
                ? done
                : recovered.unfinished().getLast().plan();
        return newest == null ? own : own.after(newest);
    }

    /** Closes everything; returns what the query failed with, if it has. */
    @Nullable
    Throwable close(@Nullable Throwable failure) {
        return closed(held, failure);
    }

    /** Closes everything, whatever happens to the others; the first that failed is given back, with the others suppressed. */
    static @Nullable Throwable closed(Iterable<AutoCloseable> resources, @Nullable Throwable failure) {
        Throwable first = failure;
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Throwable failed) { // Each is released, whatever happens to the others.
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        return first;
    }
}
