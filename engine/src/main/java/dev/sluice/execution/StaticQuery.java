package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import dev.sluice.state.OperatorState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A query over static data: one batch, without a checkpoint. */
public final class StaticQuery {
    private final PhysicalPlan plan;
    private final QueryEnvironment environment;

    /** @param optimized a plan without streams */
    public StaticQuery(LogicalPlan optimized, QueryEnvironment environment) {
        this.plan = Planner.plan(optimized, OutputMode.COMPLETE);
        this.environment = environment;
    }

    /** All rows, in order. */
    public List<Batch> collect() {
        RowCollector collector = new RowCollector();
        run(collector);
        return collector.batches();
    }

    /** Writes all rows to a sink. Nothing is visible if this throws. */
    public void write(SinkProvider provider, SinkSettings settings) {
        String queryId = environment.ids().next().toString();
        BatchId id = new BatchId(0, environment.ids().next().toString());
        try (Sink sink = provider.open(settings, new StaticSinkContext(queryId, environment))) {
            try {
                List<CommitMessage> messages = run(partition -> sink.writer(id, partition));
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

    private List<CommitMessage> run(SinkOutput output) {
        List<Source> open = new ArrayList<>();
        try {
            List<SourceInput> inputs = new ArrayList<>();
            for (SourceRelation relation : plan.sources()) {
                Source source = relation.provider()
                        .open(relation.settings(), new StaticSourceContext(Integer.toString(open.size()), environment));
                open.add(source);
                Offset end = source.latestOffset(null, ReadLimit.ALL_AVAILABLE);
                inputs.add(new SourceInput(source, end == null ? List.of() : source.splits(null, end)));
            }
            Map<Integer, OperatorState> states = new HashMap<>();
            for (AggregateSpec operator : plan.statefulOperators()) {
                states.put(operator.operatorId(), new OperatorState(operator.layout(), environment.partitions()));
            }
            BatchContext context = BatchContext.ofStatic(environment.clock().wallMillis());
            return new BatchRunner(plan, environment.exec(), environment.pool(), environment.clock())
                    .run(context, inputs, states, output)
                    .messages();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw SluiceException.of(ErrorCondition.INTERRUPTED, "the query was interrupted")
                    .safe("nothing was written")
                    .mend("run it again")
                    .cause(stopped)
                    .build();
        } finally {
            open.forEach(Source::close);
        }
    }

    /** Keeps copies of all rows, in the order of the output partitions. */
    private static final class RowCollector implements SinkOutput {
        private final Map<Integer, List<Batch>> partitions = new ConcurrentSkipListMap<>();

        @Override
        public SinkWriter writer(int partition) {
            List<Batch> batches = new ArrayList<>();
            partitions.put(partition, batches);
            return new SinkWriter() {
                @Override
                public void write(Batch batch) {
                    batches.add(batch.copy());
                }

                @Override
                public CommitMessage finish() {
                    return CommitMessage.NONE;
                }

                @Override
                public void close() {}
            };
        }

        List<Batch> batches() {
            List<Batch> all = new ArrayList<>();
            partitions.values().forEach(all::addAll);
            return all;
        }
    }
}
