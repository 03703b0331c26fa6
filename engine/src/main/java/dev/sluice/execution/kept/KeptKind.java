package dev.sluice.execution.kept;

import java.util.Locale;

/** Why rows are left out, which is in the names of the files that keep them. */
public enum KeptKind {
    /** They could not be parsed. */
    BAD,
    /** They came after the watermark had passed them. */
    LATE;

    /** As the names of files begin. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
