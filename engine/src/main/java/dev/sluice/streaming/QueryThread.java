package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.seam.Exec;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.Source;
import dev.sluice.streaming.RecoveredQuery.Unfinished;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query from its start to its end, on one thread: opens its sources and its sink, finds out where it stands, runs its
 * batches and gives everything back.
 */
final class QueryThread {
    private static final Logger LOG = LoggerFactory.getLogger(QueryThread.class);

    private final RunContext run;

    /** What is to be closed, in this order. */
    private final Deque<AutoCloseable> held = new ArrayDeque<>();

    private @Nullable QueryRunner runner;

    QueryThread(RunContext run) {
        this.run = run;
        held.add(run.memory());
        held.add(run.checkpoint());
    }

    void run() {
        try (var atExit = run.environment().exec().atExit(this::stopForExit)) {
            runUntilStopped();
        }
    }

    /** Ends the query in good order before the process exits, unless it is the query that makes the process exit. */
    private void stopForExit() {
        Exec.Task task = run.control().task();
        if (task == null || isExiting(task)) {
            return;
        }
        LOG.info("{} is stopped, for the process exits", run.definition().describe());
        run.control().requestStop();
        try {
            task.join(0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isExiting(Exec.Task task) {
        return Arrays.stream(task.stack())
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    }

    private void runUntilStopped() {
        Throwable failure = null;
        try {
            run.tell(events -> events.onQueryStarted(
                    run.checkpoint().id(),
                    run.runId(),
                    run.definition().name(),
                    ProgressBuilder.timestamp(run.clock().wallMillis())));
            run.control().started();
            runner = open();
            runner.runTriggers();
        } catch (InterruptedException stopped) {
            LOG.debug("{} was stopped", run.definition().describe());
        } catch (Throwable failed) { // Whatever ends this thread is what the query failed with.
            if (!run.control().stopRequested() || !isInterruption(failed)) {
                failure = located(failed);
                LOG.error("{} failed", run.definition().describe(), failure);
            }
        }
        Throwable result = release(failure);
        run.control()
                .terminated(result, result == null ? "Stopped" : "Terminated with exception: " + result.getMessage());
        run.tell(events -> events.onQueryTerminated(run.checkpoint().id(), run.runId(), result));
    }

    private QueryRunner open() throws InterruptedException {
        run.control().status("Initializing sources", false, false);
        List<Source> sources = new ArrayList<>();
        Sink sink = run.control().interruptibly(() -> {
            for (int index = 0; index < run.plan().sources().size(); index++) {
                Source source = openSource(index);
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
        return runner(sources, sink, recovered, settings, maintenance);
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

    private Source openSource(int index) {
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
                                environment.files(),
                                run.clock(),
                                environment.exec(),
                                environment.ids(),
                                run.settings().minBatchesToRetain(),
                                run.memory(),
                                run.settings().sinkLog()));
    }

    private RecordedSettings settings(RecoveredQuery recovered) {
        RecordedSettings session = RecordedSettings.of(run.settings(), run.environment());
        boolean isUnfinished = !recovered.unfinished().isEmpty();
        CommitEntry last = recovered.lastCommit();
        OffsetEntry done = last == null ? null : last.plan();
        OffsetEntry newest = isUnfinished ? recovered.unfinished().getLast().plan() : done;
        return newest == null
                ? session
                : session.after(newest, isUnfinished, run.checkpoint().offsets().path(newest.batchId()));
    }

    private static boolean isInterruption(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || (cause instanceof SluiceException error && error.condition() == ErrorCondition.INTERRUPTED)) {
                return true;
            }
        }
        return false;
    }

    private Throwable located(Throwable failed) {
        String where = run.definition().describe() + (runner == null ? "" : ", batch " + runner.nextBatch());
        return failed instanceof SluiceException error ? error.within(where) : failed;
    }

    /** Closes everything, whatever happens to the others; returns what the query failed with. */
    private @Nullable Throwable release(@Nullable Throwable failure) {
        Throwable first = failure;
        for (AutoCloseable resource : held) {
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
        runner = null;
        return first;
    }
}
