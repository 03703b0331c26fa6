package dev.sluice.state;

import dev.sluice.columnar.Vector;

/** What the keys of a {@link GroupTable} are looked up by: a function of their values alone. */
@FunctionalInterface
public interface KeyHasher {
    /**
     * Fills {@code hashes[0..rowCount)}.
     *
     * @param keys flat leaf columns
     */
    void hash(Vector[] keys, int rowCount, long[] hashes);
}
