package dev.sluice.testkit.simulation;

/** Looks for mistakes that were planted. */
final class PlantedMistakes {
    private static final int SEEDS = 2_000;

    /** The same for every commit: whether a mistake is found must not be a matter of luck. */
    private static final long FIRST_SEED = 1;

    private PlantedMistakes() {}

    /**
     * What the first seed found that finds anything.
     *
     * @throws AssertionError if none of 2,000 does
     */
    static Finding find(Mistake mistake) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                new Simulation(seed, mistake, new Coverage()).run();
            } catch (Finding found) {
                return found;
            }
        }
        throw new AssertionError("no seed from " + FIRST_SEED + " on finds " + mistake);
    }
}
