package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.AggregateSpec;
import dev.sluice.execution.BatchContext;
import dev.sluice.execution.BatchContext.OperatorWatermarks;
import dev.sluice.execution.BatchResult;
import dev.sluice.execution.BatchRunner;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.PoolParallel;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.SourceInput;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.seam.Clock;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.state.OperatorState;
import dev.sluice.state.Parallel;
import dev.sluice.state.StateFileId;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.BatchProgress;
import dev.sluice.streaming.progress.ProgressBuilder;
import dev.sluice.streaming.trigger.QueryTrigger;
import dev.sluice.streaming.trigger.TriggerSchedule;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a query batch by batch: plans offsets, records them, computes, makes state and output durable, commits (steps S0
 * to S11 of the fault model). All of it happens on the one thread that calls {@link #run}.
 */
final class MicroBatchRunner {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatchRunner.class);
    private static final String PARTITIONS_KEY = "spark.sql.shuffle.partitions";
    private static final String TIME_ZONE_KEY = "spark.sql.session.timeZone";
    private static final String STATE_OPERATOR_NAME = "stateStoreSave";

    /** Below this, handing partitions to other threads costs more than encoding them. */
    private static final long GROUPS_WORTH_THREADS = 10_000;

    private final QueryDefinition definition;
    private final StreamingSettings settings;
    private final PhysicalPlan plan;
    private final QueryEnvironment environment;
    private final Clock clock;
    private final QueryCheckpoint checkpoint;
    private final UUID runId;
    private final QueryControl control;
    private final BatchRunner batchRunner;
    private final Maintenance maintenance;

    private final List<Source> sources = new ArrayList<>();
    private final Map<Integer, StateFileId> stateFiles = new HashMap<>();
    private @Nullable Sink openSink;
    private WatermarkTracker tracker;
    private Map<String, String> conf;
    private List<@Nullable Offset> ends;
    private @Nullable OffsetEntry unfinished;
    private long nextBatch;
    private long lastWatermarkMillis;
    private long lastTimestampMillis = Long.MIN_VALUE;
    private long oldest;

    /** Whether the last batch wants one without data to follow when it moved the watermark. */
    private boolean isFollowedUp;

    private boolean availableNowIsOneBatch;
    private boolean availableNowIsRead;

    /** Null while what is in memory is unknown or not yet read: then it is read from the files of the last commit. */
    private @Nullable Map<Integer, OperatorState> states;

    private @Nullable Long lastTriggerMillis;
    private @Nullable Long lastSignNanos;

    MicroBatchRunner(
            QueryDefinition definition,
            PhysicalPlan plan,
            QueryEnvironment environment,
            QueryCheckpoint checkpoint,
            UUID runId,
            QueryControl control) {
        this.definition = definition;
        this.settings = definition.settings();
        this.plan = plan;
        this.environment = environment;
        this.clock = environment.clock();
        this.checkpoint = checkpoint;
        this.runId = runId;
        this.control = control;
        this.batchRunner = new BatchRunner(plan, environment.exec(), environment.pool(), clock);
        this.maintenance = new Maintenance(
                environment.exec(), environment.pool(), checkpoint.state(), plan, settings.minBatchesToRetain());
        this.tracker = new WatermarkTracker(settings.watermarkPolicy(), plan.watermarks());
        this.conf = newConf();
        this.ends = new ArrayList<>(Collections.nCopies(plan.sources().size(), null));
    }

    private Map<String, String> newConf() {
        Map<String, String> recorded = new TreeMap<>(settings.recordedConf());
        recorded.put(TIME_ZONE_KEY, environment.timeZone().getId());
        recorded.put(PARTITIONS_KEY, Integer.toString(environment.partitions()));
        recorded.put(WatermarkPolicy.KEY, settings.watermarkPolicy().text());
        return recorded;
    }

    void run() {
        Throwable failure = null;
        try {
            tell(events -> events.onQueryStarted(
                    checkpoint.id(), runId, definition.name(), ProgressBuilder.timestamp(clock.wallMillis())));
            control.started();
            initialize();
            runTriggers();
        } catch (InterruptedException stopped) {
            LOG.debug("{} was stopped", definition.describe());
        } catch (Throwable failed) { // Whatever ends this thread is what the query failed with.
            if (!control.stopRequested() || !isInterruption(failed)) {
                failure = located(failed);
                LOG.error("{} failed", definition.describe(), failure);
            }
        }
        failure = release(failure);
        Throwable result = failure;
        control.terminated(result, result == null ? "Stopped" : "Terminated with exception: " + result.getMessage());
        tell(events -> events.onQueryTerminated(checkpoint.id(), runId, result));
    }

    private static boolean isInterruption(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof java.nio.channels.ClosedByInterruptException
                    || (cause instanceof SluiceException error && error.condition() == ErrorCondition.INTERRUPTED)) {
                return true;
            }
        }
        return false;
    }

    private Throwable located(Throwable failed) {
        return failed instanceof SluiceException error
                ? error.within(definition.describe() + ", batch " + nextBatch)
                : failed;
    }

    private @Nullable Throwable release(@Nullable Throwable failure) {
        Throwable first = failure;
        List<AutoCloseable> held = new ArrayList<>();
        held.add(maintenance);
        held.addAll(sources);
        if (openSink != null) {
            held.add(openSink);
        }
        held.add(checkpoint);
        for (AutoCloseable resource : held) {
            try {
                resource.close();
            } catch (Throwable failed) { // Each is released, whatever happens to the others.
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        states = null;
        return first;
    }

    private void tell(Consumer<QueryEvents> event) {
        for (QueryEvents events : definition.events()) {
            try {
                event.accept(events);
            } catch (RuntimeException failed) {
                LOG.warn("A listener of {} failed", definition.describe(), failed);
            }
        }
    }

    private Sink sink() {
        return Objects.requireNonNull(openSink, "sink");
    }

    private void initialize() throws InterruptedException {
        control.status("Initializing sources", false, false);
        control.runInterruptibly(() -> {
            for (int index = 0; index < plan.sources().size(); index++) {
                SourceRelation relation = plan.sources().get(index);
                String name = Integer.toString(index);
                sources.add(relation.provider()
                        .open(
                                relation.settings(),
                                new QuerySourceContext(
                                        name,
                                        clock,
                                        environment.files(),
                                        checkpoint.sourceLog(name),
                                        environment.pool().threads())));
            }
            openSink = definition
                    .sinkProvider()
                    .open(
                            definition.sinkSettings(),
                            new QuerySinkContext(
                                    checkpoint.id().toString(),
                                    environment.files(),
                                    clock,
                                    environment.exec(),
                                    environment.ids(),
                                    settings.minBatchesToRetain()));
        });
        Recovery recovery = new Recovery(checkpoint, plan, sink());
        RecoveredQuery recovered = recovery.recover();
        oldest = recovered.oldest();
        unfinished = recovered.unfinished();
        CommitEntry commit = recovered.lastCommit();
        OffsetEntry newest = unfinished != null || commit == null ? unfinished : commit.plan();
        if (newest != null) {
            useRecordedConf(newest);
        }
        if (commit != null) {
            nextBatch = commit.batchId() + 1;
            ends = new ArrayList<>(commit.plan().ends());
            stateFiles.putAll(commit.stateFiles());
            lastWatermarkMillis = commit.plan().watermarkMillis();
            lastTimestampMillis = commit.plan().timestampMillis();
            isFollowedUp = commit.plan().isFollowedUp();
            tracker.restore(
                    Math.max(commit.nextWatermarkMillis(), commit.plan().watermarkMillis()), commit.nodeWatermarks());
        }
        if (unfinished != null) {
            nextBatch = unfinished.batchId();
            recovery.abortLeftovers(unfinished);
        }
        for (Source source : sources) {
            if (source instanceof SignalsNewData signals) {
                signals.onNewData(control::dataArrived);
            }
        }
        if (definition.trigger() instanceof QueryTrigger.AvailableNow) {
            availableNowIsOneBatch = !sources.stream().allMatch(Source::supportsAvailableNow);
            if (!availableNowIsOneBatch) {
                control.runInterruptibly(() -> {
                    sources.forEach(Source::freezeLatest);
                });
            }
        }
    }

    /** The recorded policy wins; other settings may change between batches but not between attempts at one. */
    private void useRecordedConf(OffsetEntry entry) {
        Map<String, String> current = newConf();
        String policy = entry.conf().get(WatermarkPolicy.KEY);
        if (policy != null) {
            current.put(WatermarkPolicy.KEY, policy);
            tracker = new WatermarkTracker(WatermarkPolicy.parse(policy), plan.watermarks());
        }
        Map<String, String> session = newConf();
        entry.conf().forEach((key, recorded) -> {
            String now = session.get(key);
            if (now != null && !now.equals(recorded)) {
                if (entry.equals(unfinished) && !key.equals(PARTITIONS_KEY) && !key.equals(WatermarkPolicy.KEY)) {
                    throw settingChanged(entry, key, recorded, now);
                }
                LOG.warn("{} is {} in the checkpoint and {} in the session", key, recorded, now);
            }
        });
        conf = current;
    }

    private SluiceException settingChanged(OffsetEntry entry, String key, String recorded, String now) {
        return SluiceException.of(
                        ErrorCondition.CHECKPOINT_INCOMPATIBLE, "a setting was changed while a batch was unfinished")
                .at(checkpoint.offsets().path(entry.batchId()).toString())
                .found(key + " = " + now)
                .expected(key + " = " + recorded)
                .safe("batches up to " + (entry.batchId() - 1) + " are committed; nothing was changed")
                .mend("start the query once with the former value, which finishes the batch, then change it")
                .build();
    }

    private void runTriggers() throws InterruptedException {
        boolean pollsOnly = !sources.stream().allMatch(SignalsNewData.class::isInstance);
        while (!control.stopRequested()) {
            long startMillis = clock.wallMillis();
            long startNanos = clock.monotonicNanos();
            control.triggerStarts();
            boolean hasRun = runTrigger(startMillis, startNanos);
            long elapsed = TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos() - startNanos);
            switch (definition.trigger()) {
                case QueryTrigger.Once ignored -> {
                    return;
                }
                case QueryTrigger.AvailableNow ignored -> {
                    if (!hasRun) {
                        return;
                    }
                }
                case QueryTrigger.ProcessingTime(long interval) -> {
                    if (interval > 0) {
                        if (elapsed > interval) {
                            LOG.warn(
                                    "{} is falling behind: the trigger interval is {} ms, the last took {} ms",
                                    definition.describe(),
                                    interval,
                                    elapsed);
                        }
                        if (!hasRun) {
                            control.status("Waiting for next trigger", false, false);
                        }
                        control.sleepUntil(startNanos
                                + TimeUnit.MILLISECONDS.toNanos(
                                        TriggerSchedule.nextBoundaryMillis(startMillis, interval) - startMillis));
                    } else if (!hasRun) {
                        control.sleepUntilData(
                                pollsOnly ? Math.max(1, settings.pollingDelayMillis()) : settings.idleIntervalMillis());
                    }
                }
                case QueryTrigger.Continuous ignored ->
                    throw new IllegalStateException("not a trigger of micro-batches");
            }
        }
    }

    /** @return whether a batch ran */
    private boolean runTrigger(long startMillis, long startNanos) throws InterruptedException {
        ProgressBuilder progress =
                new ProgressBuilder(checkpoint.id(), runId, definition.name(), startMillis, lastTriggerMillis);
        lastTriggerMillis = startMillis;
        OffsetEntry entry = unfinished;
        List<@Nullable Offset> starts = ends;
        boolean isPlanned = entry != null;
        if (entry == null) {
            entry = plan(progress);
        }
        if (entry == null) {
            idle(progress, startMillis, startNanos);
            control.triggerFoundNothing();
            return false;
        }
        boolean hasData = !starts.equals(entry.ends());
        control.status(hasData ? "Processing new data" : "No new data but cleaning up state", hasData, true);
        if (!isPlanned) {
            long start = clock.monotonicNanos();
            checkpoint.lock().requireOwnership();
            checkpoint.offsets().publish(entry);
            progress.took("walCommit", clock.monotonicNanos() - start);
            unfinished = entry;
        }
        runBatch(entry, starts, isPlanned, progress, startNanos);
        control.status("Waiting for data to arrive", false, false);
        return true;
    }

    /** Decides what the next batch reads; null if there is none. */
    private @Nullable OffsetEntry plan(ProgressBuilder progress) throws InterruptedException {
        long start = clock.monotonicNanos();
        List<@Nullable Offset> latest = new ArrayList<>(ends);
        boolean isOneBatch = availableNowIsOneBatch && availableNowIsRead;
        if (!isOneBatch) {
            ReadLimit limit = definition.trigger() instanceof QueryTrigger.Once || availableNowIsOneBatch
                    ? ReadLimit.ALL_AVAILABLE
                    : ReadLimit.OPTIONS;
            for (int index = 0; index < sources.size(); index++) {
                Source source = sources.get(index);
                int position = index;
                control.status("Getting offsets from " + source.description(), false, true);
                Offset end = control.interruptibly(() ->
                                Optional.ofNullable(source.latestOffset(startOf(source, ends.get(position)), limit)))
                        .orElse(null);
                if (end != null) {
                    latest.set(index, end);
                }
            }
            availableNowIsRead = true;
        }
        progress.took("latestOffset", clock.monotonicNanos() - start);
        if (latest.equals(ends) && !wantsNoDataBatch()) {
            return null;
        }
        long now = clock.wallMillis();
        if (lastTimestampMillis - now > 1_000 && lastTimestampMillis != Long.MIN_VALUE) {
            LOG.warn("The clock stepped back; the time of batch {} is that of the batch before", nextBatch);
        }
        return new OffsetEntry(
                nextBatch,
                tracker.watermarkMillis(),
                Math.max(now, lastTimestampMillis),
                conf,
                latest,
                !(definition.trigger() instanceof QueryTrigger.Once),
                environment.ids().next().toString());
    }

    private static @Nullable Offset startOf(Source source, @Nullable Offset committed) {
        return committed == null ? source.initialOffset() : committed;
    }

    private boolean wantsNoDataBatch() {
        return settings.noDataBatches()
                && isFollowedUp
                && !(definition.trigger() instanceof QueryTrigger.Once)
                && definition.outputMode() != OutputMode.COMPLETE
                && !plan.statefulOperators().isEmpty()
                && tracker.watermarkMillis() > lastWatermarkMillis;
    }

    private void runBatch(
            OffsetEntry entry,
            List<@Nullable Offset> starts,
            boolean isRepeated,
            ProgressBuilder progress,
            long triggerStartNanos)
            throws InterruptedException {
        String attempt = isRepeated ? environment.ids().next().toString() : entry.attempt();
        BatchId batch = new BatchId(entry.batchId(), attempt);
        Map<Integer, OperatorState> loaded = loadStates();
        // Until the commit entry is durable, nobody may take these tables for those of a committed version.
        states = null;
        long start = clock.monotonicNanos();
        List<SourceInput> inputs = control.interruptibly(() -> inputs(entry, starts));
        progress.took("getBatch", clock.monotonicNanos() - start);
        start = clock.monotonicNanos();
        BatchContext context = context(entry);
        progress.took("queryPlanning", clock.monotonicNanos() - start);
        Map<Integer, StateFileId> written = new HashMap<>();
        Map<Integer, Long> commitNanos = new HashMap<>();
        BatchResult result;
        start = clock.monotonicNanos();
        try {
            result = control.interruptibly(
                    () -> batchRunner.run(context, inputs, loaded, partition -> sink().writer(batch, partition)));
            for (WatermarkNode node : plan.watermarks()) {
                if (result.metrics().eventTimes(node.node()).count() > 0) {
                    tracker.observe(
                            node.node(),
                            result.metrics().eventTimes(node.node()).max());
                }
            }
            tracker.advance();
            for (AggregateSpec operator : plan.statefulOperators()) {
                long stateStart = clock.monotonicNanos();
                written.put(operator.operatorId(), writeState(entry, attempt, operator, loaded, context));
                commitNanos.put(operator.operatorId(), clock.monotonicNanos() - stateStart);
            }
            control.runInterruptibly(() -> {
                sink().prepare(batch, result.messages());
            });
        } catch (InterruptedException | RuntimeException | Error failed) {
            abort(batch, failed);
            throw failed;
        }
        control.runInterruptibly(() -> {
            sink().commit(batch, result.messages());
        });
        progress.took("addBatch", clock.monotonicNanos() - start);
        start = clock.monotonicNanos();
        checkpoint.lock().requireOwnership();
        checkpoint
                .commits()
                .publish(new CommitEntry(
                        entry, attempt, tracker.watermarkMillis(), tracker.values(), written, sink().description()));
        progress.took("commitOffsets", clock.monotonicNanos() - start);
        committed(entry, written, loaded);
        report(entry, starts, result, loaded, commitNanos, progress, triggerStartNanos);
        control.runInterruptibly(() -> {
            for (int index = 0; index < sources.size(); index++) {
                Offset end = entry.ends().get(index);
                if (end != null && !end.equals(starts.get(index))) {
                    sources.get(index).commit(end);
                }
            }
            sink().committed(entry.batchId());
        });
        purge();
        maintenance.batchCommitted(entry.batchId(), written);
    }

    private void abort(BatchId batch, Throwable failed) {
        try {
            sink().abort(batch);
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private Map<Integer, OperatorState> loadStates() {
        if (states != null) {
            return states;
        }
        Map<Integer, OperatorState> loaded = new HashMap<>();
        for (AggregateSpec operator : plan.statefulOperators()) {
            int number = operator.operatorId();
            StateFileId tip = stateFiles.get(number);
            loaded.put(
                    number,
                    tip == null
                            ? new OperatorState(operator.layout(), environment.partitions())
                            : checkpoint.state().load(number, operator.layout(), environment.partitions(), tip));
        }
        return loaded;
    }

    private List<SourceInput> inputs(OffsetEntry entry, List<@Nullable Offset> starts) {
        List<SourceInput> inputs = new ArrayList<>();
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            Offset end = entry.ends().get(index);
            Offset start = startOf(source, starts.get(index));
            boolean isEmpty = end == null || end.equals(start);
            inputs.add(
                    new SourceInput(source, isEmpty ? List.of() : source.splits(start, Objects.requireNonNull(end))));
        }
        return inputs;
    }

    private BatchContext context(OffsetEntry entry) {
        Map<Integer, OperatorWatermarks> watermarks = new HashMap<>();
        if (!plan.watermarks().isEmpty()) {
            OperatorWatermarks both =
                    new OperatorWatermarks(micros(lastWatermarkMillis), micros(entry.watermarkMillis()));
            plan.statefulOperators().forEach(operator -> watermarks.put(operator.operatorId(), both));
        }
        return new BatchContext(entry.batchId(), entry.timestampMillis(), watermarks);
    }

    private static long micros(long millis) {
        return TimeUnit.MILLISECONDS.toMicros(millis);
    }

    private StateFileId writeState(
            OffsetEntry entry,
            String attempt,
            AggregateSpec operator,
            Map<Integer, OperatorState> loaded,
            BatchContext context) {
        int number = operator.operatorId();
        OperatorState state = Objects.requireNonNull(loaded.get(number), "state");
        Map<String, Long> nodes = new TreeMap<>();
        tracker.values().forEach((node, value) -> nodes.put(node.toString(), value));
        return checkpoint
                .state()
                .writeDelta(
                        state,
                        number,
                        entry.batchId() + 1,
                        stateFiles.get(number),
                        attempt,
                        operator.expires() ? context.watermarks(number).evict() : Long.MIN_VALUE,
                        Map.of(Recovery.NEXT_WATERMARK, tracker.watermarkMillis(), Recovery.NODE_WATERMARKS, nodes),
                        changedCount(state) < GROUPS_WORTH_THREADS
                                ? Parallel.NONE
                                : new PoolParallel(environment.exec(), environment.pool()));
    }

    private static long changedCount(OperatorState state) {
        long changed = 0;
        for (int partition = 0; partition < state.partitionCount(); partition++) {
            changed += state.partition(partition).changedCount();
        }
        return changed;
    }

    private void committed(OffsetEntry entry, Map<Integer, StateFileId> written, Map<Integer, OperatorState> loaded) {
        loaded.values().forEach(OperatorState::endBatch);
        states = loaded;
        stateFiles.putAll(written);
        ends = new ArrayList<>(entry.ends());
        unfinished = null;
        nextBatch = entry.batchId() + 1;
        lastWatermarkMillis = entry.watermarkMillis();
        lastTimestampMillis = entry.timestampMillis();
        isFollowedUp = entry.isFollowedUp();
    }

    private void report(
            OffsetEntry entry,
            List<@Nullable Offset> starts,
            BatchResult result,
            Map<Integer, OperatorState> loaded,
            Map<Integer, Long> commitNanos,
            ProgressBuilder progress,
            long triggerStartNanos) {
        for (WatermarkNode node : plan.watermarks()) {
            progress.eventTime(result.metrics().eventTimes(node.node()));
        }
        if (!plan.watermarks().isEmpty()) {
            progress.watermark(entry.watermarkMillis());
        }
        result.operators().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(operator -> progress.stateOperator(
                        STATE_OPERATOR_NAME,
                        operator.getValue(),
                        TimeUnit.NANOSECONDS.toMillis(commitNanos.getOrDefault(operator.getKey(), 0L)),
                        Objects.requireNonNull(loaded.get(operator.getKey()), "state")
                                .partitionCount()));
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            progress.source(
                    source.description(),
                    starts.get(index),
                    entry.ends().get(index),
                    entry.ends().get(index),
                    result.metrics().sourceRows(index).read(),
                    source.metrics());
        }
        BatchProgress built = progress.build(
                entry.batchId(),
                sink().description(),
                sink().countsOutputRows() ? result.metrics().outputRows() : -1,
                sink().metrics(),
                clock.monotonicNanos() - triggerStartNanos);
        control.addProgress(built);
        lastSignNanos = clock.monotonicNanos();
        tell(events -> events.onQueryProgress(built));
    }

    private void idle(ProgressBuilder progress, long startMillis, long startNanos) {
        control.status("Waiting for data to arrive", false, false);
        long now = clock.monotonicNanos();
        if (lastSignNanos != null
                && now - lastSignNanos < TimeUnit.MILLISECONDS.toNanos(settings.idleIntervalMillis())) {
            return;
        }
        lastSignNanos = now;
        for (int index = 0; index < sources.size(); index++) {
            Source source = sources.get(index);
            progress.source(
                    source.description(), ends.get(index), ends.get(index), ends.get(index), 0, source.metrics());
        }
        if (!plan.watermarks().isEmpty()) {
            progress.watermark(tracker.watermarkMillis());
        }
        control.addProgress(progress.build(
                nextBatch,
                sink().description(),
                sink().countsOutputRows() ? 0 : -1,
                sink().metrics(),
                now - startNanos));
        tell(events -> events.onQueryIdle(checkpoint.id(), runId, ProgressBuilder.timestamp(startMillis)));
    }

    /** Oldest first, so that a crash leaves a gap at the old end only. */
    private void purge() {
        while (oldest < nextBatch - 1 - settings.minBatchesToRetain()) {
            checkpoint.offsets().delete(oldest);
            checkpoint.commits().delete(oldest);
            oldest++;
        }
    }
}
