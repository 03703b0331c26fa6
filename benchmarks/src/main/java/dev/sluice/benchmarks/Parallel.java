package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs pieces of work of the hand-written programs, one thread for each core. */
final class Parallel implements AutoCloseable {
    private final ExecutorService executor =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /** Runs all and returns their results in order. */
    <T> List<T> all(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : executor.invokeAll(work)) {
            results.add(future.get());
        }
        return results;
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
