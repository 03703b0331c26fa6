package dev.sluice.execution;

import dev.sluice.builtin.Calls;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.AggregateSpec.Assignment;
import dev.sluice.execution.AggregateSpec.WindowKey;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.BatchResult.OperatorMetrics;
import dev.sluice.execution.Stage.Branch;
import dev.sluice.execution.Stage.Input;
import dev.sluice.execution.Stage.Terminal;
import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.plan.Plans;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.seam.Exec;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.state.OperatorState;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Runs the operators of a query over one stream batch by batch, with the watermarks that a test chooses, and keeps their
 * state in files as the runner does: a batch can be repeated, and the partitions may change before any of them.
 */
final class BatchPlayer {
    private final SystemExec exec;
    private final Exec.WorkPool pool;
    private final PhysicalPlan plan;
    private final StateFiles files;
    private final Scratch scratch;
    private final Map<Integer, StateFileId> tips = new HashMap<>();
    private Map<Integer, OperatorState> states = new HashMap<>();
    private long nextBatch;
    private long lateMicros;
    private int attempts;

    /** What came of a batch: rows in the order of the output partitions, and what each operator counted. */
    record Played(List<String> rows, List<OperatorMetrics> operators) {}

    /**
     * @param inPanes whether sliding windows are merged from panes where that can be; else rows are repeated
     * @param firstLateMicros the late watermark of the first batch
     */
    BatchPlayer(
            SystemExec exec,
            Exec.WorkPool pool,
            Path checkpoint,
            UnresolvedPlan query,
            OutputMode mode,
            boolean inPanes,
            long firstLateMicros) {
        this.exec = exec;
        this.pool = pool;
        PhysicalPlan planned = Planner.plan(Plans.analyze(query), mode);
        this.plan = inPanes ? planned : rowsRepeated(planned);
        this.scratch = Scratch.below(checkpoint.resolve("scratch"), LocalFs.withoutSync(), new SystemIds(), exec);
        this.files = new StateFiles(
                LocalFs.withoutSync(), new Publisher(LocalFs.withoutSync(), new SystemIds()), checkpoint, "query");
        this.lateMicros = firstLateMicros;
    }

    PhysicalPlan plan() {
        return plan;
    }

    private static PhysicalPlan rowsRepeated(PhysicalPlan plan) {
        return new PhysicalPlan(
                rowsRepeated(plan.root()),
                plan.sources(),
                plan.tables(),
                plan.watermarks(),
                plan.statefulOperators().stream().map(BatchPlayer::rowsRepeated).toList(),
                plan.operatorWatermarks(),
                plan.observed(),
                plan.schema());
    }

    private static Stage rowsRepeated(Stage stage) {
        List<Branch> branches = stage.branches().stream()
                .map(branch -> branch.input() instanceof Input.FromStage(Stage below)
                        ? new Branch(new Input.FromStage(rowsRepeated(below)), branch.steps())
                        : branch)
                .toList();
        Terminal terminal = stage.terminal() instanceof Terminal.ToKeyed(StatefulSpec spec)
                ? new Terminal.ToKeyed(rowsRepeated(spec))
                : stage.terminal();
        return new Stage(branches, terminal);
    }

    private static StatefulSpec rowsRepeated(StatefulSpec operator) {
        if (!(operator instanceof AggregateSpec spec)) {
            return operator;
        }
        WindowKey window = spec.window();
        return window == null
                ? spec
                : new AggregateSpec(
                        spec.operatorId(),
                        spec.inputSchema(),
                        spec.keys(),
                        new WindowKey(window.time(), window.spec(), window.position(), Assignment.REPEATED_UNEVEN),
                        spec.expiry(),
                        spec.aggregates(),
                        spec.mode(),
                        spec.output());
    }

    /** Drops what is in memory; the next batch runs with the state of the last one from its files. */
    void restart(int partitions) {
        states = new HashMap<>();
        for (StatefulSpec operator : plan.statefulOperators()) {
            StateFileId tip = tips.get(operator.operatorId());
            states.put(
                    operator.operatorId(),
                    tip == null
                            ? new OperatorState(operator.layout(), partitions)
                            : files.load(operator.operatorId(), operator.layout(), partitions, tip));
        }
    }

