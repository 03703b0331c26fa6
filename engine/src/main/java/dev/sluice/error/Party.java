package dev.sluice.error;

/** Who has to act on an error. */
public enum Party {
    /** The program or its data is wrong. */
    USER,
    /** The machine, its disk or a remote system failed or refused. */
    ENVIRONMENT,
    /** A promise of the engine to itself was broken: a defect to report. */
    ENGINE
}
