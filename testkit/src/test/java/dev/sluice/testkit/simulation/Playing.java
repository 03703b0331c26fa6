package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Moments.Image;
import java.util.HashSet;
import java.util.Set;

/** A scenario that is played with one disturbance after the other, and what that came to. */
abstract class Playing {
    final Scenario scenario;
    final Mistake mistake;
    final Coverage coverage;
    final Trace trace = new Trace();
    private final Set<Long> tried = new HashSet<>();
    private int cases;
    private int points;
    private Disturbance disturbance = new Disturbance.None();

    Playing(Scenario scenario, Mistake mistake, Coverage coverage) {
        this.scenario = scenario;
        this.mistake = mistake;
        this.coverage = coverage;
    }

    /** Plays it without a disturbance, and then with those that it decides on. */
    abstract void playAll();

    /** @throws Finding if something is wrong */
    final void run() {
        try {
            playAll();
        } catch (RuntimeException | AssertionError found) {
            throw new Finding(Case.of(scenario, disturbance), found, trace);
        }
    }

    /** Plays on from what a crash left, unless another one left the same. */
    final void play(Image image) {
        points++;
        if (tried.add(image.world().hash())) {
            disturbance = image.crash();
            cases += image.crash().again() == null ? 1 : 2;
            Case.playOn(image, mistake, coverage, trace);
        }
    }

    final void play(Fault fault) {
        disturbance = fault;
        cases++;
        Case.play(World.before(scenario), fault, mistake, coverage, trace);
    }

    final Coverage coverage() {
        return coverage;
    }

    /** Faults whose scenario was played to its end. */
    final int cases() {
        return cases;
    }

    /** Crashes, each with what it left. */
    final int points() {
        return points;
    }

    /** How many of them left what no other had left. */
    final int images() {
        return tried.size();
    }

    final long traceHash() {
        return trace.hash();
    }
}
