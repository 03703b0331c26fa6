package dev.sluice.builtin.hash;

import dev.sluice.columnar.Vector;

/** Hashes of values for what is built on them. */
public final class ValueHashes {
    private static final SeededHash XX_HASH = new XxHash64();

    private ValueHashes() {}

    /** What {@code xxhash64(column)} gives for each row. */
    public static long[] xxHash64(Vector column, int rowCount) {
        return XX_HASH.ofRows(new Vector[] {column}, rowCount);
    }

    /** The same hash of bytes. */
    public static long xxHash64(byte[] data, int start, int length) {
        return XX_HASH.ofBytes(data, start, length, SeededHash.SEED);
    }
}
