package dev.sluice.execution;

import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.AggregateSpec.Expiry;
import dev.sluice.execution.AggregateSpec.WindowKey;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** When keys expire, computed from their leaf columns: {@code leaf + addend}, never where the leaf is null. */
final class KeyExpiry {
    private static final long[] NONE = new long[0];
    private static final int START_FIELD = 1;
    private static final int END_FIELD = 2;

    private final int leaf;
    private final long addend;

    private KeyExpiry(int leaf, long addend) {
        this.leaf = leaf;
        this.addend = addend;
    }

    static KeyExpiry of(AggregateSpec spec) {
        return of(spec.expiry(), spec.keySchema(), spec.window());
    }

    /** @param window the window that is the last of the keys, null where there is none */
    static KeyExpiry of(Expiry expiry, StructType keySchema, @Nullable WindowKey window) {
        return switch (expiry) {
            case Expiry.Never() -> new KeyExpiry(-1, 0);
            case Expiry.WindowEnd() -> {
                if (window == null) {
                    throw new IllegalArgumentException("no window to expire by");
                }
                yield new KeyExpiry(
                        firstLeaf(keySchema, keySchema.size() - 1),
                        window.spec().durationMicros());
            }
            case Expiry.AtTimestamp(int key) -> new KeyExpiry(firstLeaf(keySchema, key), 0);
            case Expiry.AtStructEnd(int key) -> new KeyExpiry(firstLeaf(keySchema, key) + END_FIELD, 0);
        };
    }

    private static int firstLeaf(StructType keys, int key) {
        int leaf = 0;
        for (int index = 0; index < key; index++) {
            leaf += leafCount(keys.type(index));
        }
        return leaf;
    }

    private static int leafCount(DataType type) {
        return type instanceof StructType struct
                ? START_FIELD
                        + struct.fields().stream()
                                .mapToInt(field -> leafCount(field.dataType()))
                                .sum()
                : 1;
    }

    boolean isNever() {
        return leaf < 0;
    }

    /** One for each row; an empty array where keys never expire. */
    long[] of(Vector[] keyLeaves, int rowCount) {
        if (isNever()) {
            return NONE;
        }
        LongVector times = (LongVector) keyLeaves[leaf];
        long[] expiries = Arrays.copyOf(times.values(), rowCount);
        if (addend != 0) {
            for (int row = 0; row < rowCount; row++) {
                expiries[row] += addend;
            }
        }
        if (times.validity() != null) {
            for (int row = 0; row < rowCount; row++) {
                if (!Validity.isPresent(times.validity(), row)) {
                    expiries[row] = Long.MAX_VALUE;
                }
            }
        }
        return expiries;
    }
}
