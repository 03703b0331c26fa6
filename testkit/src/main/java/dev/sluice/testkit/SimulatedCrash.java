package dev.sluice.testkit;

/** The end of the process, as a simulation plays it: nothing the program does after it has an effect on disk. */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    public SimulatedCrash(String message) {
        super(message);
    }
}
