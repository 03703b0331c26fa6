package dev.sluice.state;

import java.util.Locale;

/** What a state file holds. Of two files that end with the same delta, the later kind spares reading the earlier one. */
public enum StateFileKind {
    /** The groups that one batch changed. */
    DELTA,
    /** The groups that several successive batches changed, as the last of them left them. */
    FOLD,
    /** All groups as of one version. */
    SNAPSHOT;

    /** The name in headers, and with which the last part of file names begins. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
