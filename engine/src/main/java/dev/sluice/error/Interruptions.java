package dev.sluice.error;

import java.nio.channels.ClosedByInterruptException;

/** Errors that say no more than that somebody asked for an end. */
public final class Interruptions {
    private Interruptions() {}

    /** Whether the error, or what caused it, comes of the interruption of a thread. */
    public static boolean isCauseOf(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || (cause instanceof SluiceException error && error.condition() == ErrorCondition.INTERRUPTED)) {
                return true;
            }
        }
        return false;
    }
}
