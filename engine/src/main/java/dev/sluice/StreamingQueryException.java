package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query has failed: says which one, and what made it fail as {@link #getCause}. Unchecked, unlike Spark's. */
public final class StreamingQueryException extends SluiceException {
    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final UUID runId;

    private StreamingQueryException(UUID id, UUID runId, Details details) {
        super(details);
        this.id = id;
        this.runId = runId;
    }

    static StreamingQueryException of(UUID id, UUID runId, @Nullable String name, Throwable failure) {
        String query = "Query " + (name == null ? "" : name + " ") + "[id = " + id + ", runId = " + runId
                + "] terminated with exception: ";
        Throwable cause = failure instanceof SluiceException error
                        && error.condition() == ErrorCondition.STREAM_FAILED
                        && error.getCause() != null
                ? error.getCause()
                : failure;
        return new StreamingQueryException(id, runId, details(query, cause));
    }

    private static Details details(String query, Throwable cause) {
        if (cause instanceof SluiceException error) {
            Details known = error.details();
            return new Details(
                    ErrorCondition.STREAM_FAILED,
                    query + "[" + error.getCondition() + "] " + known.what(),
                    known.at(),
                    known.found(),
                    known.expected(),
                    known.safe(),
                    known.mend(),
                    userCause(error));
        }
        String message = cause.getMessage();
        return new Details(
                ErrorCondition.STREAM_FAILED,
                query + (message == null ? cause.getClass().getName() : message),
                List.of(),
                null,
                null,
                null,
                null,
                cause);
    }

    /** What the user's own function threw is the cause itself, as in Spark. */
    private static Throwable userCause(SluiceException error) {
        Throwable thrown = error.getCause();
        return switch (error.condition()) {
            case FOREACH_BATCH_USER_FUNCTION_ERROR, FOREACH_USER_FUNCTION_ERROR -> thrown == null ? error : thrown;
            default -> error;
        };
    }

    /** The query, the same over restarts. */
    public UUID id() {
        return id;
    }

    public UUID runId() {
        return runId;
    }

    /** What went wrong, in full. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
