package dev.sluice.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a state file says of itself.
 *
 * @param parent the delta this one follows; null for the first of an operator and for snapshots
 * @param evictedUpToMicros groups of earlier files that expire at or before this are gone; {@link Long#MIN_VALUE} if
 *     none
 * @param schema the fields of a row, each as in DDL
 * @param keyHashVersion of the hash that rows are ordered by
 * @param rowCount rows of all blocks
 * @param lengthBytes of the file
 * @param extras what the caller of {@link StateFiles#writeDelta} wanted to be kept with the file, as JSON values
 */
public record StateHeader(
        StateFileKind kind,
        String queryId,
        int operator,
        StateFileId id,
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
}