    /** The next batch, as {@link #attempt}, and its state. */
    Played commit(List<List<Batch>> splits, long evictMicros) throws InterruptedException {
        Played played = attempt(splits, evictMicros);
        attempts++;
        for (StatefulSpec operator : plan.statefulOperators()) {
            int number = operator.operatorId();
            OperatorState state = state(number);
            StateFileId tip = files.writeDelta(
                    state,
                    number,
                    nextBatch + 1,
                    tips.get(number),
                    "a" + attempts,
                    operator.expires() ? evictMicros : Long.MIN_VALUE,
                    Map.of());
            tips.put(number, tip);
            state.endBatch();
        }
        lateMicros = evictMicros;
        nextBatch++;
        return played;
    }

    /**
     * Computes the next batch and changes the state in memory.
     *
     * @param splits the rows of each task
     * @param evictMicros the watermark of the batch; that of the one before is what rows are late by
     */
    Played attempt(List<List<Batch>> splits, long evictMicros) throws InterruptedException {
        Map<Integer, OperatorWatermarks> watermarks = new HashMap<>();
        plan.statefulOperators()
                .forEach(operator ->
                        watermarks.put(operator.operatorId(), new OperatorWatermarks(lateMicros, evictMicros)));
        PhysicalPlan fed = new PhysicalPlan(
                fed(plan.root(), splits),
                List.of(),
                List.of(),
                plan.watermarks(),
                plan.statefulOperators(),
                plan.operatorWatermarks(),
                plan.observed(),
                plan.schema());
        Map<Integer, List<String>> rows = new ConcurrentSkipListMap<>();
        BatchResult result;
        try (QueryMemory memory = new QueryMemory("played", new MemoryBudget(exec, 1 << 30), scratch, exec)) {
            result = new BatchRunner(fed, exec, pool, new SystemClock(), memory)
                    .run(new BatchContext(nextBatch, 0, watermarks), List.of(), Tables.none(), states, partition -> {
                        List<String> written = new ArrayList<>();
                        rows.put(partition, written);
                        return new RowWriter(written);
                    });
        }
        List<String> all = new ArrayList<>();
        rows.values().forEach(all::addAll);
        List<OperatorMetrics> operators = new ArrayList<>();
        for (StatefulSpec operator : plan.statefulOperators()) {
            OperatorMetrics metrics = result.operators().get(operator.operatorId());
            if (metrics == null) {
                throw new AssertionError("no metrics of operator " + operator.operatorId());
            }
            operators.add(metrics);
        }
        return new Played(all, operators);
    }

    private static Stage fed(Stage stage, List<List<Batch>> splits) {
        List<Branch> branches = new ArrayList<>();
        for (Branch branch : stage.branches()) {
            switch (branch.input()) {
                case Input.FromSource ignored ->
                    splits.forEach(rows ->
                            branches.add(new Branch(new Input.FromRows(BatchSequence.of(rows)), branch.steps())));
                case Input.FromStage(Stage below) ->
                    branches.add(new Branch(new Input.FromStage(fed(below, splits)), branch.steps()));
                default -> branches.add(branch);
            }
        }
        return new Stage(branches, stage.terminal());
    }

    OperatorState state(int operator) {
        OperatorState state = states.get(operator);
        if (state == null) {
            throw new AssertionError("no state of operator " + operator);
        }
        return state;
    }

    private record RowWriter(List<String> rows) implements SinkWriter {
        @Override
        public void write(Batch batch) {
            for (int row = 0; row < batch.rowCount(); row++) {
                StringJoiner text = new StringJoiner(", ", "[", "]");
                for (Vector vector : batch.vectors()) {
                    text.add(text(Vectors.flat(vector, batch.rowCount()), row));
                }
                rows.add(text.toString());
            }
        }

        private static String text(Vector vector, int row) {
            if (vector instanceof StructVector struct) {
                return Calls.value(struct.fields()[0], row) + ".." + Calls.value(struct.fields()[1], row);
            }
            return String.valueOf(Calls.value(vector, row));
        }

        @Override
        public CommitMessage finish() {
            return CommitMessage.NONE;
        }

        @Override
        public void close() {}
    }
}
