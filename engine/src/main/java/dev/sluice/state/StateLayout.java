package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the groups of an operator are kept.
 *
 * @param keyLeaves the key columns, without structs
 * @param expires whether each key has an expiry, which is then kept beside it
 * @param expiryMoves whether the expiry is no part of the key: then it is the first of the buffers as they are stored
 * @param kind what groups are; those of a key lie in one key group where the last key column tells them apart
 * @param panes what the last key column is the start of, where groups are panes of sliding windows
 */
public record StateLayout(
        StructType keyLeaves,
        StructType buffers,
        boolean expires,
        boolean expiryMoves,
        Kind kind,
        @Nullable Panes panes) {
    /** What the groups of an operator are. */
    public enum Kind {
        /** One for each key. */
        KEYS,
        /** Parts of sliding windows; the last key column is where a part starts. */
        PANES,
        /** Sessions; the last key column is where one starts, the expiry where it ends. */
        SESSIONS,
        /** Rows of both sides of a join; the last key column is the number of a row. */
        JOINED_ROWS
    }

    private static final StructField ROW = new StructField("row", AtomicType.BIGINT, false);
    private static final StructField EXPIRY = new StructField("expiry", AtomicType.TIMESTAMP, false);

    public StateLayout(StructType keyLeaves, StructType buffers, boolean expires, @Nullable Panes panes) {
        this(keyLeaves, buffers, expires, false, panes == null ? Kind.KEYS : Kind.PANES, panes);
    }

    public StateLayout(StructType keyLeaves, StructType buffers, boolean expires) {
        this(keyLeaves, buffers, expires, false, Kind.KEYS, null);
    }

    /** Groups that expire at a moment that is no part of their key and may change. */
    public static StateLayout withMovingExpiry(StructType keyLeaves, StructType buffers) {
        return new StateLayout(keyLeaves, buffers, true, true, Kind.KEYS, null);
    }

    /** Sessions, each under its keys and its start; the start is the last of the leaves. */
    public static StateLayout ofSessions(StructType keyLeaves, StructType buffers) {
        return new StateLayout(keyLeaves, buffers, true, true, Kind.SESSIONS, null);
    }

    /** Rows of both sides of a join, each under its key and a number of its own. */
    public static StateLayout ofJoin(StructType keyLeaves, StructType buffers) {
        List<StructField> leaves = new ArrayList<>(keyLeaves.fields());
        leaves.add(ROW);
        return new StateLayout(new StructType(leaves), buffers, true, true, Kind.JOINED_ROWS, null);
    }

    /** Fills {@code hashes[0..rowCount)} with the hashes of these keys, flat leaf columns. */
    public void hash(Vector[] keys, int rowCount, long[] hashes) {
        if (kind == Kind.KEYS) {
            KeyHash.hash(keys, rowCount, hashes);
        } else {
            int last = keys.length - 1;
            KeyHash.hash(Arrays.copyOf(keys, last), rowCount, hashes);
            KeyHash.hashWithinGroup(hashes, ((LongVector) keys[last]).values(), 0, rowCount, hashes);
        }
    }

    /** What a row of a state file holds: expiry if there is one, keys, buffers. */
    public StructType rowSchema() {
        List<StructField> fields = new ArrayList<>();
        if (firstKey() > 0) {
            fields.add(EXPIRY);
        }
        fields.addAll(keyLeaves.fields());
        fields.addAll(storedBuffers().fields());
        return new StructType(fields);
    }

    /** The buffers, after the expiry if it is one of them. */
    StructType storedBuffers() {
        if (!expiryMoves) {
            return buffers;
        }
        List<StructField> fields = new ArrayList<>();
        fields.add(EXPIRY);
        fields.addAll(buffers.fields());
        return new StructType(fields);
    }

    int firstKey() {
        return expires && !expiryMoves ? 1 : 0;
    }

    int firstBuffer() {
        return firstKey() + keyLeaves.size();
    }
}
