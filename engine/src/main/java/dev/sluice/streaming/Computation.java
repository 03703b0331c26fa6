package dev.sluice.streaming;

import dev.sluice.execution.BatchContext;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.BatchResult;
import dev.sluice.execution.BatchRunner;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.SinkOutput;
import dev.sluice.execution.SourceInput;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.execution.Tables;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Computes what a plan asks for, be it that of a batch or that of a turn: reads, changes the state, writes to the sink (step S4). */
final class Computation {
    private final RunContext run;
    private final List<Source> sources;
    private final BatchRunner runner;
    private final WatermarkTracker tracker;
    private final FutureGuard future;

    Computation(RunContext run, List<Source> sources, WatermarkTracker tracker) {
        this.run = run;
        this.sources = sources;
        this.tracker = tracker;
        this.future = new FutureGuard(run, tracker);
        this.runner = new BatchRunner(
                run.plan(),
                run.environment().exec(),
                run.environment().pool(),
                run.clock(),
                run.memory(),
                run.definition().keeping());
    }

    /**
     * Computes what comes after {@code position}; the event times of the rows then decide the next watermark.
     *
     * @param states which are in an unknown condition if this throws
     * @param tables of the batch, as {@link #tables} opens them
     */
    BatchResult run(
            QueryPosition position,
            OffsetEntry entry,
            Map<Integer, OperatorState> states,
            Tables tables,
            SinkOutput output,
            ProgressBuilder progress)
            throws InterruptedException {
        long start = run.clock().monotonicNanos();
        List<SourceInput> inputs = run.control().interruptibly(() -> inputs(position.ends(), entry.ends()));
        long got = run.clock().monotonicNanos();
        progress.took("getBatch", got - start);
        BatchContext context = context(position, entry);
        long planned = run.clock().monotonicNanos();
        progress.took("queryPlanning", planned - got);
        BatchResult result = run.control().interruptibly(() -> runner.run(context, inputs, tables, states, output));
        try {
            advanceWatermark(position, entry, result);
        } catch (RuntimeException failed) {
            result.kept().close();
            throw failed;
        }
        progress.took("addBatch", run.clock().monotonicNanos() - planned);
        return result;
    }

    /** Opens the static sources of the plan, for a batch or for all turns of an epoch. */
    Tables tables() throws InterruptedException {
        return run.control().interruptibly(() -> Tables.open(run.plan().tables(), run.environment()));
    }

    private List<SourceInput> inputs(List<@Nullable Offset> starts, List<@Nullable Offset> ends) {
        List<SourceInput> inputs = new ArrayList<>();
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset start = BatchPlanner.startOf(source, starts.get(index));
            Offset end = ends.get(index);
            boolean isEmpty = end == null || end.equals(start);
            inputs.add(
                    new SourceInput(source, isEmpty ? List.of() : source.splits(start, Objects.requireNonNull(end))));
        }
        return inputs;
    }

    /** What is fixed for the computation of a plan that follows {@code position}. */
    BatchContext context(QueryPosition position, OffsetEntry entry) {
        Map<Integer, OperatorWatermarks> watermarks = new HashMap<>();
        if (!run.plan().watermarks().isEmpty()) {
            for (StatefulSpec operator : run.plan().statefulOperators()) {
                int number = operator.operatorId();
                watermarks.put(
                        number,
                        new OperatorWatermarks(
                                run.plan().watermarkMicros(number, position.watermarkMillis()),
                                run.plan().watermarkMicros(number, entry.watermarkMillis())));
            }
        }
        return new BatchContext(entry.batchId(), entry.timestampMillis(), watermarks);
    }

    private void advanceWatermark(QueryPosition position, OffsetEntry entry, BatchResult result) {
        for (WatermarkNode node : run.plan().watermarks()) {
            var eventTimes = result.metrics().eventTimes(node.node());
            if (eventTimes.count() > 0) {
                future.observe(entry, node, eventTimes.max());
            }
        }
        tracker.countSilenceFrom(RecordedSettings.silenceCountsFrom(entry));
        tracker.advance(entry.watermarkMillis(), entry.timestampMillis(), position.sourcesBefore(entry.ends()));
    }
}
