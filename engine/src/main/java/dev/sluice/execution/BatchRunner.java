package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.BatchResult.OperatorMetrics;
import dev.sluice.execution.Stage.Branch;
import dev.sluice.execution.Stage.Input;
import dev.sluice.execution.Stage.Terminal;
import dev.sluice.execution.join.JoinProbe;
import dev.sluice.execution.join.JoinSpec;
import dev.sluice.execution.join.JoinTable;
import dev.sluice.execution.kept.KeepingRows;
import dev.sluice.execution.kept.KeptRows;
import dev.sluice.execution.kept.TaskKeptRows;
import dev.sluice.execution.ledger.RowLedger;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.MemoryHold;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.source.Split;
import dev.sluice.state.OperatorState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs batches of a plan on the pool of the session, one after the other. */
public final class BatchRunner {
    /** Up to so many rows stay on the thread of the query: to wake another would take longer. */
    private static final long FEW_ROWS = Batch.DEFAULT_ROWS;

    private final PhysicalPlan plan;
    private final Exec exec;
    private final Exec.WorkPool pool;
    private final Clock clock;
    private final QueryMemory memory;
    private final @Nullable KeepingRows keeping;

    /** Of each partition of each operator, from one batch to the next as the state is. */
    private final Map<Integer, List<MemoryHold>> stateHolds = new HashMap<>();

    /** By operator, the entries of the state after the batch before. */
    private final Map<Integer, Long> heldEntries = new HashMap<>();

    /** Rows that are left out are counted only. */
    public BatchRunner(PhysicalPlan plan, Exec exec, Exec.WorkPool pool, Clock clock, QueryMemory memory) {
        this(plan, exec, pool, clock, memory, null);
    }

    /**
     * @param memory for what is kept of a batch, and for the state
     * @param keeping what becomes of rows that are left out; null where none are kept, as over static data
     */
    public BatchRunner(
            PhysicalPlan plan,
            Exec exec,
            Exec.WorkPool pool,
            Clock clock,
            QueryMemory memory,
            @Nullable KeepingRows keeping) {
        this.plan = plan;
        this.exec = exec;
        this.pool = pool;
        this.clock = clock;
        this.memory = memory;
        this.keeping = keeping;
    }

    /**
     * Reads the splits, updates the state in place and writes to the sink. Returns when every task has ended.
     *
     * @param inputs one for each source of the plan, in its order
     * @param tables those of the plan, and what was made of them for this batch
     * @param states by number of the operator; in an unknown condition if this throws
     * @throws InterruptedException if the calling thread was interrupted; no task runs any more then
     */
    public BatchResult run(
            BatchContext context,
            List<SourceInput> inputs,
            Tables tables,
            Map<Integer, OperatorState> states,
            SinkOutput sink)
            throws InterruptedException {
        OneBatch batch = new OneBatch(context, inputs, tables, states, sink);
        try {
            List<StageInput> results = batch.runStage(plan.root());
            if (!results.isEmpty()) {
                throw new IllegalStateException("the last stage does not end in the sink");
            }
            return new BatchResult(batch.metrics, batch.messages, batch.operatorMetrics(), batch.ledger(), batch.kept);
        } catch (InterruptedException | RuntimeException | Error failed) {
            batch.kept.close();
            throw failed;
        } finally {
            batch.forgetStateOfTables();
        }
    }

    /** @param number among the tasks of the branch */
    private record Task(Branch branch, StageInput input, int number) {}

    /** @param last run one after the other when all others have ended: rows of join tables that nobody has found */
    private record StageTasks(List<Task> first, List<Task> last) {}

    private final class OneBatch {
        private final BatchContext context;
        private final List<SourceInput> inputs;
        private final Tables tables;
        private final Map<Integer, OperatorState> states;
        private final SinkOutput sink;
        private final TaskMetrics metrics = new TaskMetrics();
        private final Map<Integer, List<KeyedPartition>> operators = new HashMap<>();
        private final KeptRows kept = new KeptRows();
        private List<CommitMessage> messages = List.of();
        private long stageCount;

        private OneBatch(
                BatchContext context,
                List<SourceInput> inputs,
                Tables tables,
                Map<Integer, OperatorState> states,
                SinkOutput sink) {
            this.context = context;
            this.inputs = inputs;
            this.tables = tables;
            this.states = states;
            this.sink = sink;
        }

