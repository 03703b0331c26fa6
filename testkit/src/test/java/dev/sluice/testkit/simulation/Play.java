package dev.sluice.testkit.simulation;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.simulation.Scenario.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plays a scenario from where a world stands to its end, with one process after the other, and judges what came out. */
final class Play {
    /** A fault, and what its consequences may need. */
    private static final int MOST_TRIES = 3;

    private static final long DAY_MILLIS = 86_400_000;

    private final World world;
    private final Trace trace;
    private final Dice dice;
    private final Mistake mistake;
    private final Coverage coverage;
    private final @Nullable Fault fault;
    private Damage.@Nullable Damaged damaged;
    private Fault.@Nullable Kind meddling;
    private final boolean wasDamaged;
    private int tries;

    /** What a reader saw at earlier moments. */
    private final List<NavigableMap<Long, List<String>>> seen = new ArrayList<>();

    /** What a reader of the rows that are kept saw at these moments. */
    private final List<LeftOut> seenLeftOut = new ArrayList<>();

    Play(
            World world,
            Trace trace,
            long seed,
            Mistake mistake,
            Coverage coverage,
            @Nullable Fault fault,
            Damage.@Nullable Damaged damaged) {
        this.world = world;
        this.trace = trace;
        this.dice = new Dice(seed, "processes");
        this.mistake = mistake;
        this.coverage = coverage;
        this.fault = fault;
        this.damaged = damaged;
        this.wasDamaged = damaged != null;
    }

    /**
     * As {@link #toTheEnd}, with one process that reads everything unless it fails.
     *
     * @throws Violation if anything is not as it must be
     */
    void toTheEndAtOnce() {
        world.startOnce(ScenarioDice.startToTheEnd(dice, world.scenario));
        toTheEnd();
    }

    /** @throws Violation if anything is not as it must be */
    void toTheEnd() {
        look();
        long meddlingAt = Long.MAX_VALUE;
        if (fault != null) {
            fault.arm(world.disk);
            if (fault.kind().isMeddling()) {
                meddling = fault.kind();
                meddlingAt = world.disk.operationCount() + fault.at();
            }
        }
        while (!world.isOver()) {
            boolean hadCheckpoint = !world.disk.names(Places.CHECKPOINT).isEmpty();
            QueryProcess.Outcome outcome = process().run(meddling, meddlingAt);
            if (outcome.hadMeddler()) {
                noteMeddling();
            }
            if (outcome.isDone()) {
                world.startIsDone();
                if (hadCheckpoint) {
                    coverage.addRecovery();
                }
            } else {
                judge(outcome);
            }
            look();
            world.disk.makeRoom();
            world.disk.makeWritable();
        }
        if (damaged != null && damaged.hidesOutput()) {
            damaged.mend(world.disk);
            damaged = null;
            look();
        }
        judge();
    }

    private void look() {
        if (damaged != null && damaged.hidesOutput()) {
            return;
        }
        seen.add(Visible.in(world));
        seenLeftOut.add(LeftOut.in(world));
    }

    private QueryProcess process() {
        Start start = world.nextStart();
        coverage.addAll(world.starts(start));
        long wallMillis = ScenarioDice.START_SECONDS * 1_000 + dice.below(3) * DAY_MILLIS;
        return new QueryProcess(world, trace, dice.seed(), start, true, wallMillis, mistake);
    }

    private void noteMeddling() {
        if (meddling == Fault.Kind.SECOND_START) {
            coverage.add(Situation.F2_SECOND_START);
        } else if (meddling == Fault.Kind.STOP
                && Places.newest(world.disk, Places.OFFSETS) > Places.newest(world.disk, Places.COMMITS)) {
            coverage.add(Situation.K14_STOPPED_WITH_A_BATCH_UNFINISHED);
        }
        meddling = null;
    }

