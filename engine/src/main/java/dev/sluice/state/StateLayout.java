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
 * @param panes what the last key column is the start of, where groups are panes of sliding windows: those of a key lie in
 *     one key group then
 */
public record StateLayout(
        StructType keyLeaves,
        StructType buffers,
        boolean expires,
        @Nullable Panes panes) {
    public StateLayout(StructType keyLeaves, StructType buffers, boolean expires) {
        this(keyLeaves, buffers, expires, null);
    }

    /** Fills {@code hashes[0..rowCount)} with the hashes of these keys, flat leaf columns. */
    public void hash(Vector[] keys, int rowCount, long[] hashes) {
        if (panes == null) {
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
        if (expires) {
            fields.add(new StructField("expiry", AtomicType.TIMESTAMP, false));
        }
        fields.addAll(keyLeaves.fields());
        fields.addAll(buffers.fields());
        return new StructType(fields);
    }

    int firstKey() {
        return expires ? 1 : 0;
    }

    int firstBuffer() {
        return firstKey() + keyLeaves.size();
    }
}