        /** Runs a stage and those below it; what its keyed operator emits is the input of the tasks of the next. */
        private List<StageInput> runStage(Stage stage) throws InterruptedException {
            buildJoinTables(stage);
            List<Task> tasks = new ArrayList<>();
            List<Task> lastTasks = new ArrayList<>();
            for (Branch branch : stage.branches()) {
                List<Task> all = branch.input() instanceof Input.FromJoinTable ? lastTasks : tasks;
                int before = all.size();
                for (StageInput input : tasksOf(branch.input())) {
                    all.add(new Task(branch, input, all.size() - before));
                }
            }
            StageTasks work = new StageTasks(tasks, lastTasks);
            StageRun run = new StageRun(exec, pool, stageCount++);
            return switch (stage.terminal()) {
                case Terminal.ToSink ignored -> {
                    SinkEnd end = new SinkEnd(sink);
                    runTasks(stage, run, work, end, null);
                    messages = end.messages();
                    yield List.of();
                }
                case Terminal.ToKeyed(StatefulSpec spec) -> {
                    List<KeyedPartition> partitions = open(spec);
                    runTasks(stage, run, work, new Exchange(spec, partitions, run, memory), null);
                    yield results(spec, partitions);
                }
                case Terminal.ToOrdered(OrderedSpec spec) -> {
                    OrderedRows ordered = spec.orders().isEmpty()
                            ? new FirstRows(spec, memory)
                            : new SortedRows(spec, context.timestampMicros(), memory);
                    runTasks(stage, run, work, ordered, ordered);
                    yield List.of((task, output, demand) -> ordered.emit(output, demand));
                }
                case Terminal.ToJoinTable(JoinSpec spec) -> {
                    HeldRows held = new HeldRows(spec, memory);
                    runTasks(stage, run, work, held, null);
                    tables.joinTables().put(spec.table(), joinTable(stage, held));
                    yield List.of();
                }
            };
        }

        private JoinTable joinTable(Stage stage, HeldRows held) {
            try {
                return held.table(context.timestampMicros());
            } catch (SluiceException failed) {
                throw FailedRows.located(failed, null, FailedRows.operator(Explain.describe(stage.terminal())));
            }
        }

        private void buildJoinTables(Stage stage) throws InterruptedException {
            Set<Stage> built = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Branch branch : stage.branches()) {
                for (Stage.Step step : branch.steps()) {
                    Stage held = step.held();
                    if (held != null && !isThere(held) && built.add(held)) {
                        runStage(held);
                    }
                }
            }
        }

        private boolean isThere(Stage held) {
            return held.terminal() instanceof Terminal.ToJoinTable(JoinSpec spec)
                    && tables.joinTables().containsKey(spec.table());
        }

        private List<StageInput> tasksOf(Input input) throws InterruptedException {
            return switch (input) {
                case Input.FromSource source -> {
                    int position = plan.sources().indexOf(source.relation());
                    SourceInput from = position < 0
                            ? tables.inputs().get(plan.tables().indexOf(source.relation()))
                            : inputs.get(position);
                    List<StageInput> splits = new ArrayList<>();
                    for (Split split : from.splits()) {
                        splits.add(new SplitInput(position, from.source(), split, source.schema()));
                    }
                    yield splits;
                }
                case Input.FromRows(BatchSequence rows) -> TaskInputs.of(rows);
                case Input.FromRange(LogicalPlan.Range range) -> TaskInputs.of(range);
                case Input.FromStage(Stage below) -> runStage(below);
                case Input.FromJoinTable(JoinSpec join) ->
                    List.of((task, output, demand) ->
                            JoinProbe.emitLonelyHeld(join, task.joinTable(join.table()), output::push));
            };
        }

        private List<KeyedPartition> open(StatefulSpec spec) {
            OperatorState state =
                    spec.isKept() ? states.get(spec.operatorId()) : new OperatorState(spec.layout(), pool.threads());
            if (state == null) {
                throw new IllegalArgumentException("no state for operator " + spec.operatorId());
            }
            List<KeyedPartition> partitions = new ArrayList<>();
            List<MemoryHold> holds = stateHolds.computeIfAbsent(spec.operatorId(), ignored -> new ArrayList<>());
            for (int partition = 0; partition < state.partitionCount(); partition++) {
                if (holds.size() == partition) {
                    holds.add(memory.hold("state of operator " + spec.operatorId()));
                }
                partitions.add(partition(spec, state, partition, holds.get(partition)));
            }
            operators.put(spec.operatorId(), partitions);
            return partitions;
        }

        private void forgetStateOfTables() {
            stateHolds.entrySet().removeIf(holds -> {
                boolean isOfTable = holds.getKey() < 0;
                if (isOfTable) {
                    holds.getValue().forEach(MemoryHold::close);
                }
                return isOfTable;
            });
        }

        private KeyedPartition partition(StatefulSpec spec, OperatorState state, int index, MemoryHold hold) {
            BatchContext.OperatorWatermarks watermarks = context.watermarks(spec.operatorId());
            return switch (spec) {
                case AggregateSpec aggregate -> {
                    StatefulAggregate partition =
                            new StatefulAggregate(aggregate, state.partition(index), watermarks, clock, hold);
                    if (aggregate.isGlobal()) {
                        partition.touchGlobalGroup(index, state.partitionCount());
                    }
                    yield partition;
                }
                case SessionSpec sessions ->
                    new StatefulSessions(sessions, state.sessions(index), watermarks, clock, hold);
                case DeduplicateSpec deduplicate ->
                    new StatefulDeduplicate(deduplicate, state, index, watermarks, clock, hold, memory);
                case StreamJoinSpec join ->
                    new StatefulJoin(
                            join, state.joined(index), watermarks, context.timestampMicros(), clock, hold, memory);
                case LimitSpec limit -> new StatefulLimit(limit, state.partition(index), clock, hold, memory);
            };
        }

