package dev.sluice.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Chance of one kind, decided by a seed: more throws of one kind change nothing for another. */
final class Dice {
    private final SplittableRandom random;

    /** @param kind what is drawn, in a word */
    Dice(long seed, String kind) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + kind.hashCode());
    }

    /** From {@code least} to {@code most}. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    boolean percent(int of100) {
        return random.nextInt(100) < of100;
    }

    long seed() {
        return random.nextLong();
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
