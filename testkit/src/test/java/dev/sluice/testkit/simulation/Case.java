package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Disturbance.Crash;
import dev.sluice.testkit.simulation.Moments.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scenario and what goes wrong while it is played.
 *
 * @param cuts what was left out of what the seed of the scenario draws
 */
record Case(Scenario scenario, List<String> cuts, Disturbance disturbance) {
    Case {
        cuts = List.copyOf(cuts);
    }

    /** A case of what a seed draws. */
    static Case of(Scenario drawn, Disturbance disturbance) {
        return new Case(drawn, List.of(), disturbance);
    }

    /** In a word, as in {@code 20,a3,r1.0,crash@31/TORN/ALL_STARTS}; {@link #parse} reads it. */
    String text() {
        List<String> parts = new ArrayList<>(List.of(Long.toString(scenario.seed())));
        parts.addAll(cuts);
        parts.add(disturbance.text());
        return String.join(",", parts);
    }

    static Case parse(String text) {
        List<String> parts = List.of(text.split(",", -1));
        Case parsed = of(ScenarioDice.draw(Long.parseLong(parts.getFirst())), Disturbance.parse(parts.getLast()));
        for (String cut : parts.subList(1, parts.size() - 1)) {
            parsed = Objects.requireNonNull(parsed.without(cut), cut);
        }
        return parsed;
    }

    Case with(Disturbance other) {
        return new Case(scenario, cuts, other);
    }

    /** Smaller by one of {@link Cuts}, null if there is nothing to leave out. */
    @Nullable
    Case without(String cut) {
        Scenario smaller = Cuts.apply(scenario, cut);
        if (smaller == null) {
            return null;
        }
        List<String> more = new ArrayList<>(cuts);
        more.add(cut);
        return new Case(smaller, more, disturbance);
    }

    /** @throws Finding if something is wrong */
    void play() {
        Trace trace = new Trace();
        try {
            play(Mistake.NONE, new Coverage(), trace);
        } catch (RuntimeException | AssertionError found) {
            throw new Finding(this, found, trace);
        }
    }

    /**
     * Plays it to its end.
     *
     * @throws AssertionError that says what is wrong
     */
    void play(Mistake mistake, Coverage coverage, Trace trace) {
        World world = World.before(scenario);
        switch (disturbance) {
            case Disturbance.None ignored -> play(world, null, mistake, coverage, trace);
            case Fault fault -> play(world, fault, mistake, coverage, trace);
            case Crash crash -> {
                Moments moments = new Moments(world, List.of(crash));
                world.disk.listen(moments);
                play(world, null, mistake, coverage, trace);
                moments.images().forEach(image -> playOn(image, mistake, coverage, trace));
            }
        }
    }

    /** Plays on from what a crash left, and from what the crash after it left then. */
    static void playOn(Image image, Mistake mistake, Coverage coverage, Trace trace) {
        playOn(image, null, mistake, coverage, trace);
    }

    private static void playOn(
            Image image, Damage.@Nullable Damaged before, Mistake mistake, Coverage coverage, Trace trace) {
        World world = image.world();
        if (before == null || !before.hidesOutput()) {
            coverage.addAll(Situation.of(image));
        }
        Crash again = image.crash().again();
        Moments moments = new Moments(world, again == null ? List.of() : List.of(again));
        world.disk.listen(moments);
        Damage damage = image.crash().damage();
        Damage.Damaged damaged = damage == null
                ? before
                : damage.in(
                        world,
                        new Dice(world.scenario.seed() * 31 + image.crash().at(), "damage"),
                        image.older());
        Play play = new Play(world, trace, seed(world, image.crash()), mistake, coverage, null, damaged);
        switch (image.crash().sequel()) {
            case ONE_PROCESS -> play.toTheEndAtOnce();
            case ALL_STARTS -> play.toTheEnd();
        }
        if (damage != null && damaged != null) {
            coverage.add(damage.situation());
        }
        for (Image second : moments.images()) {
            coverage.add(Situation.K11_CRASH_IN_A_RECOVERY);
            playOn(second, damaged == null ? null : damaged.afterAnotherCrash(), mistake, coverage, trace);
        }
    }

    /** Plays on from a world in which nothing has happened yet. */
    static void play(World world, @Nullable Fault fault, Mistake mistake, Coverage coverage, Trace trace) {
        Disturbance what = fault == null ? new Disturbance.None() : fault;
        new Play(world, trace, seed(world, what), mistake, coverage, fault, null).toTheEnd();
        if (fault != null) {
            coverage.addAll(Situation.ofFailure(fault.kind(), world.disk.failedIn()));
        }
    }

    /** The same in every process, as the hash of an enumeration is not. */
    private static long seed(World world, Disturbance what) {
        return world.scenario.seed() * 31 + what.toString().hashCode();
    }
}
