package dev.sluice.spi.source;

import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replayable input of one query. It never advances by itself: the runner asks how far data reaches, records the range,
 * then asks for the splits of that range, and after a crash asks for the same range again, which must give the same rows.
 *
 * <p>All methods but those of the readers are called by one thread.
 */
public interface Source extends AutoCloseable {
    StructType schema();

    /**
     * Where a new query starts, or null if the source has no position before its first data. A source that has one runs
     * an empty batch 0 at once, as Spark's do.
     */
    @Nullable
    Offset initialOffset();

    /**
     * How far the next micro-batch may reach: at or after {@code start}, equal to it if there is nothing new, null if
     * there has never been anything.
     *
     * @param start where the last planned batch ended, null before the first
     */
    @Nullable
    Offset latestOffset(@Nullable Offset start, ReadLimit limit);

    /**
     * The pieces of {@code (start, end]}, in the order of their rows. The same range gives the same pieces at every call
     * and on every machine: their number never depends on the number of cores.
     */
    List<Split> splits(@Nullable Offset start, Offset end);

    /** A reader of one split that fills columns of {@link ReadRequest#schema}. May be called from any thread. */
    SplitReader reader(Split split, ReadRequest request);

    /**
     * Says that all up to {@code end} is committed and will not be asked for again. Called after the commit entry is durable, and
     * again at the start of a query: an earlier run may have ended in between.
     */
    default void commit(Offset end) {}

    /** Fixes the end of the data for {@code Trigger.AvailableNow}; later calls of {@link #latestOffset} stay within it. */
    default void freezeLatest() {}

    /** Has the source fetch what comes before it is asked for, from here on, where rows have to be fetched from elsewhere. */
    default void readAhead(ReadAhead how) {}

    /**
     * After {@link #readAhead}, whether there is something behind {@code end} of which {@link #latestOffset} may not know yet.
     * Asked where somebody waits until all is done; may wait for an answer.
     */
    default boolean hasMore(@Nullable Offset end) {
        return false;
    }

    /** Whether {@link #freezeLatest} works; if not, the whole query runs as one batch under {@code Trigger.AvailableNow}. */
    default boolean supportsAvailableNow() {
        return false;
    }

    /** What progress events call it, for example {@code FileStreamSource[file:/in]}. */
    String description();

    /** Figures for the progress event, such as lag. */
    default Map<String, String> metrics() {
        return Map.of();
    }

    @Override
    default void close() {}
}
