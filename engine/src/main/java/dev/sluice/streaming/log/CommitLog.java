package dev.sluice.streaming.log;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.Publisher;
import dev.sluice.state.StateFileId;
import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code commits/N}: batch N is done. Spark's version 1, with the state files and the watermarks in addition. */
public final class CommitLog {
    private static final String VERSION = "v1";
    private static final String DAMAGED = "damaged";
    private static final String ROLLED_BACK = "rolledback";

    private final LogDirectory directory;

    public CommitLog(CheckpointFs files, Publisher publisher, Path checkpoint, String queryId) {
        this.directory = new LogDirectory(files, publisher, checkpoint.resolve("commits"), "commits", queryId);
    }

    public void open() {
        directory.open();
    }

    /** @param keptFrom see {@link #keptFrom()} */
    public NavigableSet<Long> ids(long keptFrom) {
        return directory.ids(keptFrom);
    }

    /**
     * The batch before which entries of this log and of that of the plans may have been purged, by the newest entry. Deletes
     * are not synced, so that after the loss of power some of those may be there again and others not.
     */
    public long keptFrom() {
        Long newest = directory.newest();
        if (newest == null) {
            return 0;
        }
        try {
            CommitEntry entry = read(newest);
            return entry == null ? 0 : entry.keptFrom();
        } catch (SluiceException damaged) {
            // Whoever goes on from here needs the entry before it, and the plan of this one.
            return newest - 1;
        }
    }

    /** In an order that is the same in each process. */
    public void publish(CommitEntry entry) {
        OffsetEntry plan = entry.plan();
        Map<String, String> stateFiles = new LinkedHashMap<>();
        new TreeMap<>(entry.stateFiles()).forEach((operator, id) -> stateFiles.put(operator.toString(), id.text()));
        Map<String, @Nullable Object> planned = new LinkedHashMap<>();
        planned.put("watermarkMs", plan.watermarkMillis());
        planned.put("timestampMs", plan.timestampMillis());
        planned.put("conf", plan.conf());
        planned.put("ends", EntryJson.offsetLines(plan.ends()));
        planned.put("isFollowedUp", plan.isFollowedUp());
        planned.put("attempt", plan.attempt());
        List<String> lines = List.of(VERSION, Json.write(Map.of("nextBatchWatermarkMs", entry.nextWatermarkMillis())));
        CheckpointText text = CheckpointText.of(directory.kind(), directory.queryId(), entry.batchId(), lines)
                .with("attempt", entry.attempt())
                .with("watermarks", new TreeMap<>(entry.nodeWatermarks()))
                .with("active", new TreeMap<>(entry.nodeActiveMillis()))
                .with("stateFiles", stateFiles)
                .with("sink", plan.sink())
                .with("keptFrom", entry.keptFrom())
                .with("plan", planned);
        RowCounts rows = entry.rows();
        directory.publish(rows == null ? text : text.with("rows", EntryJson.rowCounts(rows)), entry.batchId());
    }

    /** @return null if there is none */
    public @Nullable CommitEntry read(long batchId) {
        CheckpointText text = directory.read(batchId);
        if (text == null) {
            return null;
        }
        try {
            Map<String, @Nullable Object> identity = text.identity();
            if (!(identity.get("plan") instanceof Map<?, ?> planned)
                    || !(planned.get("ends") instanceof List<?> ends)) {
                throw new IllegalArgumentException("no plan");
            }
            OffsetEntry plan = new OffsetEntry(
                    batchId,
                    EntryJson.number(planned, "watermarkMs"),
                    EntryJson.number(planned, "timestampMs"),
                    EntryJson.texts(planned.get("conf")),
                    EntryJson.offsets(ends),
                    Boolean.TRUE.equals(planned.get("isFollowedUp")),
                    EntryJson.text(identity, "sink"),
                    EntryJson.text(planned, "attempt"));
            Map<Integer, StateFileId> stateFiles = new LinkedHashMap<>();
            EntryJson.texts(identity.get("stateFiles"))
                    .forEach((operator, id) -> stateFiles.put(Integer.valueOf(operator), StateFileId.parse(id)));
            return new CommitEntry(
                    plan,
                    EntryJson.text(identity, "attempt"),
                    EntryJson.number(Json.parseObject(text.lines().get(1)), "nextBatchWatermarkMs"),
                    EntryJson.numbersByNode(identity.get("watermarks")),
                    EntryJson.numbersByNode(identity.get("active")),
                    stateFiles,
                    EntryJson.rowCountsOf(identity.get("rows")),
                    identity.get("keptFrom") instanceof Number keptFrom ? keptFrom.longValue() : 0);
        } catch (IllegalArgumentException malformed) {
            throw CheckpointErrors.damaged(path(batchId), String.valueOf(malformed.getMessage()), malformed);
        }
    }

    public Path path(long batchId) {
        return directory.path(batchId);
    }

    /** @return the new name */
    public Path moveAside(long batchId, long epoch) {
        return directory.moveAside(batchId, DAMAGED, epoch);
    }

    /** Whether an entry was damaged and moved aside. */
    public boolean hasMovedAside(long batchId) {
        return directory.hasMovedAside(batchId, DAMAGED);
    }

    /** Takes back that a batch is done, and notes that the sink holds it: it will run again to rebuild the state alone. */
    public void rollBack(long batchId, long epoch) {
        directory.moveAside(batchId, ROLLED_BACK, epoch);
    }

    /** Whether a batch that is not done was done before, so that the sink holds it. */
    public boolean isRolledBack(long batchId) {
        return directory.hasMovedAside(batchId, ROLLED_BACK);
    }

    public void delete(long batchId) {
        directory.delete(batchId);
    }
}
