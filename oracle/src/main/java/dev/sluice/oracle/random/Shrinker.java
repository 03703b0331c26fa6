package dev.sluice.oracle.random;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a case smaller while the engines still differ over it in the same way: of the simpler cases that do, the smallest
 * takes its place, until there is none.
 */
public final class Shrinker {
    /** Asks both engines. */
    @FunctionalInterface
    public interface Judge {
        /** The kind of difference over each case; empty where the engines agree. */
        List<Optional<String>> kinds(List<RandomCase> cases) throws Exception;
    }

    private final Judge judge;
    private final int askedAtOnce;
    private final int askedAtMost;

    /**
     * @param askedAtOnce how many cases are asked before one is chosen
     * @param askedAtMost after so many it is left as it is
     */
    public Shrinker(Judge judge, int askedAtOnce, int askedAtMost) {
        this.judge = judge;
        this.askedAtOnce = askedAtOnce;
        this.askedAtMost = askedAtMost;
    }

    /** @param kind of the difference over {@code start} */
    public RandomCase shrink(RandomCase start, String kind) throws Exception {
        RandomCase smallest = start;
        int asked = 0;
        List<RandomCase> candidates = Simplifier.simpler(smallest);
        int next = 0;
        while (next < candidates.size() && asked < askedAtMost) {
            List<RandomCase> some = candidates.subList(next, Math.min(candidates.size(), next + askedAtOnce));
            next += some.size();
            asked += some.size();
            List<Optional<String>> kinds = judge.kinds(some);
            Optional<RandomCase> smaller = IntStream.range(0, some.size())
                    .filter(index -> kinds.get(index).equals(Optional.of(kind)))
                    .mapToObj(some::get)
                    .min(Comparator.comparingInt(Shrinker::size));
            if (smaller.isPresent()) {
                smallest = smaller.get();
                candidates = Simplifier.simpler(smallest);
                next = 0;
            }
        }
        return smallest;
    }

    private static int size(RandomCase one) {
        return Renderer.source("Cases", "", Map.of("one", one)).length();
    }
}
