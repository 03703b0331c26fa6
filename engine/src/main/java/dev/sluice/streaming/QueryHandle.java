package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.Explain;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.Planner;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.seam.AdaptedFs;
import dev.sluice.seam.Exec;
import dev.sluice.seam.PatientFs;
import dev.sluice.streaming.TakenCheckpoint.NewestPlan;
import dev.sluice.streaming.progress.BatchProgress;
import dev.sluice.streaming.progress.CheckpointFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query that was started, as others see it. Thread-safe. */
public final class QueryHandle {
    private final QueryDefinition definition;
    private final PhysicalPlan plan;
    private final UUID id;
    private final UUID runId;
    private final QueryControl control;

    private QueryHandle(QueryDefinition definition, PhysicalPlan plan, UUID id, UUID runId, QueryControl control) {
        this.definition = definition;
        this.plan = plan;
        this.id = id;
        this.runId = runId;
        this.control = control;
    }

    /** What a query is doing, in Spark's words. */
    public record Status(String message, boolean isDataAvailable, boolean isTriggerActive) {}

    /**
     * Takes the checkpoint and starts the thread of the query. Returns once the start was told.
     *
     * @throws SluiceException if the checkpoint is in use, is that of another query, or cannot be written
     */
    public static QueryHandle start(QueryDefinition definition, QueryEnvironment environment) {
        PlannedQuery asked = PlannedQuery.of(definition);
        UUID runId = environment.ids().next();
        QueryControl control = new QueryControl(
                environment.exec(), environment.clock(), definition.settings().recentProgressLimit());
        CheckpointFigures figures = new CheckpointFigures(definition.settings().durability());
        QueryEnvironment patient = environment.with(new PatientFs(
                new AdaptedFs(environment.files(), figures::lacks),
                environment.clock(),
                environment.exec(),
                definition.settings().retryWindowMillis(),
                new FilesOfQuery(control, figures)));
        List<PlannedQuery> queries;
        QueryCheckpoint checkpoint;
        TakenCheckpoint taken = TakenCheckpoint.take(definition, patient, runId);
        try {
            NewestPlan newest = taken.newestPlan();
            queries = newest == null ? List.of(asked) : RecordedSettings.queries(asked, newest);
            checkpoint = taken.claim(queries, runId, figures);
        } catch (RuntimeException | Error failed) {
            OpenQuery.closed(List.of(taken), failed);
            throw failed;
        }
        PlannedQuery last = queries.getLast();
        QueryHandle handle = new QueryHandle(last.definition(), last.plan(), checkpoint.id(), runId, control);
        QueryMemory memory = environment.openMemory(definition.describe());
        QueryThread query = new QueryThread(queries.stream()
                .map(each -> new RunContext(each, patient, checkpoint, runId, control, figures, memory))
                .toList());
        String thread = "sluice-query-" + (definition.name() == null ? runId : definition.name());
        try {
            control.task(environment.exec().spawn(thread, query::run));
        } catch (RuntimeException | Error failed) {
            OpenQuery.closed(List.of(memory, checkpoint), failed);
            throw failed;
        }
        try {
            control.awaitStarted();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            control.requestStop();
            throw interrupted("the start of a query was interrupted", interrupted);
        }
        return handle;
    }

    /** A query that has ended before it began. */
    public static QueryHandle notStarted(QueryDefinition definition, QueryEnvironment environment, String why) {
        QueryControl control = new QueryControl(
                environment.exec(), environment.clock(), definition.settings().recentProgressLimit());
        control.started();
        control.terminated(null, why);
        PhysicalPlan plan = Planner.plan(definition.plan(), definition.outputMode());
        return new QueryHandle(
                definition, plan, environment.ids().next(), environment.ids().next(), control);
    }

    private static SluiceException interrupted(String what, InterruptedException cause) {
        return SluiceException.of(ErrorCondition.INTERRUPTED, what)
                .safe("what is committed stays")
                .mend("do it again")
                .cause(cause)
                .build();
    }

