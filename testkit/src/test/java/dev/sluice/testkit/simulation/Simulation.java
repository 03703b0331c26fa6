package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.simulation.Disturbance.Crash;
import dev.sluice.testkit.simulation.Disturbance.Sequel;
import java.util.ArrayList;
import java.util.List;

/** One seed: its scenario without a fault, then ended at some moments, then with errors. */
final class Simulation extends Playing {
    private static final int CRASHES = 20;
    private static final int ERRORS = 2;
    private static final int OPERATIONS_OF_A_START = 60;
    private static final int OPERATIONS_OF_AN_ARRIVAL = 40;

    /** Most batches leave nothing. */
    private static final int OPERATIONS_OF_A_SHOWN_ARRIVAL = 10;

    Simulation(long seed, Mistake mistake, Coverage coverage) {
        super(ScenarioDice.draw(seed), mistake, coverage);
    }

    @Override
    void playAll() {
        Dice dice = new Dice(scenario.seed(), "faults");
        World calm = World.before(scenario);
        long operations = -calm.disk.operationCount();
        long reads = -calm.disk.readCount();
        long fileReads = -calm.disk.fileReadCount();
        Moments moments = new Moments(calm, crashes(dice), new Dice(scenario.seed(), "rare moments"));
        calm.disk.listen(moments);
        Case.play(calm, null, mistake, coverage, trace);
        operations += calm.disk.operationCount();
        reads += calm.disk.readCount();
        fileReads += calm.disk.fileReadCount();
        moments.images().forEach(this::play);
        for (int error = 0; error < ERRORS; error++) {
            Fault.Kind kind = dice.one(Fault.Kind.FIRST);
            play(new Fault(kind, 1 + dice.below(kind == Fault.Kind.READ ? reads : operations)));
        }
        Dice more = new Dice(scenario.seed(), "more faults");
        List<Fault.Kind> kinds = Fault.Kind.LATER.stream()
                .filter(kind -> kind != Fault.Kind.TAKEN_OVER || scenario.sink() != Scenario.SinkKind.SHOW)
                .toList();
        Fault.Kind kind = more.one(kinds);
        play(new Fault(kind, 1 + more.below(kind == Fault.Kind.FILE_READ ? fileReads : operations)));
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