    private void judge(QueryProcess.Outcome outcome) {
        RuntimeException failure = outcome.failure();
        tries++;
        Violation.unless(tries <= MOST_TRIES, "G7: the query does not come to its end: ", failure);
        if (failure == null) {
            return;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AssertionError found) {
                throw found;
            }
        }
        String message = String.valueOf(failure.getMessage());
        if (!(failure instanceof SluiceException)
                || message.contains(ErrorCondition.INTERNAL.code())
                || !message.contains("/data/")) {
            throw new Violation("G5: a failure that says neither what nor where: " + failure, failure);
        }
        Damage.Damaged mended = damaged;
        if (mended != null && (mended.explains(message) || isCleanedAway(message))) {
            mended.mend(world.disk);
            damaged = null;
        } else if (outcome.wasTakenOver()) {
            Violation.unless(message.contains("FENCED"), "F4: a run that lost its checkpoint fails with ", message);
            coverage.add(Situation.F4_A_RUN_THAT_LOST_THE_CHECKPOINT);
        } else if (world.disk.failedIn() == null) {
            throw new Violation("G7: the query fails although nothing went wrong: " + failure, failure);
        }
        coverage.addFailure(message);
    }

    /** A batch whose commit entry was damaged cannot run again if its files were cleaned away since. */
    private boolean isCleanedAway(String message) {
        return !world.scenario.cleanSource().equals("off") && message.contains("FAILED_READ_FILE.FILE_NOT_EXIST");
    }

    private void judge() {
        if (world.scenario.showsRowsAlone()) {
            new ShownRows(world.scenario, world.plans).judge((SimulatedShow) world.table, !wasDamaged);
            return;
        }
        long last = world.plans.batches().isEmpty() ? -1 : world.plans.batches().lastKey();
        List<Integer> unread = world.plans.unread(world.scenario, last);
        Violation.unless(unread.isEmpty(), "G4: never read: arrivals ", unread);
        Expected expected = Expected.of(world.scenario, world.plans);
        NavigableMap<Long, List<String>> rows = expected.rows();
        NavigableMap<Long, List<String>> visible = seen.getLast();
        Violation.unless(
                visible.keySet().equals(rows.keySet()),
                "K8: planned are ",
                rows.keySet(),
                ", visible ",
                visible.keySet());
        // A batch that a show does not remember may run again in another way.
        for (NavigableMap<Long, List<String>> moment :
                world.scenario.sink() == Scenario.SinkKind.SHOW ? List.of(visible) : seen) {
            moment.forEach((batch, shown) -> Violation.unless(
                    shown.equals(rows.get(batch)),
                    "G1: batch ",
                    batch,
                    " puts out ",
                    shown,
                    " and should ",
                    rows.get(batch)));
        }
        judge(expected.leftOut());
        coverage.addOutput(rows);
        if (expected.hadLateRows()) {
            coverage.add(Situation.T5_LATE_ROWS);
        }
        if (expected.hadUnreadableRows()) {
            coverage.add(Situation.P1_UNREADABLE_ROWS);
        }
    }

    private void judge(LeftOut expected) {
        // Without its commit entry, an epoch that a show does not remember runs again as one batch, for which fewer
        // rows are late.
        if (world.scenario.sink() != Scenario.SinkKind.SHOW || !wasDamaged) {
            judge("late rows", expected.late(), LeftOut::late);
        }
        judge("bad records", expected.bad(), LeftOut::bad);
        if (!expected.late().isEmpty()) {
            coverage.add(Situation.T5_LATE_ROWS_THAT_ARE_KEPT);
        }
        if (!expected.bad().isEmpty()) {
            coverage.add(Situation.P1_UNREADABLE_ROWS_THAT_ARE_KEPT);
        }
    }

    private void judge(
            String what,
            NavigableMap<Long, List<String>> expected,
            Function<LeftOut, NavigableMap<Long, List<String>>> part) {
        requireSame(what, expected, part.apply(seenLeftOut.getLast()));
        for (LeftOut moment : seenLeftOut) {
            part.apply(moment).forEach((batch, rows) -> requireSame(what, batch, expected.get(batch), rows));
        }
    }

    private static void requireSame(
            String what, NavigableMap<Long, List<String>> expected, NavigableMap<Long, List<String>> kept) {
        Violation.unless(
                kept.keySet().equals(expected.keySet()),
                "K9: batches with ",
                what,
                " are ",
                expected.keySet(),
                ", kept are those of ",
                kept.keySet());
    }

    private static void requireSame(String what, long batch, @Nullable List<String> expected, List<String> kept) {
        Violation.unless(
                kept.equals(expected),
                "K9: kept ",
                what,
                " of batch ",
                batch,
                " are ",
                kept,
                " and should be ",
                expected);
    }
}
