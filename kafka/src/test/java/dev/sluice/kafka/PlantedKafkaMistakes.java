package dev.sluice.kafka;

/** Looks for mistakes that were planted. */
final class PlantedKafkaMistakes {
    private static final int SEEDS = 2_000;

    /** The same for every commit: whether a mistake is found must not be a matter of luck. */
    private static final long FIRST_SEED = 1;

    private PlantedKafkaMistakes() {}

    /**
     * What the first seed found that finds anything.
     *
     * @throws AssertionError if none of 2,000 does
     */
    static KafkaSimulation.Violation find(PlantedKafkaMistake mistake) {
        try (SilentLog silent = new SilentLog()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
                try {
                    new KafkaSimulation(seed, mistake).run();
                } catch (KafkaSimulation.Violation found) {
                    return found;
                }
            }
        }
        throw new AssertionError("no seed from " + FIRST_SEED + " on finds " + mistake);
    }
}