    /** Stays the same over restarts from one checkpoint. */
    public UUID id() {
        return id;
    }

    /** New at every start. */
    public UUID runId() {
        return runId;
    }

    public @Nullable String name() {
        return definition.name();
    }

    public boolean isActive() {
        return !control.isTerminated();
    }

    public Status status() {
        return control.status();
    }

    /** The newest progress, null before the first. */
    public @Nullable BatchProgress lastProgress() {
        return control.lastProgress();
    }

    /** The newest progress updates, oldest first. */
    public List<BatchProgress> recentProgress() {
        return control.recentProgress();
    }

    /** Why there is no output, in sentences: the state of the query first, then what it knows of itself. */
    public List<String> why() {
        List<String> sentences = new ArrayList<>();
        Throwable failure = control.failure();
        if (failure != null) {
            sentences.add("The query has failed: " + failure.getMessage());
        } else if (control.isTerminated()) {
            sentences.add("The query has ended.");
        } else {
            sentences.add("The query is active: " + control.doing() + ".");
        }
        sentences.addAll(control.why());
        return sentences;
    }

    /** What made it fail; null while it runs and after a normal end. */
    public @Nullable Throwable exception() {
        return control.failure();
    }

    /**
     * Waits until the query has ended.
     *
     * @param timeoutMillis 0 to wait without bound
     * @return whether it has ended
     */
    public boolean awaitTermination(long timeoutMillis) throws InterruptedException {
        return control.awaitTerminated(timeoutMillis);
    }

    /** Waits until all data that is there now is processed, or the query has ended. */
    public void processAllAvailable() throws InterruptedException {
        Exec.Task task = control.task();
        if (task != null && task.isCurrent()) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "a query cannot wait for its own next batch")
                    .at(definition.describe())
                    .mend("call processAllAvailable() from another thread")
                    .build();
        }
        control.awaitNothingToDo();
    }

    /**
     * Ends the query and waits for its end, but not when called by the query itself.
     *
     * @throws SluiceException {@code STOP_TIMED_OUT} if it does not end in time
     */
    public void stop() {
        long askedNanos = control.requestStop();
        awaitStopped(askedNanos);
    }

    /**
     * Asks it to end, as {@link #stop} does, for {@link #awaitStopped}. A continuous query that is asked twice gives up the
     * epoch that it has begun.
     *
     * @return when, by the monotonic clock
     */
    public long requestStop() {
        return control.requestStop();
    }

    /**
     * Waits until a query has ended that was asked to at {@code askedNanos}, however many were and are waited for before it.
     *
     * @throws SluiceException {@code STOP_TIMED_OUT} if it does not end in time
     */
    public void awaitStopped(long askedNanos) {
        Exec.Task task = control.task();
        if (control.isTerminated() || (task != null && task.isCurrent())) {
            return;
        }
        try {
            if (!control.awaitTerminated(askedNanos, definition.settings().stopTimeoutMillis())) {
                throw timedOut(task);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted("the wait for the end of a query was interrupted", interrupted);
        }
    }

    private SluiceException timedOut(Exec.@Nullable Task task) {
        return SluiceException.of(
                        ErrorCondition.STOP_TIMED_OUT,
                        "the query did not end within " + definition.settings().stopTimeoutMillis() + " ms")
                .at(definition.describe())
                .found(task == null ? "no thread" : "its thread stands at " + Arrays.toString(task.stack()))
                .safe("what is committed stays; the query ends as soon as that returns")
                .mend("let the source, sink or function that it waits for come to an end")
                .build();
    }

    /** The plan of every batch. */
    public String explain(boolean extended) {
        String physical = Explain.physical(plan);
        return extended
                ? Explain.extended(definition.plan().toString(), definition.plan(), definition.plan(), plan)
                : physical;
    }
}
