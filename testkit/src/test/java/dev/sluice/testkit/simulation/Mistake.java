package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;

/** A mistake that the engine would make if its surroundings were what they are made here; by default none. */
interface Mistake {
    Mistake NONE = new Mistake() {};

    /** The disk that the engine is given. */
    default CheckpointFs files(CheckpointFs files) {
        return files;
    }

    /** The clock that the engine is given. */
    default Clock clock(Clock clock) {
        return clock;
    }

    /** The table that its sink is given. */
    default SimulatedTable table(SimulatedTable table) {
        return table;
    }
}
