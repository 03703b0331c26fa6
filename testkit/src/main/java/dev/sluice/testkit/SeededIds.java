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
}
