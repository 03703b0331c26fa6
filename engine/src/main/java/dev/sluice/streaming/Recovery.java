package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.StatefulSpec;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.state.StateFileId;
import dev.sluice.state.StateHeader;
import dev.sluice.streaming.RecoveredQuery.Unfinished;
import dev.sluice.streaming.log.CommitEntry;
import dev.sluice.streaming.log.LogShape;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.progress.CheckpointFigures;
import dev.sluice.streaming.progress.CheckpointFigures.Event;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import dev.sluice.streaming.watermark.WatermarkTracker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out from the checkpoint and the sink where a query stands (fault model, sections 2 and 4). */
final class Recovery {
    /** In the header of each delta, what the commit entry of its batch says of watermarks. */
    static final String NEXT_WATERMARK = "nextWatermarkMs";

    static final String NODE_WATERMARKS = "watermarks";

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final QueryCheckpoint checkpoint;
    private final PhysicalPlan plan;
    private final Sink sink;
    private final boolean isReplay;
    private final CheckpointFigures figures;

    /**
     * @param isReplay whether the sink is another one by intention, and is to get one batch
     * @param figures told of what is mended
     */
    Recovery(QueryCheckpoint checkpoint, PhysicalPlan plan, Sink sink, boolean isReplay, CheckpointFigures figures) {
        this.checkpoint = checkpoint;
        this.plan = plan;
        this.sink = sink;
        this.isReplay = isReplay;
        this.figures = figures;
    }

    RecoveredQuery recover() {
        checkpoint.offsets().open();
        checkpoint.commits().open();
        plan.statefulOperators().forEach(operator -> checkpoint.state().takeOver(operator.operatorId()));
        LogShape logs = LogShape.of(checkpoint.offsets(), checkpoint.commits(), checkpoint.directory());
        NavigableSet<Long> planned = logs.planned();
        NavigableSet<Long> committed = logs.committed();
        long lastPlan = logs.lastPlan();
        long lastCommit = logs.lastCommit();
        logs.requireNoLostState(
                checkpoint.state(),
                plan.statefulOperators().stream().map(StatefulSpec::operatorId).toList(),
                checkpoint.directory());
        requireSinkIsNotAhead(Math.max(lastPlan, lastCommit));
        long oldest = planned.isEmpty() ? 0 : planned.first();
        if (logs.isRolledBack()) {
            return rolledBack(lastCommit, planned, committed.isEmpty() ? oldest : Math.min(oldest, committed.first()));
        }
        CommitEntry commit = readCommit(lastCommit);
        if (lastCommit >= 0 && commit == null) {
            lastCommit--;
            commit = beforeDamage(lastCommit, Math.max(unbrokenFrom(planned), unbrokenFrom(committed)));
        }
        if (commit != null && lastPlan <= lastCommit) {
            mendPlan(commit, lastPlan == lastCommit);
        }
        requireSources(commit == null ? null : commit.plan());
        Deque<OffsetEntry> unfinished = new ArrayDeque<>();
        for (long batch = lastCommit + 1; batch <= lastPlan; batch++) {
            OffsetEntry entry = readPlan(batch);
            if (entry != null) {
                requireSources(entry);
                requireSameSink(entry);
                unfinished.add(entry);
            }
        }
        if (commit != null) {
            requireSinkRemembers(commit.plan());
        }
        CommitEntry adopted = unfinished.isEmpty() ? null : adopt(unfinished.getFirst(), commit);
        while (adopted != null) {
            commit = adopted;
            unfinished.removeFirst();
            adopted = unfinished.isEmpty() ? null : adopt(unfinished.getFirst(), commit);
        }
        return new RecoveredQuery(
                commit,
                unfinished.stream().map(entry -> new Unfinished(entry, false)).toList(),
                committed.isEmpty() ? oldest : Math.min(oldest, committed.first()));
    }

    /** The entry before one that was damaged, which said itself what may have been purged. */
    private @Nullable CommitEntry beforeDamage(long batchId, long keptFrom) {
        CommitEntry entry = batchId < 0 ? null : checkpoint.commits().read(batchId);
        return entry == null ? null : entry.withKeptFrom(Math.max(entry.keptFrom(), keptFrom));
    }

    /** The first entry after which none is missing. */
    private static long unbrokenFrom(NavigableSet<Long> ids) {
        long from = ids.last();
        while (ids.contains(from - 1)) {
            from--;
        }
        return from;
    }

