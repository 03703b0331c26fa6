package dev.sluice.oracle.random;

import java.util.List;
import java.util.SplittableRandom;

/** Chance, repeatable by its seed. */
final class Rng {
    private final SplittableRandom random;

    Rng(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private Rng(SplittableRandom random) {
        this.random = random;
    }

    /** Chance of its own, so that what one part draws does not change the next. */
    Rng split() {
        return new Rng(random.split());
    }

    /** From 0 to {@code bound}, which is excluded. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both included. */
    int between(int smallest, int largest) {
        return random.nextInt(smallest, largest + 1);
    }

    long nextLong() {
        return random.nextLong();
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }
}
