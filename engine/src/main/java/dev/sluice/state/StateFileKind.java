package dev.sluice.state;

import java.util.Locale;

/** What a state file holds. */
public enum StateFileKind {
    /** The groups that one batch changed. */
    DELTA,
    /** All groups as of one version. */
    SNAPSHOT;

    /** The name in headers and the suffix of file names. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
