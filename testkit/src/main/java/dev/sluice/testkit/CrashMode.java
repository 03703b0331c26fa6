package dev.sluice.testkit;

/** What a crash leaves of changes that were not made durable. Synced bytes and synced names always stay. */
public enum CrashMode {
    /** The process ends, the machine goes on: all that was written stays, and is no more durable than it was. */
    KILL,
    /** Power fails: nothing that was not synced stays. */
    LOSE_ALL,
    /** Power fails: of each file and each directory, the first so many unsynced changes stay. */
    PREFIX,
    /** Power fails: any of the unsynced names stays or goes, each for itself; of bytes, all or none of a file. */
    ANY_SUBSET,
    /** Power fails while a page is written: unsynced bytes are there in number, but some of them are zeros. */
    TORN
}
