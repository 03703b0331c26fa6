package dev.sluice.streaming;

import dev.sluice.execution.BatchContext;
import dev.sluice.execution.PoolParallel;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.execution.ledger.RowLedger;
import dev.sluice.seam.Clock;
import dev.sluice.state.OperatorState;
import dev.sluice.state.Parallel;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of every stateful operator of a query, by its number: in memory between two batches, or else in its files. */
final class OperatorStates {
    /** Below this, handing partitions to other threads costs more than encoding them. */
    private static final long GROUPS_WORTH_THREADS = 10_000;

    private final RunContext run;

    /** Null while what is in memory is unknown or not yet read: then it is read from the files of the last commit. */
    private @Nullable Map<Integer, OperatorState> kept;

    OperatorStates(RunContext run) {
        this.run = run;
    }

    /**
     * What a batch wrote.
     *
     * @param files by operator
     * @param nanos how long each took
     */
    record Written(Map<Integer, StateFileId> files, Map<Integer, Long> nanos) {}

    /**
     * Hands over the state as of {@code position}, for a batch to change; nobody has it until it is given back. It is in as
     * many partitions as the batch was planned with, so that their rows are the same when it runs again.
     */
    Map<Integer, OperatorState> take(QueryPosition position, OffsetEntry plan) {
        int partitions = RecordedSettings.partitions(plan, run.environment().partitions());
        Map<Integer, OperatorState> held = kept;
        kept = null;
        return held != null && held.values().stream().allMatch(state -> state.partitionCount() == partitions)
                ? held
                : load(position.last(), partitions);
    }

    private Map<Integer, OperatorState> load(@Nullable CommitEntry last, int partitions) {
        Map<Integer, OperatorState> loaded = new HashMap<>();
        for (StatefulSpec operator : run.plan().statefulOperators()) {
            int number = operator.operatorId();
            StateFileId tip = last == null ? null : last.stateFiles().get(number);
            loaded.put(
                    number,
                    tip == null ? new OperatorState(operator.layout(), partitions) : load(operator, partitions, tip));
        }
        return loaded;
    }

    private OperatorState load(StatefulSpec operator, int partitions, StateFileId tip) {
        int number = operator.operatorId();
        StateFiles files = run.checkpoint().state();
        OperatorState state = files.load(number, operator.layout(), partitions, tip);
        RowLedger ledger = new RowLedger();
        files.header(number, tip).ifPresent(header -> {
            long groups = StateNotes.groups(header.extras());
            if (groups >= 0) {
                ledger.require(operator.describe(), "held", groups, "restored", state.groupCount());
            }
            Long fingerprint = StateNotes.fingerprint(header.extras());
            if (fingerprint != null && RowLedger.isStrict()) {
                ledger.require(operator.describe(), "had the keys", fingerprint, "restored", state.fingerprint());
            }
        });
        ledger.close("version " + tip.version() + " of the state");
        return state;
    }

    /** Publishes what a batch changed, one file for each operator, also where it changed nothing (step S5). */
    Written write(
            Map<Integer, OperatorState> states,
            QueryPosition position,
            String attempt,
            BatchContext context,
            WatermarkTracker tracker) {
        Map<String, Long> nodes = new TreeMap<>();
        tracker.values().forEach((node, value) -> nodes.put(node.toString(), value));
        CommitEntry last = position.last();
        Clock clock = run.clock();
        Map<Integer, StateFileId> files = new HashMap<>();
        Map<Integer, Long> nanos = new HashMap<>();
        for (StatefulSpec operator : run.plan().statefulOperators()) {
            int number = operator.operatorId();
            long start = clock.monotonicNanos();
            OperatorState state = Objects.requireNonNull(states.get(number), "state");
            state.gatherTurns();
            Map<String, Object> extras = new TreeMap<>(StateNotes.of(operator, state, run.plan()));
            extras.put(Recovery.NEXT_WATERMARK, tracker.watermarkMillis());
            extras.put(Recovery.NODE_WATERMARKS, nodes);
            files.put(
                    number,
                    run.checkpoint()
                            .state()
                            .writeDelta(
                                    state,
                                    number,
                                    context.batchId() + 1,
                                    last == null ? null : last.stateFiles().get(number),
                                    attempt,
                                    operator.expires()
                                            ? context.watermarks(number).evict()
                                            : Long.MIN_VALUE,
                                    extras,
                                    parallel(state)));
            nanos.put(number, clock.monotonicNanos() - start);
        }
        return new Written(files, nanos);
    }

    private Parallel parallel(OperatorState state) {
        return state.changedCount() < GROUPS_WORTH_THREADS
                ? Parallel.NONE
                : new PoolParallel(run.environment().exec(), run.environment().pool());
    }

    /** Takes back what {@link #take} gave, once what a batch changed is committed. */
    void giveBack(Map<Integer, OperatorState> states) {
        states.values().forEach(OperatorState::endBatch);
        kept = states;
    }
}
