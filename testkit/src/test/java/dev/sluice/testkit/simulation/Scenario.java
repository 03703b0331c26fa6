package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.shape.Event;
import dev.sluice.testkit.simulation.shape.Filtered;
import dev.sluice.testkit.simulation.shape.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query, what there is for it to read and when, and how it is started: all of it known before anything runs.
 *
 * @param sourceCount how many inputs are one stream, or joined
 * @param isFiles whether inputs are folders; else they are blocks in memory that outlive the process
 * @param keeps what of the rows that are left out
 * @param watermarks whether each input has one of its own; else their union has it
 * @param epochMillis how long the epochs of the starts are that are continuous, and the time between two batches that are recorded
 *     of those that are asynchronous; null if none is
 * @param arrivals what comes to be there, one after the other
 * @param starts of the query, one after the other, if nothing goes wrong
 */
record Scenario(
        long seed,
        Shape shape,
        int sourceCount,
        boolean isFiles,
        boolean dropsUnreadable,
        String cleanSource,
        Keeps keeps,
        long delaySeconds,
        boolean watermarks,
        SinkKind sink,
        @Nullable Integer epochMillis,
        List<Arrival> arrivals,
        List<Start> starts,
        Settings settings) {
    /** Where rows go. */
    enum SinkKind {
        /** Files with a manifest. */
        FILES,
        /** foreachBatch with a function that keeps what it has seen, by batch. */
        EACH_BATCH,
        /** A sink that prepares and commits, and knows the attempt that it holds. */
        TABLE,
        /** A sink that shows rows as they come, and knows nothing of what it shows. */
        SHOW
    }

    /** @param late rows that come too late, and {@code bad} records that cannot be parsed */
    record Keeps(boolean late, boolean bad) {
        static final Keeps NOTHING = new Keeps(false, false);
    }

    /** Whether rows go into folders of folders, by how long they are. */
    boolean fillsFolders() {
        return sink == SinkKind.FILES && Math.floorMod(seed, 8) == 3;
    }

    /** Rows that come to be there together, in one source. */
    record Arrival(int source, List<Event> events) {}

    /**
     * @param arrivals how many come to be there while it runs, or before it
     * @param trigger {@code always}, {@code asynchronous}, {@code continuous}, {@code available} or {@code once}
     * @param mostFiles that a batch takes in, none for all
     */
    record Start(
            int arrivals,
            String trigger,
            int partitions,
            @Nullable Integer mostFiles) {
        Start withArrivals(int newArrivals) {
            return new Start(newArrivals, trigger, partitions, mostFiles);
        }

        /** The same with another trigger, unless it is one that ends by itself. */
        Start with(String endless) {
            return endsByItself() ? this : new Start(arrivals, endless, partitions, mostFiles);
        }

        boolean isContinuous() {
            return trigger.equals("continuous");
        }

        /** Whether batches are recorded beside the query. */
        boolean isAsynchronous() {
            return trigger.equals("asynchronous");
        }

        boolean endsByItself() {
            return trigger.equals("available") || trigger.equals("once");
        }
    }

    /**
     * What is the same at every start.
     *
     * @param steadiness of threads, see {@link dev.sluice.testkit.Baton}
     */
    record Settings(Map<String, String> conf, int steadiness) {
        /** How many batches the logs keep. */
        int retained() {
            return Integer.parseInt(conf.getOrDefault("spark.sql.streaming.minBatchesToRetain", "100"));
        }

        /** Whether a batch runs without rows where the watermark lets results out. */
        boolean hasBatchesWithoutData() {
            return Boolean.parseBoolean(conf.getOrDefault("spark.sql.streaming.noDataMicroBatches.enabled", "true"));
        }

        /** Whether the slowest input decides how far the watermark is. */
        boolean waitsForTheSlowest() {
            return "min".equals(conf.get("spark.sql.streaming.multipleWatermarkPolicy"));
        }
    }

    /** Whether rows may be shown again, in batches of which nothing is known beforehand. */
    boolean showsRowsAlone() {
        return sink == SinkKind.SHOW && shape instanceof Filtered;
    }

    /** The same for the rest. */
    Scenario with(Shape newShape, int newSourceCount, List<Arrival> newArrivals, List<Start> newStarts) {
        return with(newShape, newSourceCount, keeps, epochMillis, newArrivals, newStarts);
    }

    /** The same for the rest. */
    Scenario with(Keeps newKeeps) {
        return with(shape, sourceCount, newKeeps, epochMillis, arrivals, starts);
    }

    /** The same in batches alone. */
    Scenario withoutEpochs() {
        return with(
                shape,
                sourceCount,
                keeps,
                null,
                arrivals,
                starts.stream().map(start -> start.with("always")).toList());
    }

    private Scenario with(
            Shape newShape,
            int newSourceCount,
            Keeps newKeeps,
            @Nullable Integer newEpochMillis,
            List<Arrival> newArrivals,
            List<Start> newStarts) {
        return new Scenario(
                seed,
                newShape,
                newSourceCount,
                isFiles,
                dropsUnreadable,
                cleanSource,
                newKeeps,
                delaySeconds,
                watermarks,
                sink,
                newEpochMillis,
                newArrivals,
                newStarts,
                settings);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(shape)
                .append(", ")
                .append(sourceCount)
                .append(isFiles ? " folders" : " blocks in memory")
                .append(dropsUnreadable ? ", unreadable rows dropped" : "")
                .append(", clean-up ")
                .append(cleanSource)
                .append(keeps.late() ? ", late rows kept" : "")
                .append(keeps.bad() ? ", bad records kept" : "")
                .append(", delay ")
                .append(delaySeconds)
                .append(watermarks ? " s of each input" : " s")
                .append(", into ")
                .append(sink)
                .append(epochMillis == null ? "" : ", epochs of " + epochMillis + " ms")
                .append("\n  ")
                .append(settings);
        starts.forEach(start -> text.append("\n  ").append(start));
        for (int index = 0; index < arrivals.size(); index++) {
            Arrival arrival = arrivals.get(index);
            text.append("\n  arrival ").append(index).append(" in source ").append(arrival.source());
            arrival.events().forEach(event -> text.append("\n    ").append(event));
        }
        return text.toString();
    }
}
