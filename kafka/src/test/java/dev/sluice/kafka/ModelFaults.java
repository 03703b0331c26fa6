package dev.sluice.kafka;

import dev.sluice.testkit.CrashMode;

/**
 * What goes wrong in a process, beside chance.
 *
 * @param crashAtRequest at which request to brokers it ends, counted from 1; 0 for none
 * @param crashAtEnd at which request to end a transaction it ends; 0 for none
 * @param crashAtOperation at which operation of the disk it ends; 0 for none
 * @param failAtOperation which operation of the disk fails; 0 for none
 * @param percent of requests that go wrong in some way
 */
record ModelFaults(
        int crashAtRequest,
        int crashAtEnd,
        Fate fate,
        int crashAtOperation,
        CrashMode mode,
        int failAtOperation,
        int percent) {
    static final ModelFaults NONE = new ModelFaults(0, 0, Fate.BEFORE, 0, CrashMode.KILL, 0, 0);

    /** What becomes of the request at which a process ends. */
    enum Fate {
        BEFORE,
        AFTER,
        /** It is under way when its sender is gone. */
        LATER,
        /** The process is taken for dead and goes on for a while: its disk is gone, its network is not. */
        UNSEEN
    }
}
