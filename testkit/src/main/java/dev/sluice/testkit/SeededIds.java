package dev.sluice.testkit;

import dev.sluice.seam.Ids;
import java.util.SplittableRandom;
import java.util.UUID;

/** Identifiers that are the same for the same seed, in the same order. */
public final class SeededIds implements Ids {
    private final SplittableRandom random;

    public SeededIds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public synchronized UUID next() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** The same in every process: its note is on the disk, where a crash may cut it. */
    @Override
    public ProcessName process() {
        return new ProcessName("simulated", 1);
    }
}