    /** The batches after the last that is done run again, each from its plan; the sink holds all that were done before. */
    private RecoveredQuery rolledBack(long lastCommit, NavigableSet<Long> planned, long oldest) {
        CommitEntry commit = lastCommit < 0 ? null : checkpoint.commits().read(lastCommit);
        requireSources(commit == null ? null : commit.plan());
        List<Unfinished> unfinished = new ArrayList<>();
        OffsetEntry done = commit == null ? null : commit.plan();
        for (long batch : planned.tailSet(lastCommit, false)) {
            OffsetEntry entry = readPlan(batch);
            requireSources(entry);
            if (entry != null) {
                boolean isWritten = checkpoint.commits().isRolledBack(batch);
                if (isWritten) {
                    done = entry;
                } else {
                    requireSameSink(entry);
                }
                unfinished.add(new Unfinished(entry, isWritten));
            }
        }
        if (done != null) {
            requireSinkRemembers(done);
        }
        LOG.warn(
                "The checkpoint was rolled back to batch {}; {} batches run again to rebuild the state",
                lastCommit,
                unfinished.size());
        return new RecoveredQuery(commit, unfinished, oldest);
    }

    private static boolean isDamage(SluiceException error) {
        return error.condition() == ErrorCondition.CHECKSUM_FAILED;
    }

    private @Nullable CommitEntry readCommit(long batchId) {
        if (batchId < 0) {
            return null;
        }
        try {
            return checkpoint.commits().read(batchId);
        } catch (SluiceException damaged) {
            if (!isDamage(damaged)) {
                throw damaged;
            }
            // The plan says what the batch was, and the entry before it where it began: nothing is moved without them.
            if (checkpoint.offsets().read(batchId) == null
                    || (batchId > 0 && checkpoint.commits().read(batchId - 1) == null)) {
                throw damaged;
            }
            LOG.warn(
                    "Commit entry {} is damaged and now {}; the batch is finished again",
                    checkpoint.commits().path(batchId),
                    checkpoint.commits().moveAside(batchId, checkpoint.lock().epoch()));
            figures.count(Event.MENDED_COMMIT);
            return null;
        }
    }

    /** A commit entry repeats its plan, so that a damaged or missing one is written again. */
    private void mendPlan(CommitEntry commit, boolean exists) {
        if (exists) {
            try {
                checkpoint.offsets().read(commit.batchId());
                return;
            } catch (SluiceException damaged) {
                if (!isDamage(damaged)) {
                    throw damaged;
                }
                LOG.warn(
                        "Plan {} is damaged and now {}; it is written again from its commit entry",
                        checkpoint.offsets().path(commit.batchId()),
                        checkpoint
                                .offsets()
                                .moveAside(commit.batchId(), checkpoint.lock().epoch()));
            }
        }
        checkpoint.offsets().publish(commit.plan());
        figures.count(Event.MENDED_PLAN);
    }

    private @Nullable OffsetEntry readPlan(long batchId) {
        try {
            return checkpoint.offsets().read(batchId);
        } catch (SluiceException damaged) {
            if (!isDamage(damaged)) {
                throw damaged;
            }
            if (!(sink.status(batchId) instanceof SinkStatus.NotCommitted)) {
                throw SluiceException.of(
                                ErrorCondition.PLAN_DAMAGED, "the plan of a batch that was not finished is damaged")
                        .at("batch " + batchId)
                        .at(checkpoint.offsets().path(batchId).toString())
                        .found("a sink that cannot prove that it does not hold the batch: " + sink.description())
                        .safe("batches up to " + (batchId - 1) + " are committed")
                        .mend("restore this file from a backup; if the output holds nothing of the batch, move the file"
                                + " away and the batch is planned anew")
                        .cause(damaged)
                        .build();
            }
            LOG.warn(
                    "Plan {} is damaged and now {}; the batch is planned anew, for the sink holds nothing of it",
                    checkpoint.offsets().path(batchId),
                    checkpoint.offsets().moveAside(batchId, checkpoint.lock().epoch()));
            figures.count(Event.DROPPED_PLAN);
            return null;
        }
    }

