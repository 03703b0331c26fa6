package dev.sluice.execution.memory;

/** Keeps rows in memory that can go to disk. Both methods are called by any thread, outside every monitor. */
public interface Spillable extends AutoCloseable {
    /** Moves what it keeps to disk and gives its bytes back. */
    void spill();

    /** Forgets what it keeps, and closes its hold. */
    @Override
    void close();
}
