package dev.sluice.streaming;

import dev.sluice.execution.BatchResult;
import dev.sluice.execution.BatchResult.OperatorMetrics;
import dev.sluice.execution.LimitSpec;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.Stage;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.execution.TaskMetrics.SourceRows;
import dev.sluice.execution.Waiting;
import dev.sluice.spi.source.Source;
import dev.sluice.state.OperatorState;
import dev.sluice.streaming.watermark.WatermarkTracker;
import dev.sluice.streaming.why.OutputAnswer;
import dev.sluice.streaming.why.QueryFacts;
import dev.sluice.streaming.why.QueryFacts.LimitFacts;
import dev.sluice.streaming.why.QueryFacts.NodeFacts;
import dev.sluice.streaming.why.QueryFacts.OperatorFacts;
import dev.sluice.streaming.why.QueryFacts.SourceFacts;
import dev.sluice.streaming.why.QueryFacts.StepFacts;
import dev.sluice.streaming.why.QueryFacts.WatermarkFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers, batch by batch, what is to be known when somebody asks why there is no output. */
final class FactsKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(FactsKeeper.class);

    /** A query that reads rows and writes none for so many batches says why, once. */
    private static final int SILENT_BATCHES = 10;

    private final RunContext run;
    private final WatermarkTracker tracker;
    private final List<Stage.Step> steps;
    private final List<StatefulSpec> operators;
    private final long startedMillis;

    private long batches;
    private long rowsWritten;
    private @Nullable Long lastOutputMillis;
    private final List<SourceFacts> sourceFacts = new ArrayList<>();
    private List<StepFacts> stepFacts = List.of();
    private final Map<Integer, OperatorFacts> operatorFacts = new HashMap<>();

    private int silentBatches;
    private long silentRows;
    private boolean hasTold;

    FactsKeeper(RunContext run, List<Source> sources, WatermarkTracker tracker) {
        this.run = run;
        this.tracker = tracker;
        this.steps = run.plan().steps();
        this.operators = run.plan().statefulOperators().stream()
                .sorted((one, other) -> Integer.compare(other.operatorId(), one.operatorId()))
                .toList();
        this.startedMillis = run.clock().wallMillis();
        sources.forEach(source -> sourceFacts.add(new SourceFacts(source.description(), 0, 0, null)));
        run.control().facts(facts());
    }

    /** A batch is committed. */
    void batch(BatchResult result, Map<Integer, OperatorState> states) {
        long nowMillis = run.clock().wallMillis();
        batches++;
        long written = result.metrics().outputRows();
        rowsWritten += written;
        if (written > 0) {
            lastOutputMillis = nowMillis;
        }
        long read = addSources(result, nowMillis);
        if (read > 0) {
            stepFacts = steps.stream()
                    .map(step -> {
                        var rows = result.metrics().stepRows(step);
                        return new StepFacts(step.description(), rows.in(), rows.out());
                    })
                    .toList();
        }
        for (StatefulSpec operator : operators) {
            int number = operator.operatorId();
            OperatorMetrics metrics = Objects.requireNonNull(result.operators().get(number), "metrics");
            OperatorFacts before = operatorFacts.get(number);
            long expiry = operator.waiting() == Waiting.NOTHING
                    ? Long.MAX_VALUE
                    : Objects.requireNonNull(states.get(number), "state").nextExpiry();
            operatorFacts.put(
                    number,
                    new OperatorFacts(
                            operator.progressName(),
                            List.of(operator.keySchema().fieldNames()),
                            operator.waiting(),
                            metrics.rowsTotal(),
                            metrics.rowsDroppedByWatermark() + (before == null ? 0 : before.late()),
                            metrics.duplicates() + (before == null ? 0 : before.duplicates()),
                            expiry,
                            run.plan().closingMillis(number, expiry),
                            limit(operator, states)));
        }
        QueryFacts facts = facts();
        run.control().facts(facts);
        noteSilence(facts, written, read, nowMillis);
    }

    private static @Nullable LimitFacts limit(StatefulSpec operator, Map<Integer, OperatorState> states) {
        return operator instanceof LimitSpec limit
                ? new LimitFacts(
                        limit.limit(),
                        LimitSpec.passed(Objects.requireNonNull(states.get(operator.operatorId()), "state")))
                : null;
    }

    private long addSources(BatchResult result, long nowMillis) {
        long read = 0;
        for (int index = 0; index < sourceFacts.size(); index++) {
            SourceRows rows = result.metrics().sourceRows(index);
            SourceFacts before = sourceFacts.get(index);
            read += rows.read();
            sourceFacts.set(
                    index,
                    new SourceFacts(
                            before.description(),
                            before.rows() + rows.read(),
                            before.malformed() + rows.malformed(),
                            rows.read() > 0 ? Long.valueOf(nowMillis) : before.lastRowsMillis()));
        }
        return read;
    }

    private void noteSilence(QueryFacts facts, long written, long read, long nowMillis) {
        silentBatches = written > 0 ? 0 : silentBatches + 1;
        silentRows = written > 0 ? 0 : silentRows + read;
        if (silentBatches >= SILENT_BATCHES && silentRows > 0 && !hasTold) {
            hasTold = true;
            LOG.warn(
                    "{} has read {} rows in {} batches and written none. {}",
                    run.definition().describe(),
                    silentRows,
                    silentBatches,
                    String.join(" ", OutputAnswer.sentences(facts, nowMillis)));
        }
    }

    private QueryFacts facts() {
        return new QueryFacts(
                startedMillis,
                batches,
                rowsWritten,
                lastOutputMillis,
                sourceFacts,
                stepFacts,
                watermark(),
                operators.stream()
                        .filter(operator -> operatorFacts.containsKey(operator.operatorId()))
                        .map(operator -> operatorFacts.get(operator.operatorId()))
                        .toList());
    }

    private @Nullable WatermarkFacts watermark() {
        if (run.plan().watermarks().isEmpty()) {
            return null;
        }
        Map<Integer, Long> values = tracker.values();
        Map<Integer, Long> silentSince = tracker.silentSinceMillis();
        List<NodeFacts> nodes = new ArrayList<>();
        for (WatermarkNode node : run.plan().watermarks()) {
            Long value = values.get(node.node());
            Long newest = value == null ? null : Long.valueOf(value + node.delayMillis());
            nodes.add(new NodeFacts(
                    node.column(),
                    node.delayMillis(),
                    newest,
                    node.sources(),
                    node.idleMillis(),
                    silentSince.get(node.node())));
        }
        return new WatermarkFacts(
                tracker.watermarkMillis(),
                tracker.policy(),
                nodes,
                run.settings().futureRows().maxSkewMillis());
    }
}
