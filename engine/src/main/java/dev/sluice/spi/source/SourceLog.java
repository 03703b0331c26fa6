package dev.sluice.spi.source;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbered entries of text that a source keeps with the checkpoint, each written once, durable when {@link #add}
 * returns. An entry is published before the offset that refers to it.
 */
public interface SourceLog {
    /** Adds entry {@code id}, lines without line breaks; fails if it exists. */
    void add(long id, List<String> lines);

    /** Adds entry {@code id} as a compaction: it repeats all that earlier entries say, which may then be purged. */
    void addCompacted(long id, List<String> lines);

    /**
     * Adds what entry {@code id}, which is a compaction, would be if it were none, so that the log can be read from what the
     * compaction repeats if that is damaged.
     */
    default void addUncompacted(long id, List<String> lines) {}

    /** The lines of entry {@code id} as it was added, null if it never was. */
    @Nullable
    List<String> get(long id);

    /** The newest compaction, if any, and every entry after it, in order of id. */
    SortedMap<Long, List<String>> latest();

    /** The ids of the compactions there are, ascending. */
    List<Long> compactions();

    /**
     * Deletes entries below {@code id} that the newest compaction replaces and that were added up to
     * {@code addedUpToMillis}, oldest first.
     */
    void purgeBelow(long id, long addedUpToMillis);
}
