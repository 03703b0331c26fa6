package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Sampler.Image;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One seed: its scenario without a fault, then ended at some moments, then with errors. */
final class Simulation {
    private static final int CRASHES = 4;
    private static final int ERRORS = 2;

    private final long seed;
    private final Mistake mistake;
    private final Coverage coverage;
    private final Trace trace = new Trace();
    private final Set<Long> tried = new HashSet<>();
    private int cases;
    private int points;
    private String step = "";

    Simulation(long seed, Mistake mistake, Coverage coverage) {
        this.seed = seed;
        this.mistake = mistake;
        this.coverage = coverage;
    }

    /** Recoveries that were played to their end. */
    int cases() {
        return cases;
    }

    /** Crashes, each with what it left. */
    int points() {
        return points;
    }

    /** How many of the points left what no other had left. */
    int images() {
        return tried.size();
    }

    long traceHash() {
        return trace.hash();
    }

    /** @throws AssertionError that says what is wrong and how to see it again */
    void run() {
        Scenario scenario = ScenarioDice.draw(seed);
        try {
            Dice dice = new Dice(seed, "faults");
            World calm = World.before(scenario);
            long start = calm.disk.operationCount();
            Sampler sampler = new Sampler(calm, dice, CRASHES);
            calm.disk.listen(sampler);
            step = "undisturbed";
            play(calm, dice.seed(), null);
            long operations = calm.disk.operationCount() - start;
            for (Image image : sampler.images()) {
                points++;
                if (tried.add(image.world().hash())) {
                    recover(image, dice, dice.percent(30));
                }
            }
            for (int error = 0; error < ERRORS; error++) {
                Fault fault = new Fault(dice.one(Fault.Kind.values()), 1 + dice.below(operations));
                World world = World.before(scenario);
                step = fault.toString();
                play(world, dice.seed(), fault);
                cases++;
            }
        } catch (RuntimeException | AssertionError found) {
            throw new AssertionError(report(scenario, found), found);
        }
    }

    private void recover(Image image, Dice dice, boolean isDouble) {
        step = image.toString();
        World world = image.world();
        Sampler second = new Sampler(world, dice, 1);
        if (isDouble) {
            world.disk.listen(second);
        }
        play(world, dice.seed(), null);
        cases++;
        for (Image again : second.images()) {
            points++;
            if (tried.add(again.world().hash())) {
                step = image + ", then " + again;
                play(again.world(), dice.seed(), null);
                cases++;
            }
        }
    }

    private void play(World world, long playSeed, @Nullable Fault fault) {
        new Play(world, trace, playSeed, mistake, fault, coverage).toTheEnd();
    }

    private String report(Scenario scenario, Throwable found) {
        return found.getMessage() + "\nseed " + seed + ", " + step + "\nto see it again: " + Seeds.command(seed) + "\n"
                + scenario + "\nwhat happened last:\n" + String.join("\n", trace.last());
    }
}