        private static List<StageInput> results(StatefulSpec spec, List<KeyedPartition> partitions) {
            List<StageInput> results = new ArrayList<>();
            for (int index = 0; index < partitions.size(); index++) {
                results.add(new PartitionResults(partitions.get(index), spec, index));
            }
            return results;
        }

        private void runTasks(Stage stage, StageRun run, StageTasks tasks, StageEnd end, @Nullable OrderedRows ordered)
                throws InterruptedException {
            runTasks(stage, run, tasks.first(), 0, end, ordered);
            int number = tasks.first().size();
            for (Task last : tasks.last()) {
                runTasks(stage, run, List.of(last), number++, end, ordered);
            }
        }

        private void runTasks(
                Stage stage,
                StageRun run,
                List<Task> tasks,
                int firstNumber,
                StageEnd end,
                @Nullable OrderedRows ordered)
                throws InterruptedException {
            List<Runnable> work = new ArrayList<>();
            for (int index = 0; index < tasks.size(); index++) {
                Task task = tasks.get(index);
                int number = firstNumber + index;
                work.add(() -> runTask(stage, run, task, end, number, ordered));
            }
            if (areSmall(tasks)) {
                run.runHere(work);
            } else {
                run.runAll(work);
            }
        }

        private static boolean areSmall(List<Task> tasks) {
            long rowCount = 0;
            for (Task task : tasks) {
                rowCount += Math.min(FEW_ROWS + 1, task.input().mostRows());
            }
            return rowCount <= FEW_ROWS;
        }

        private void runTask(
                Stage stage, StageRun run, Task task, StageEnd end, int number, @Nullable OrderedRows ordered) {
            if (ordered != null && !task.input().hasToBeMade() && ordered.isFilledBefore(number)) {
                return;
            }
            String input = task.input().description();
            TaskKeptRows leftOut = keeping == null ? null : new TaskKeptRows(keeping, context.batchId(), input, memory);
            TaskContext taskContext = new TaskContext(
                    context,
                    new TaskMetrics(),
                    task.number(),
                    tables.joinTables(),
                    new TaskFacts(number, context.timestampMicros(), leftOut, input, task.input()::place),
                    leftOut);
            if (leftOut != null) {
                try (var held = run.monitor().enter()) {
                    kept.add((run.number() << Integer.SIZE) + number, leftOut);
                }
            }
            try (StageEnd.TaskEnd taskEnd = end.open(number, taskContext)) {
                List<Stage.Step> steps = task.branch().steps();
                Pipeline pipeline = new Pipeline(steps, taskContext, taskEnd, stage.terminal());
                pipeline.locateBy(new FailedRows(
                        taskContext,
                        trial -> new Pipeline(steps, trial, end.trial(trial), stage.terminal()),
                        run::isCancelled));
                task.input().pushAll(taskContext, pipeline, () -> !run.isCancelled() && taskEnd.wantsMore());
                if (!run.isCancelled()) {
                    pipeline.finish();
                    taskEnd.finish();
                }
                TaskMetrics counted = taskContext.metrics();
                counted.branchRows(task.branch()).addOut(pipeline.pushedRows());
                counted.endRows(stage).addIn(pipeline.arrivedRows());
            }
            if (leftOut != null) {
                leftOut.finish();
            }
            try (var held = run.monitor().enter()) {
                metrics.add(taskContext.metrics());
            }
        }

        private RowLedger ledger() {
            RowLedger ledger = new BatchLedger(plan, metrics, operators).balance();
            operators.forEach((operator, partitions) -> {
                long heldBefore = 0;
                long held = 0;
                for (KeyedPartition partition : partitions) {
                    heldBefore += partition.ledger().heldBefore();
                    held += partition.ledger().held();
                }
                Long known = operator < 0 ? null : heldEntries.put(operator, held);
                if (known != null) {
                    ledger.require("operator " + operator + " held after the batch before", known, "holds", heldBefore);
                }
            });
            if (keeping != null && keeping.lateRows() != null) {
                ledger.require("late rows", metrics.lateRows(), "kept", kept.lateCount());
            }
            ledger.close("batch " + context.batchId());
            return ledger;
        }

        private Map<Integer, OperatorMetrics> operatorMetrics() {
            Map<Integer, OperatorMetrics> byNumber = new HashMap<>();
            operators.forEach((operator, partitions) -> {
                OperatorMetrics total = metrics.operatorRows(operator).metrics();
                for (KeyedPartition partition : partitions) {
                    total = total.plus(partition.metrics());
                }
                byNumber.put(operator, total);
            });
            return byNumber;
        }
    }
}
