package dev.sluice.builtin.random;

/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, "Mersenne Twister", 1998), seeded and drawn from as that of Commons Math, by
 * which Spark shuffles. For one thread.
 */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int TWIST = 0x9908b0df;
    private static final int ARRAY_SEED = 19_650_218;

    private final int[] state = new int[SIZE];
    private int used = SIZE;

    MersenneTwister(long seed) {
        state[0] = ARRAY_SEED;
        for (int index = 1; index < SIZE; index++) {
            state[index] = 1_812_433_253 * (state[index - 1] ^ (state[index - 1] >>> 30)) + index;
        }
        int[] words = {(int) (seed >>> Integer.SIZE), (int) seed};
        int at = 1;
        for (int step = 0; step < SIZE; step++) {
            int word = step % words.length;
            state[at] = (state[at] ^ ((state[at - 1] ^ (state[at - 1] >>> 30)) * 1_664_525)) + words[word] + word;
            at = next(at);
        }
        for (int step = 1; step < SIZE; step++) {
            state[at] = (state[at] ^ ((state[at - 1] ^ (state[at - 1] >>> 30)) * 1_566_083_941)) - at;
            at = next(at);
        }
        state[0] = Integer.MIN_VALUE;
    }

    /** The place behind one, where behind the last comes the first, which is then the same as the last. */
    private int next(int place) {
        if (place + 1 < SIZE) {
            return place + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    /** The next 31 bits. */
    private int nextBits() {
        if (used == SIZE) {
            twist();
        }
        int word = state[used++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        word ^= word >>> 18;
        return word >>> 1;
    }

    private void twist() {
        for (int index = 0; index < SIZE; index++) {
            int bits = (state[index] & Integer.MIN_VALUE) | (state[(index + 1) % SIZE] & Integer.MAX_VALUE);
            state[index] = state[(index + SHIFT) % SIZE] ^ (bits >>> 1) ^ ((bits & 1) * TWIST);
        }
        used = 0;
    }

    /** A number from 0 to below {@code bound}, which is above 0. */
    int nextInt(int bound) {
        if (Integer.bitCount(bound) == 1) {
            return (int) ((bound * (long) nextBits()) >> 31);
        }
        int bits;
        int number;
        do {
            bits = nextBits();
            number = bits % bound;
            // What lies beyond the last whole multiple would come up more often.
        } while (bits - number + (bound - 1) < 0);
        return number;
    }
}
