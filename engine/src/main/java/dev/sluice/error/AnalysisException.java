package dev.sluice.error;

/** A mistake in the program or its options, found before anything ran. Spark's name. */
public final class AnalysisException extends SluiceException {
    private static final long serialVersionUID = 1L;

    AnalysisException(Details details) {
        super(details);
    }
}
