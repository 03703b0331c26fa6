package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import org.jspecify.annotations.Nullable;

/** What goes wrong while a scenario is played. */
sealed interface Disturbance permits Disturbance.None, Disturbance.Crash, Fault {
    /** Nothing. */
    record None() implements Disturbance {}

    /**
     * The process ends.
     *
     * @param at the operation of the disk in which it does, counted from where the world stands
     * @param damage of what lay still meanwhile
     * @param again what goes wrong with those that come after
     */
    record Crash(
            long at,
            CrashMode mode,
            @Nullable Damage damage,
            @Nullable Crash again) implements Disturbance {}
}
