package dev.sluice.testkit.simulation;

/** Looks for mistakes that were planted. */
final class PlantedMistakes {
    private static final int SEEDS = 2_000;

    private PlantedMistakes() {}

    /**
     * What the first seed found that finds anything.
     *
     * @throws AssertionError if none of 2,000 does
     */
    static Finding find(Mistake mistake, long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
            try {
                new Simulation(seed, mistake, new Coverage()).run();
            } catch (Finding found) {
                return found;
            }
        }
        throw new AssertionError("no seed from " + firstSeed + " on finds " + mistake);
    }
}
