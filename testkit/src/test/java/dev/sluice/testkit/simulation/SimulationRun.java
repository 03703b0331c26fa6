package dev.sluice.testkit.simulation;

/** Many seeds, and what they came to. */
final class SimulationRun {
    private final Coverage coverage = new Coverage();
    private final long startNanos = System.nanoTime();
    private long seeds;
    private long cases;
    private long points;
    private long images;

    /** @throws Finding made small, if the seed finds something */
    void add(long seed) {
        Simulation simulation = new Simulation(seed, Mistake.NONE, coverage);
        try {
            simulation.run();
        } catch (Finding found) {
            throw Shrinker.shrink(found, Mistake.NONE);
        }
        seeds++;
        cases += simulation.cases();
        points += simulation.points();
        images += simulation.images();
    }

    Coverage coverage() {
        return coverage;
    }

    @Override
    public String toString() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return seeds + " seeds, " + cases + " faults that were recovered from, " + images + " distinct images of "
                + points
                + " crashes, in " + Math.round(seconds) + " s, " + Math.round(cases / seconds) + " a second\n"
                + coverage;
    }
}
