package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.spi.source.Offset;
import dev.sluice.testkit.simulation.Scenario.Start;
import org.jspecify.annotations.Nullable;

/** A mistake that the engine would make if its surroundings were what they are made here; by default none. */
interface Mistake {
    Mistake NONE = new Mistake() {};

    /** Whether it is made by a process that is started like this. */
    default boolean isMadeAt(Start start) {
        return true;
    }

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

    /**
     * Where a batch or a turn begins to read a source in memory.
     *
     * @param start where it should
     * @param committed up to where the source was told that all is committed, null if it was not
     */
    default @Nullable Offset startOfTurn(@Nullable Offset start, @Nullable Offset committed) {
        return start;
    }
}
