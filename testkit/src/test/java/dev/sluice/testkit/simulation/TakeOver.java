package dev.sluice.testkit.simulation;

import dev.sluice.testkit.Baton;
import dev.sluice.testkit.simulation.Scenario.Start;
import org.jspecify.annotations.Nullable;

/**
 * A process stands still, as one does whose machine was suspended, and has lost its locks: another one runs on its checkpoint
 * to the end of what there is to read. All of it happens within one operation of the first, which nobody else interrupts.
 */
final class TakeOver implements Runnable {
    private static final Start ALL_THERE_IS = new Start(0, "available", 2, null);

    private final QueryProcess paused;
    private final Baton baton;
    private @Nullable Throwable broken;

    /** @param baton of the process that is paused */
    TakeOver(QueryProcess paused, Baton baton) {
        this.paused = paused;
        this.baton = baton;
    }

    @Override
    public void run() {
        // It may be stopped in the middle, which is no concern of the other one.
        boolean wasInterrupted = Thread.interrupted();
        paused.world().disk.loseLocks();
        try {
            QueryProcess.Outcome outcome = next().run(null, Long.MAX_VALUE);
            if (outcome.failure() != null) {
                broken = new Violation("F4: the run that takes over fails: " + outcome.failure(), outcome.failure());
            }
        } catch (RuntimeException | AssertionError found) {
            // The engine of the paused process must not take it for an error of its disk.
            broken = found;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private QueryProcess next() {
        return new QueryProcess(
                paused.world(),
                paused.trace(),
                paused.seed() * 31 + 1,
                ALL_THERE_IS,
                false,
                baton.wallMillis() + 1_000,
                paused.mistake());
    }

    /** @throws Violation if the run that took over found anything wrong */
    void requireSound() {
        if (broken != null) {
            throw new Violation(String.valueOf(broken.getMessage()), broken);
        }
    }
}
