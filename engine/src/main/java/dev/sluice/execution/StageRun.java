package dev.sluice.execution;

import dev.sluice.seam.Exec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one stage on the pool: started in order, at most {@code 2 x threads} in flight, where a task is in flight
 * until all it produced has been taken. The first failure stops the others.
 */
final class StageRun {
    private static final long WAIT_NANOS = 1_000_000_000L;

    private final Exec.WorkPool pool;
    private final Exec.Monitor monitor;
    private final long number;

    // Guarded by the monitor.
    private int running;
    private int inFlight;
    private final Map<Integer, Integer> takersOfSplit = new HashMap<>();
    private @Nullable Throwable failure;
    private volatile boolean isCancelled;

    /** @param number of the stage in its batch, the same in every attempt */
    StageRun(Exec exec, Exec.WorkPool pool, long number) {
        this.pool = pool;
        this.number = number;
        this.monitor = exec.monitor();
    }

    long number() {
        return number;
    }

    Exec.Monitor monitor() {
        return monitor;
    }

    boolean isCancelled() {
        return isCancelled;
    }

    /**
     * Runs every task and all work they submit, and returns when none is running.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    void runAll(List<? extends Runnable> tasks) throws InterruptedException {
        boolean interrupted = false;
        int bound = 2 * pool.threads();
        int started = 0;
        try (var held = monitor.enter()) {
            while (running > 0 || (started < tasks.size() && !isCancelled)) {
                while (started < tasks.size() && inFlight < bound && !isCancelled) {
                    Runnable task = tasks.get(started);
                    inFlight++;
                    submit(() -> {
                        task.run();
                        endOfTask();
                    });
                    started++;
                }
                try {
                    if (running > 0) {
                        monitor.await(WAIT_NANOS);
                    }
                } catch (InterruptedException stop) {
                    interrupted = true;
                    isCancelled = true;
                }
            }
        }
        if (failure != null) {
            throw rethrown(failure);
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while a batch was running");
        }
    }

    /**
     * As {@link #runAll}, but on the calling thread, one task after the other: for tasks so small that to wake other
     * threads would take longer.
     */
    void runHere(List<? extends Runnable> tasks) throws InterruptedException {
        for (Runnable task : tasks) {
            if (!isCancelled) {
                try {
                    task.run();
                } catch (RuntimeException | Error failed) {
                    change(run -> run.fail(failed));
                }
            }
        }
        runAll(List.of());
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    /** Runs a piece of work on the pool; {@link #runAll} waits for it. */
    void submit(Runnable work) {
        change(run -> run.running++);
        pool.submit(() -> {
            try {
                if (!isCancelled) {
                    work.run();
                }
            } catch (RuntimeException | Error failed) {
                change(run -> run.fail(failed));
            } finally {
                change(run -> run.running--);
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // An exception cannot suppress itself.
    private void fail(Throwable failed) {
        if (failure == null) {
            failure = failed;
        } else if (failure != failed) {
            failure.addSuppressed(failed);
        }
        isCancelled = true;
    }

    /** A task whose output somebody has yet to take stays in flight. */
    private void endOfTask() {
        change(run -> run.inFlight--);
    }

    /** Says that {@code takers} have yet to take the output of a split, which counts as in flight until they have. */
    void holdSplit(int split, int takers) {
        change(run -> {
            run.inFlight++;
            run.takersOfSplit.put(split, takers);
        });
    }

    void releaseSplit(int split) {
        change(run -> {
            int left = run.takersOfSplit.merge(split, -1, Integer::sum);
            if (left == 0) {
                run.takersOfSplit.remove(split);
                run.inFlight--;
            }
        });
    }

    private void change(Consumer<StageRun> action) {
        try (var held = monitor.enter()) {
            action.accept(this);
            monitor.signalAll();
        }
    }
}
