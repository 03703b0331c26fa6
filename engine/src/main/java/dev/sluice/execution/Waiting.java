package dev.sluice.execution;

/** What of its state a stateful operator hands on when event time has passed it, and not before. */
public enum Waiting {
    NOTHING,
    /** The results of all groups. */
    GROUPS,
    /** Rows that have had no partner. */
    LONELY_ROWS
}
