package dev.sluice.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Many seeds, as many at a time as there are processors, and what they came to. Thread-safe. */
final class KafkaSimulationRun {
    private final KafkaCoverage coverage = new KafkaCoverage();
    private final long startNanos = System.nanoTime();
    private @Nullable Throwable found;

    /** Plays seeds until all are done, or one of them finds something, which is thrown. */
    void addAll(LongStream wanted) throws InterruptedException {
        PrimitiveIterator.OfLong next = wanted.iterator();
        List<Thread> players = new ArrayList<>();
        try (SilentLog silent = new SilentLog()) {
            for (int player = 0; player < Runtime.getRuntime().availableProcessors(); player++) {
                players.add(Thread.ofVirtual().name("simulation-" + player).start(() -> play(next)));
            }
            for (Thread player : players) {
                player.join();
            }
        }
        if (found != null) {
            throw new AssertionError(found.getMessage(), found);
        }
    }

    private void play(PrimitiveIterator.OfLong next) {
        Long seed = take(next);
        while (seed != null) {
            KafkaSimulation simulation = new KafkaSimulation(seed, KafkaMistake.NONE);
            try {
                simulation.run();
                add(simulation);
            } catch (RuntimeException | Error failed) { // Told by the thread that waits for all.
                note(new AssertionError("seed " + seed + ": " + failed.getMessage(), failed));
            }
            seed = take(next);
        }
    }

    private synchronized @Nullable Long take(PrimitiveIterator.OfLong next) {
        return found == null && next.hasNext() ? next.next() : null;
    }

    private synchronized void note(Throwable failed) {
        found = failed;
    }

    private synchronized void add(KafkaSimulation simulation) {
        coverage.addAll(simulation.coverage());
    }

    KafkaCoverage coverage() {
        return coverage;
    }

    @Override
    public String toString() {
        return coverage + "\nin " + (System.nanoTime() - startNanos) / 1_000_000 + " ms";
    }
}
