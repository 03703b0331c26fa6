package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.simulation.Disturbance.Crash;
import dev.sluice.testkit.simulation.Disturbance.Sequel;
import dev.sluice.testkit.simulation.Moments.Image;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One seed: its scenario without a fault, then ended at some moments, then with errors. */
final class Simulation {
    private static final int CRASHES = 20;
    private static final int ERRORS = 2;
    private static final int OPERATIONS_OF_A_START = 60;
    private static final int OPERATIONS_OF_AN_ARRIVAL = 40;

    /** Most batches leave nothing. */
    private static final int OPERATIONS_OF_A_SHOWN_ARRIVAL = 10;

    private final Scenario scenario;
    private final Mistake mistake;
    private final Coverage coverage;
    private final Trace trace = new Trace();
    private final Set<Long> tried = new HashSet<>();
    private int cases;
    private int points;
    private Disturbance disturbance = new Disturbance.None();

    Simulation(long seed, Mistake mistake, Coverage coverage) {
        this.scenario = ScenarioDice.draw(seed);
        this.mistake = mistake;
        this.coverage = coverage;
    }

    Coverage coverage() {
        return coverage;
    }

    /** Faults whose scenario was played to its end. */
    int cases() {
        return cases;
    }

    /** Crashes, each with what it left. */
    int points() {
        return points;
    }

    /** How many of them left what no other had left. */
    int images() {
        return tried.size();
    }

    long traceHash() {
        return trace.hash();
    }

    /** @throws Finding if something is wrong */
    void run() {
        try {
            Dice dice = new Dice(scenario.seed(), "faults");
            World calm = World.before(scenario);
            long start = calm.disk.operationCount();
            Moments moments = new Moments(calm, crashes(dice), new Dice(scenario.seed(), "rare moments"));
            calm.disk.listen(moments);
            Case.play(calm, null, mistake, coverage, trace);
            long operations = calm.disk.operationCount() - start;
            for (Image image : moments.images()) {
                points++;
                if (tried.add(image.world().hash())) {
                    disturbance = image.crash();
                    cases += image.crash().again() == null ? 1 : 2;
                    Case.playOn(image, mistake, coverage, trace);
                }
            }
            for (int error = 0; error < ERRORS; error++) {
                Fault fault = new Fault(dice.one(Fault.Kind.FIRST), 1 + dice.below(operations));
                play(fault);
            }
            Dice more = new Dice(scenario.seed(), "more faults");
            List<Fault.Kind> kinds = Fault.Kind.LATER.stream()
                    .filter(kind -> kind != Fault.Kind.TAKEN_OVER || scenario.sink() != Scenario.SinkKind.SHOW)
                    .toList();
            play(new Fault(more.one(kinds), 1 + more.below(operations)));
        } catch (RuntimeException | AssertionError found) {
            throw new Finding(Case.of(scenario, disturbance), found, trace);
        }
    }

    private void play(Fault fault) {
        disturbance = fault;
        cases++;
        Case.play(World.before(scenario), fault, mistake, coverage, trace);
    }

    private static Sequel sequel(Dice dice) {
        return dice.percent(90) ? Sequel.ONE_PROCESS : Sequel.ALL_STARTS;
    }

    private List<Crash> crashes(Dice dice) {
        int ofAnArrival = scenario.showsRowsAlone() ? OPERATIONS_OF_A_SHOWN_ARRIVAL : OPERATIONS_OF_AN_ARRIVAL;
        int expected = OPERATIONS_OF_A_START + ofAnArrival * scenario.arrivals().size();
        Dice more = new Dice(scenario.seed(), "more damage");
        List<Crash> crashes = new ArrayList<>();
        for (int crash = 0; crash < CRASHES; crash++) {
            Crash again = dice.percent(30)
                    ? new Crash(dice.between(1, expected / 3), dice.one(CrashMode.values()), sequel(dice), null, null)
                    : null;
            Damage damage = dice.percent(20) ? dice.one(Damage.FIRST) : null;
            if (damage == null && more.percent(30)) {
                damage = more.one(Damage.LATER);
            }
            crashes.add(
                    new Crash(dice.between(1, expected), dice.one(CrashMode.values()), sequel(dice), damage, again));
        }
        return crashes;
    }
}
