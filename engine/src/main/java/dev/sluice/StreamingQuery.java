package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.streaming.QueryHandle;
import dev.sluice.streaming.progress.BatchProgress;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query that was started. Thread-safe. */
public final class StreamingQuery {
    private final Session session;
    private final QueryHandle handle;

    StreamingQuery(Session session, QueryHandle handle) {
        this.session = session;
        this.handle = handle;
    }

    QueryHandle handle() {
        return handle;
    }

    /** Stays the same over restarts from one checkpoint. */
    public UUID id() {
        return handle.id();
    }

    /** New at every start. */
    public UUID runId() {
        return handle.runId();
    }

    public @Nullable String name() {
        return handle.name();
    }

    public Session session() {
        return session;
    }

    /** Spark's name of {@link #session}. */
    public Session sparkSession() {
        return session;
    }

    public boolean isActive() {
        return handle.isActive();
    }

    public StreamingQueryStatus status() {
        QueryHandle.Status status = handle.status();
        return new StreamingQueryStatus(status.message(), status.isDataAvailable(), status.isTriggerActive());
    }

    /** The newest progress, null before the first. */
    public @Nullable StreamingQueryProgress lastProgress() {
        BatchProgress progress = handle.lastProgress();
        return progress == null ? null : StreamingQueryProgress.fromJson(progress.json());
    }

    /** The newest progress updates, oldest first. */
    public StreamingQueryProgress[] recentProgress() {
        return handle.recentProgress().stream()
                .map(progress -> StreamingQueryProgress.fromJson(progress.json()))
                .toArray(StreamingQueryProgress[]::new);
    }

    /**
     * Why there is no output, in plain sentences, one a line: what the query is doing, when each source last gave rows, what
     * let none of them pass, where the watermark stands and what decides it, and for each operator that keeps state what it
     * holds, when the first of that is written, and what it dropped. Moments are in UTC. Sluice's own; Spark has no such
     * answer.
     */
    public String why() {
        return String.join("\n", handle.why());
    }

    /** What made it fail; empty while it runs and after a normal end. */
    public Optional<StreamingQueryException> exception() {
        return Optional.ofNullable(handle.exception()).map(this::wrapped);
    }

    private StreamingQueryException wrapped(Throwable failure) {
        return StreamingQueryException.of(id(), runId(), name(), failure);
    }

    /**
     * Waits until the query has ended.
     *
     * @throws StreamingQueryException if it failed
     */
    public void awaitTermination() {
        await(0);
        throwFailure();
    }

    /**
     * Waits until the query has ended or the time has passed.
     *
     * @return whether it has ended
     * @throws StreamingQueryException if it failed
     */
    public boolean awaitTermination(long timeoutMillis) {
        if (timeoutMillis <= 0) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "the timeout of awaitTermination is not positive")
                    .found(timeoutMillis + " ms")
                    .expected("at least 1 ms")
                    .mend("leave it out to wait without bound")
                    .build();
        }
        boolean hasEnded = await(timeoutMillis);
        if (hasEnded) {
            throwFailure();
        }
        return hasEnded;
    }

    private boolean await(long timeoutMillis) {
        try {
            return handle.awaitTermination(timeoutMillis);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private void throwFailure() {
        exception().ifPresent(failure -> {
            throw failure;
        });
    }

    /**
     * Waits until all data that is there now is processed, batches without data that follow from it included. May never
     * return for a source that never ends.
     *
     * @throws StreamingQueryException if the query fails
     */
    public void processAllAvailable() {
        try {
            handle.processAllAvailable();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
        throwFailure();
    }

    /** Ends the query and waits for its end. What is committed stays; not an error, and no error if it has ended. */
    public void stop() {
        handle.stop();
    }

    /** As {@link QueryHandle#requestStop}. */
    long requestStop() {
        return handle.requestStop();
    }

    /** As {@link QueryHandle#awaitStopped}. */
    void awaitStopped(long askedNanos) {
        handle.awaitStopped(askedNanos);
    }

    public void explain() {
        explain(false);
    }

    /** Prints the plan of the last batch. */
    public void explain(boolean extended) {
        session.out().println(handle.explain(extended));
    }

    static SluiceException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return SluiceException.of(ErrorCondition.INTERRUPTED, "the wait for a query was interrupted")
                .safe("the query is not affected")
                .mend("wait again, or stop the query")
                .cause(cause)
                .build();
    }

    @Override
    public String toString() {
        return "StreamingQuery[id = " + id() + ", runId = " + runId() + ", name = " + name() + "]";
    }
}