    private void requireSources(@Nullable OffsetEntry entry) {
        if (entry != null && entry.ends().size() != plan.sources().size()) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_INCOMPATIBLE, "the checkpoint is that of another query")
                    .at(checkpoint.offsets().path(entry.batchId()).toString())
                    .found(entry.ends().size() + " sources in the checkpoint, "
                            + plan.sources().size() + " in the query")
                    .mend("run the query with the sources it had")
                    .build();
        }
    }

    /** Nobody could tell which of two sinks holds what of a batch. */
    private void requireSameSink(OffsetEntry unfinished) {
        if (!isReplay && !unfinished.sink().equals(sink.description())) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCOMPATIBLE, "the sink was changed while a batch was unfinished")
                    .at("batch " + unfinished.batchId())
                    .found(sink.description())
                    .expected(unfinished.sink())
                    .safe("batches up to " + (unfinished.batchId() - 1) + " are committed")
                    .mend("start the query once with its former sink, then change it")
                    .build();
        }
    }

    /**
     * A sink that holds what was never planned here takes the next batch for one that it has, and its rows would be lost: the
     * checkpoint is an older copy.
     *
     * @param newest batch that is planned or committed, -1 if none is
     */
    private void requireSinkIsNotAhead(long newest) {
        long held = newest;
        SinkStatus next = sink.status(held + 1);
        while (next instanceof SinkStatus.Committed) {
            held++;
            next = sink.status(held + 1);
        }
        if (next instanceof SinkStatus.Forgotten later) {
            held = later.newestBatch();
        }
        if (held > newest) {
            throw SluiceException.of(
                            ErrorCondition.SINK_AHEAD_OF_CHECKPOINT,
                            "the sink holds a batch that the checkpoint does not")
                    .at(checkpoint.directory().toString())
                    .at(sink.description())
                    .found("batch " + held + " in the sink, batches up to " + newest + " in the checkpoint")
                    .safe("nothing was changed")
                    .mend("put back the newer checkpoint, or write to another output")
                    .build();
        }
    }

    /** One that has forgotten what was committed cannot tell either how far the next batch got. */
    private void requireSinkRemembers(OffsetEntry done) {
        if (isReplay) {
            return;
        }
        long last = done.batchId();
        if (!done.sink().equals(sink.description())) {
            LOG.warn(
                    "The sink was {} and is now {}, which starts at batch {}",
                    done.sink(),
                    sink.description(),
                    last + 1);
        } else if (sink.status(last) instanceof SinkStatus.NotCommitted) {
            throw SluiceException.of(
                            ErrorCondition.SINK_MEMORY_LOST, "the sink does not remember a batch that was committed")
                    .at(sink.description())
                    .at("batch " + last)
                    .found("commits up to batch " + last + " in " + checkpoint.directory())
                    .safe("nothing was changed")
                    .mend("put back the output as it was, or write to another one, which starts at batch " + (last + 1))
                    .build();
        }
    }

    /** If the sink already shows the unfinished batch and its state is whole, all it lacks is its commit entry. */
    private @Nullable CommitEntry adopt(OffsetEntry unfinished, @Nullable CommitEntry before) {
        if (!(sink.status(unfinished.batchId()) instanceof SinkStatus.Committed(String attempt))) {
            return null;
        }
        long nextWatermark = before == null
                ? unfinished.watermarkMillis()
                : Math.max(before.nextWatermarkMillis(), unfinished.watermarkMillis());
        Map<Integer, Long> nodes = new HashMap<>(before == null ? Map.of() : before.nodeWatermarks());
        Map<Integer, StateFileId> stateFiles = new HashMap<>();
        for (StatefulSpec operator : plan.statefulOperators()) {
            Optional<StateHeader> found = find(operator.operatorId(), unfinished.batchId() + 1, attempt);
            if (found.isEmpty()) {
                return null;
            }
            StateHeader header = found.get();
            stateFiles.put(operator.operatorId(), header.id());
            if (header.extras().get(NEXT_WATERMARK) instanceof Number next) {
                nextWatermark = next.longValue();
            }
            if (header.extras().get(NODE_WATERMARKS) instanceof Map<?, ?> values) {
                values.forEach((node, value) ->
                        nodes.put(Integer.valueOf(String.valueOf(node)), ((Number) value).longValue()));
            }
        }
        CommitEntry entry = new CommitEntry(
                unfinished,
                attempt,
                nextWatermark,
                nodes,
                activeMillis(unfinished, before),
                stateFiles,
                null,
                before == null ? 0 : before.keptFrom());
        checkpoint.commits().publish(entry);
        LOG.info("Batch {} was visible in the sink; it is now committed without running again", entry.batchId());
        figures.count(Event.ADOPTED_BATCH);
        return entry;
    }

    /** As the batch would have noted it, which its plan tells. */
    private Map<Integer, Long> activeMillis(OffsetEntry unfinished, @Nullable CommitEntry before) {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkPolicy.MIN, plan.watermarks());
        if (before != null) {
            tracker.restore(0, Map.of(), before.nodeActiveMillis());
        }
        QueryPosition position = new QueryPosition(before, unfinished.ends().size());
        tracker.advance(0, unfinished.timestampMillis(), position.sourcesBefore(unfinished.ends()));
        return tracker.activeMillis();
    }

    private Optional<StateHeader> find(int operator, long version, String attempt) {
        try {
            return checkpoint.state().find(operator, version, attempt);
        } catch (SluiceException damaged) {
            if (damaged.condition() != ErrorCondition.STATE_DAMAGED) {
                throw damaged;
            }
            LOG.warn("The state of a visible batch is damaged; the batch runs again", damaged);
            return Optional.empty();
        }
    }

    /** Removes what earlier attempts at the unfinished batch left in the sink. */
    void abortLeftovers(OffsetEntry unfinished) {
        if (sink.status(unfinished.batchId()) instanceof SinkStatus.Committed) {
            return;
        }
        sink.abort(new BatchId(unfinished.batchId(), unfinished.attempt()));
        for (StatefulSpec operator : plan.statefulOperators()) {
            for (StateFileId id : checkpoint.state().list(operator.operatorId())) {
                if (id.version() == unfinished.batchId() + 1 && !id.attempt().equals(unfinished.attempt())) {
                    sink.abort(new BatchId(unfinished.batchId(), id.attempt()));
                }
            }
        }
    }
}
