package dev.sluice.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a state file says of itself.
 *
 * @param name the name it was published under
 * @param parent the delta that the changes in the file follow; null for the first of an operator and for snapshots
 * @param evictedUpToMicros groups of earlier files that expire at or before this are gone; {@link Long#MIN_VALUE} if
 *     none
 * @param schema the fields of a row, each as in DDL
 * @param keyHashVersion of the hash that rows are ordered by
 * @param rowCount rows of all blocks
 * @param lengthBytes of the file
 * @param extras what the caller of {@link StateFiles#writeDelta} wanted to be kept with the file, as JSON values
 */
public record StateHeader(
        StateFileName name,
        String queryId,
        int operator,
        @Nullable StateFileId parent,
        long evictedUpToMicros,
        List<String> schema,
        long keyHashVersion,
        long rowCount,
        long lengthBytes,
        Map<String, @Nullable Object> extras) {
    public StateHeader {
        schema = List.copyOf(schema);
    }

    /** Of the newest delta whose changes the file holds. */
    public StateFileId id() {
        return name.id();
    }
}
