package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.Interruptions;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import dev.sluice.streaming.progress.ProgressBuilder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query from its start to its end, on one thread: runs its batches and gives everything back. */
final class QueryThread {
    private static final Logger LOG = LoggerFactory.getLogger(QueryThread.class);

    private final List<RunContext> parts;

    /** What the query was asked to do in the end; it has the control, the memory and the checkpoint of all. */
    private final RunContext run;

    /** @param parts what it does, one after the other */
    QueryThread(List<RunContext> parts) {
        this.parts = parts;
        this.run = parts.getLast();
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
        Throwable failure;
        try {
            run.tell(events -> events.onQueryStarted(
                    run.checkpoint().id(),
                    run.runId(),
                    run.definition().name(),
                    ProgressBuilder.timestamp(run.clock().wallMillis())));
            run.control().started();
            failure = runAll();
        } catch (Throwable failed) { // Whatever ends this thread is what the query failed with.
            failure = failed;
        }
        Throwable result = OpenQuery.closed(List.of(run.memory(), run.checkpoint()), failure);
        run.control()
                .terminated(result, result == null ? "Stopped" : "Terminated with exception: " + result.getMessage());
        run.tell(events -> events.onQueryTerminated(run.checkpoint().id(), run.runId(), result));
    }

    /** @return what the query failed with, null if it was stopped or came to its end */
    private @Nullable Throwable runAll() {
        for (RunContext part : parts) {
            OpenQuery query = new OpenQuery(part);
            Throwable failure = null;
            boolean isStopped = false;
            try {
                query.open().runTriggers();
            } catch (InterruptedException stopped) {
                LOG.debug("{} was stopped", part.definition().describe());
                isStopped = true;
            } catch (Throwable failed) { // Whatever ends this thread is what the query failed with.
                isStopped = run.control().stopRequested() && Interruptions.isCauseOf(failed);
                if (!isStopped) {
                    failure = failure(failed, query.places());
                    LOG.error("{} failed", part.definition().describe(), failure);
                }
            }
            failure = query.close(failure);
            if (failure != null || isStopped || run.control().stopRequested()) {
                return failure;
            }
        }
        return null;
    }

    /**
     * Whatever fails after another run has taken over the checkpoint fails because of that: files are gone, and logs say what
     * this run does not know of. Its own error would blame the checkpoint or the disk.
     */
    private Throwable failure(Throwable failed, List<String> where) {
        Throwable failure = located(failed, where);
        if (failed instanceof Exception) {
            try {
                run.checkpoint().lock().requireOwnership();
            } catch (SluiceException lost) {
                if (lost.condition() == ErrorCondition.FENCED) {
                    Throwable fenced = located(lost, where);
                    fenced.addSuppressed(failure);
                    return fenced;
                }
                failure.addSuppressed(lost);
            } catch (RuntimeException | Error unknown) { // What the query holds is given back all the same.
                failure.addSuppressed(unknown);
            }
        }
        return failure;
    }

    private static Throwable located(Throwable failed, List<String> where) {
        return failed instanceof SluiceException error ? error.within(where) : failed;
    }
}
