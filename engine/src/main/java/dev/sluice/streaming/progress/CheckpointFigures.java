package dev.sluice.streaming.progress;

import dev.sluice.seam.AdaptedFs.Lack;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a run has outlived, and how its checkpoint stands, which no row of a result shows. Thread-safe. */
public final class CheckpointFigures {
    private static final String STRICT = "strict";

    /** Where directories cannot be synced. */
    private static final String STRICT_FILE = "strict-file";

    private final String durability;
    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
    private final LongAdder syncNanos = new LongAdder();
    private final AtomicInteger openFiles = new AtomicInteger();
    private final AtomicInteger mostOpenFiles = new AtomicInteger();
    private final Set<Lack> lacks = Collections.synchronizedSet(EnumSet.noneOf(Lack.class));
    private volatile long oldestBatch;
    private volatile String location = "";

    /** What is counted, each from the start of the run. */
    public enum Event {
        /** A batch that an earlier run had planned ran again. */
        REPLAYED_BATCH("replayedBatches"),
        /** A batch that the sink held already was committed without running again. */
        ADOPTED_BATCH("adoptedBatches"),
        /** A damaged commit entry was moved aside. */
        MENDED_COMMIT("mendedCommits"),
        /** A damaged or missing plan was written again from its commit entry. */
        MENDED_PLAN("mendedPlans"),
        /** A damaged plan was moved aside, and its batch planned anew. */
        DROPPED_PLAN("droppedPlans"),
        /** A damaged snapshot or fold was passed over. */
        SPARED_STATE_FILE("sparedStateFiles"),
        /** The rows of a batch would take a watermark further past the clock than is in order. */
        FUTURE_ROWS("batchesOfTheFuture"),
        /** Something waited for space on the disk. */
        WAIT_FOR_SPACE("waitsForSpace"),
        /** Something was read again that the device had not given. */
        REPEATED_READ("repeatedReads"),
        /** A sink that had failed was called again. */
        REPEATED_SINK_CALL("repeatedSinkCalls"),
        /** Logs or state could not be tidied, which is tried again later. */
        FAILED_MAINTENANCE("failedMaintenance");

        private final String field;

        Event(String field) {
            this.field = field;
        }
    }

    /** @param durability of the checkpoint, as the setting says it */
    public CheckpointFigures(String durability) {
        this.durability = durability;
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
    }

    public void count(Event event) {
        adder(event).increment();
    }

    private LongAdder adder(Event event) {
        LongAdder adder = events.get(event);
        if (adder == null) {
            throw new IllegalArgumentException(event.name());
        }
        return adder;
    }

    /** Adds to the time that syncs take. */
    public void synced(long nanos) {
        syncNanos.add(nanos);
    }

    /** The file system cannot do this. */
    public void lacks(Lack lack) {
        lacks.add(lack);
    }

    /** One more file of the checkpoint, the input or the output is open. */
    public void fileOpened() {
        mostOpenFiles.accumulateAndGet(openFiles.incrementAndGet(), Math::max);
    }

    public void fileClosed() {
        openFiles.decrementAndGet();
    }

    /** The folder of the checkpoint, by its one path. */
    public void location(Path directory) {
        location = directory.toString();
    }

    /** The oldest batch that the logs keep. */
    public void oldestBatch(long batchId) {
        oldestBatch = batchId;
    }

    /**
     * What progress shows, without what never happened. The time of syncs and the most files that were open at a time are those since
     * this was asked last.
     *
     * @param newestBatch that is in the logs
     */
    public Map<String, Object> fields(long newestBatch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("location", location);
        boolean isOfFilesAlone = durability.equals(STRICT) && lacks.contains(Lack.DIRECTORY_SYNCS);
        fields.put("durability", isOfFilesAlone ? STRICT_FILE : durability);
        if (lacks.contains(Lack.HARD_LINKS)) {
            fields.put("names", "claimed");
        }
        fields.put("oldestBatch", oldestBatch);
        fields.put("newestBatch", newestBatch);
        fields.put("syncMs", TimeUnit.NANOSECONDS.toMillis(syncNanos.sumThenReset()));
        fields.put("openFiles", mostOpenFiles.getAndSet(openFiles.get()));
        events.forEach((event, adder) -> {
            long count = adder.sum();
            if (count > 0) {
                fields.put(event.field, count);
            }
        });
        return fields;
    }
}
