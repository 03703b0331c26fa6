package dev.sluice.testkit.simulation;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.simulation.Scenario.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Plays a scenario from where a world stands to its end, with one process after the other, and judges what came out. */
final class Play {
    /** Reads what may be left, so that everything is read in the end. */
    private static final Start LAST = new Start(0, "available", 2, null);

    /** A fault, and what its consequences may need. */
    private static final int MOST_TRIES = 3;

    private static final long DAY_MILLIS = 86_400_000;

    private final World world;
    private final Trace trace;
    private final Dice dice;
    private final Mistake mistake;
    private final @Nullable Fault fault;
    private final Coverage coverage;

    /** What a reader saw at earlier moments. */
    private final List<NavigableMap<Long, List<String>>> seen = new ArrayList<>();

    Play(World world, Trace trace, long seed, Mistake mistake, @Nullable Fault fault, Coverage coverage) {
        this.world = world;
        this.trace = trace;
        this.dice = new Dice(seed, "processes");
        this.mistake = mistake;
        this.fault = fault;
        this.coverage = coverage;
    }

    /** @throws Violation if anything is not as it must be */
    void toTheEnd() {
        seen.add(Visible.in(world));
        long stopAt = Long.MAX_VALUE;
        if (fault != null) {
            fault.arm(world.disk);
            stopAt = fault.stopAt(world.disk);
        }
        int tries = 0;
        while (world.startsDone() <= world.scenario.starts().size()) {
            QueryProcess.Outcome outcome = process().run(stopAt);
            if (outcome.isDone()) {
                world.startIsDone();
            } else {
                tries++;
                if (outcome.wasStopped()) {
                    stopAt = Long.MAX_VALUE;
                }
                judge(outcome.failure(), tries);
            }
            seen.add(Visible.in(world));
            world.disk.makeRoom();
        }
        judge();
    }

    private QueryProcess process() {
        List<Start> starts = world.scenario.starts();
        Start start = world.startsDone() < starts.size() ? starts.get(world.startsDone()) : LAST;
        long wallMillis = ScenarioDice.START_SECONDS * 1_000 + dice.below(3) * DAY_MILLIS;
        return new QueryProcess(world, trace, dice.seed(), start, wallMillis, mistake);
    }

    private void judge(@Nullable RuntimeException failure, int tries) {
        if (failure != null) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof AssertionError found) {
                    throw found;
                }
            }
            if (!world.disk.hasFailed()) {
                throw new Violation("the query fails although nothing went wrong: " + failure, failure);
            }
            if (!(failure instanceof SluiceException error)
                    || String.valueOf(error.getMessage()).contains(ErrorCondition.INTERNAL.code())
                    || !String.valueOf(error.getMessage()).contains("/data/")) {
                throw new Violation("G5: a failure that says neither what nor where: " + failure, failure);
            }
            coverage.failure(error);
        }
        Violation.unless(tries <= MOST_TRIES, "G7: the query does not come to its end: ", failure);
    }

    private void judge() {
        long last = world.plans.batches().isEmpty() ? -1 : world.plans.batches().lastKey();
        List<Integer> unread = world.plans.unread(world.scenario, last);
        Violation.unless(unread.isEmpty(), "G4: never read: arrivals ", unread);
        NavigableMap<Long, List<String>> expected = Expected.of(world.scenario, world.plans);
        NavigableMap<Long, List<String>> visible = seen.getLast();
        Violation.unless(
                visible.keySet().equals(expected.keySet()),
                "K8: planned are ",
                expected.keySet(),
                ", visible ",
                visible.keySet());
        for (NavigableMap<Long, List<String>> moment : seen) {
            moment.forEach((batch, rows) -> Violation.unless(
                    rows.equals(expected.get(batch)),
                    "G1: batch ",
                    batch,
                    " puts out ",
                    rows,
                    " and should ",
                    expected.get(batch)));
        }
        coverage.rows(expected);
    }
}
