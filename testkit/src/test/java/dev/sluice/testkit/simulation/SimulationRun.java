package dev.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds, and what they came to. As many are played at a time as there are processors, each on a virtual thread: a
 * seed hands its baton from thread to thread some thousand times, which takes a system thread much longer. Thread-safe.
 */
final class SimulationRun {
    private final Coverage coverage = new Coverage();
    private final long startNanos = System.nanoTime();
    private long seeds;
    private long cases;
    private long points;
    private long images;
    private @Nullable Finding found;
    private @Nullable Throwable trouble;

    /**
     * Plays seeds until all are done, or one of them finds something.
     *
     * @throws Finding made small, if a seed finds something
     */
    void addAll(LongStream wanted) throws InterruptedException {
        addAll(wanted.mapToObj(seed -> new Simulation(seed, Mistake.NONE, new Coverage())));
    }

    /**
     * Plays all of these, or until one of them finds something.
     *
     * @throws Finding made small, if one finds something
     */
    void addAll(Stream<? extends Playing> wanted) throws InterruptedException {
        Iterator<? extends Playing> next = wanted.iterator();
        List<Thread> players = new ArrayList<>();
        for (int player = 0; player < Runtime.getRuntime().availableProcessors(); player++) {
            players.add(Thread.ofVirtual().name("simulation-" + player).start(() -> play(next)));
        }
        for (Thread player : players) {
            player.join();
        }
        if (trouble != null) {
            throw new AssertionError("a seed was not played to its end", trouble);
        }
        if (found != null) {
            throw Shrinker.shrink(found, Mistake.NONE);
        }
    }

    private void play(Iterator<? extends Playing> next) {
        try {
            Playing playing = take(next);
            while (playing != null) {
                playing.run();
                add(playing);
                playing = take(next);
            }
        } catch (Finding finding) {
            note(finding, null);
        } catch (RuntimeException | Error failed) {
            note(null, failed);
        }
    }

    private synchronized @Nullable Playing take(Iterator<? extends Playing> next) {
        return found == null && trouble == null && next.hasNext() ? next.next() : null;
    }

    private synchronized void note(@Nullable Finding finding, @Nullable Throwable failed) {
        found = finding == null ? found : finding;
        trouble = failed == null ? trouble : failed;
    }

    private synchronized void add(Playing playing) {
        coverage.addAll(playing.coverage());
        seeds++;
        cases += playing.cases();
        points += playing.points();
        images += playing.images();
    }

    /** Faults that were recovered from. */
    long cases() {
        return cases;
    }

    Coverage coverage() {
        return coverage;
    }

    @Override
    public String toString() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return seeds + " seeds, " + cases + " faults that were recovered from, " + images + " distinct images of "
                + points
                + " crashes, in " + Math.round(seconds) + " s, " + Math.round(cases / seconds) + " a second; "
                + coverage.recoveries() + " recoveries to the end of the input, "
                + Math.round(coverage.recoveries() / seconds) + " a second\n"
                + coverage;
    }
}
