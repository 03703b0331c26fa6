package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.simulation.Disturbance.Crash;
import dev.sluice.testkit.simulation.Disturbance.Sequel;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A scenario that is ended at each of its operations on the disk, in every way a crash may go, and in which each of them fails. A
 * crash after an operation is one before the next.
 */
final class EveryMoment extends Playing {
    /** What may go wrong at an operation that changes something. */
    private static final List<Fault.Kind> KINDS = List.of(
            Fault.Kind.DEVICE,
            Fault.Kind.FULL,
            Fault.Kind.FULL_FOR_A_MOMENT,
            Fault.Kind.FORBIDDEN,
            Fault.Kind.UNTRUE_FAILURE,
            Fault.Kind.SHORT_WRITE,
            Fault.Kind.READ_ONLY,
            Fault.Kind.STOP,
            Fault.Kind.SECOND_START,
            Fault.Kind.TAKEN_OVER);

    private static final int ONE_OF_READS = 3;

    private final long first;
    private final boolean withAllErrors;

    private EveryMoment(Scenario scenario, long first, boolean withAllErrors) {
        super(scenario, Mistake.NONE, new Coverage());
        this.first = first;
        this.withAllErrors = withAllErrors;
    }

    /** With each kind of error at each operation, and each read failing. */
    static EveryMoment withAllErrors(Canonical query) {
        return new EveryMoment(query.scenario(), 0, true);
    }

    /**
     * With one kind of error at each operation, and one in three reads failing.
     *
     * @param first decides which
     */
    static EveryMoment withOneError(Canonical query, long first) {
        return new EveryMoment(query.scenario(), first, false);
    }

    @Override
    void playAll() {
        World calm = World.before(scenario);
        long operations = -calm.disk.operationCount();
        long reads = -calm.disk.readCount();
        Case.play(calm, null, mistake, coverage, trace);
        operations += calm.disk.operationCount();
        reads += calm.disk.readCount();
        for (CrashMode mode : CrashMode.values()) {
            crashes(mode, operations);
        }
        for (long operation = 1; operation <= operations; operation++) {
            List<Fault.Kind> kinds =
                    withAllErrors ? KINDS : List.of(KINDS.get((int) ((first + operation) % KINDS.size())));
            for (Fault.Kind kind : kinds) {
                error(kind, operation);
            }
        }
        for (long read = 1 + first % ONE_OF_READS; read <= reads; read += withAllErrors ? 1 : ONE_OF_READS) {
            play(new Fault(Fault.Kind.READ, read));
        }
    }

    private void crashes(CrashMode mode, long operations) {
        World world = World.before(scenario);
        List<Crash> all = LongStream.rangeClosed(1, operations)
                .mapToObj(at -> new Crash(at, mode, Sequel.ONE_PROCESS, null, null))
                .toList();
        Moments moments = new Moments(world, all);
        world.disk.listen(moments);
        Case.play(world, null, mistake, coverage, trace);
        moments.images().forEach(this::play);
    }

    private void error(Fault.Kind kind, long operation) {
        // What a sink shows that remembers nothing, nobody could tell from what the other run shows.
        if (kind != Fault.Kind.TAKEN_OVER || scenario.sink() != Scenario.SinkKind.SHOW) {
            play(new Fault(kind, operation));
        }
    }
}
