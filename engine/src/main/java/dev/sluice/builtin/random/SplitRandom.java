package dev.sluice.builtin.random;

import java.util.Random;

/**
 * Spark's numbers by chance: those of an xorshift generator (Marsaglia, "Xorshift RNGs", 2003), one for each split, whose seeds
 * are mixed so that near ones have nothing in common.
 */
final class SplitRandom extends Random {
    private static final long serialVersionUID = 1L;

    /** The seed of Scala's hash of arrays. */
    private static final int ARRAY_SEED = 0x3c074a61;

    private long state;

    SplitRandom(long seed) {
        super(0);
        setSeed(seed);
    }

    @Override
    public synchronized void setSeed(long seed) {
        int low = hash(seed, ARRAY_SEED);
        int high = hash(seed, low);
        state = ((long) high << 32) | (low & 0xFFFFFFFFL);
    }

    @Override
    protected int next(int bits) {
        long next = state ^ (state << 21);
        next ^= next >>> 35;
        next ^= next << 4;
        state = next;
        return (int) (next & ((1L << bits) - 1));
    }

    /** The 32 bits of MurmurHash3 of the bytes of a long, the highest first. */
    private static int hash(long value, int seed) {
        int hash = mixed(seed, Integer.reverseBytes((int) (value >>> 32)));
        hash = mixed(hash, Integer.reverseBytes((int) value)) ^ Long.BYTES;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mixed(int hash, int word) {
        int mixed = Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
        return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xe6546b64;
    }
}
