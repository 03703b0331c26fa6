package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.MemoryHold;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.state.OperatorState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A query over static data: one batch, without a checkpoint. */
public final class StaticQuery {
    private static final String NAME = "query over static data";

    private final PhysicalPlan plan;
    private final QueryEnvironment environment;

    /** @param optimized a plan without streams */
    public StaticQuery(LogicalPlan optimized, QueryEnvironment environment) {
        LogicalPlan.nodes(optimized).forEach(StaticQuery::requireStatic);
        this.plan = Planner.plan(optimized, OutputMode.COMPLETE);
        this.environment = environment;
    }

    private static void requireStatic(LogicalPlan node) {
        if (node instanceof LogicalPlan.Deduplicate deduplicate && deduplicate.delayMillis() != null) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                            "dropDuplicatesWithinWatermark is not supported with batch DataFrames/DataSets")
                    .mend("use dropDuplicates(...), which looks at all rows of static data")
                    .build();
        }
    }

    /** What becomes of the rows of a query. */
    @FunctionalInterface
    public interface Collector<T> {
        /**
         * @param rows in order, readable until this returns
         * @param hold counts what is kept of them until this returns
         */
        T collect(BatchSequence rows, MemoryHold hold);
    }

    /** Computes all rows, then hands them over. */
    public <T> T collect(Collector<T> collector) {
        try (QueryMemory memory = environment.openMemory(NAME)) {
            List<CommitMessage> messages = run(new BufferedRows(memory, "rows of the result"), memory);
            return collector.collect(BufferedRows.of(messages), memory.hold("rows of the result as objects"));
        }
    }

    /** Computes all rows, which are readable until {@code kept} is closed. */
    public BatchSequence compute(QueryMemory kept) {
        try (QueryMemory memory = environment.openMemory(NAME)) {
            return BufferedRows.of(run(new BufferedRows(kept, "cached rows"), memory));
        }
    }

    /** Writes all rows to a sink. Nothing is visible if this throws. */
    public void write(SinkProvider provider, SinkSettings settings) {
        String queryId = environment.ids().next().toString();
        BatchId id = new BatchId(0, environment.ids().next().toString());
        try (QueryMemory memory = environment.openMemory(NAME);
                Sink sink = provider.open(settings, new StaticSinkContext(queryId, environment, memory))) {
            try {
                List<CommitMessage> messages = run(partition -> sink.writer(id, partition), memory);
                sink.prepare(id, messages);
                sink.commit(id, messages);
                sink.committed(id.batchId());
            } catch (RuntimeException failed) {
                abort(sink, id, failed);
                throw failed;
            }
        }
    }

    private static void abort(Sink sink, BatchId id, RuntimeException failed) {
        try {
            sink.abort(id);
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private List<CommitMessage> run(SinkOutput output, QueryMemory memory) {
        try (Tables tables = Tables.open(plan.tables(), environment)) {
            Map<Integer, OperatorState> states = new HashMap<>();
            for (StatefulSpec operator : plan.statefulOperators()) {
                states.put(operator.operatorId(), new OperatorState(operator.layout(), environment.partitions()));
            }
            BatchContext context = BatchContext.ofStatic(environment.clock().wallMillis());
            BatchResult result = new BatchRunner(
                            plan, environment.exec(), environment.pool(), environment.clock(), memory)
                    .run(context, List.of(), tables, states, output);
            for (Observed observed : plan.observed()) {
                Consumer<Batch> waiting = observed.waiting();
                if (waiting != null) {
                    waiting.accept(observed.result(result.metrics(), context.timestampMicros()));
                }
            }
            return result.messages();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw SluiceException.of(ErrorCondition.INTERRUPTED, "the query was interrupted")
                    .safe("nothing was written")
                    .mend("run it again")
                    .cause(stopped)
                    .build();
        }
    }
}
