package dev.sluice.seam;

/** Threads: every thread of the engine is made here, and every wait of the engine goes through a {@link Monitor}. */
public interface Exec {
    /** Starts a daemon thread that runs {@code task} once. */
    Task spawn(String name, Runnable task);

    /** A pool of at most so many threads, which are started when there is work. */
    WorkPool workPool(String name, int threads);

    /** A lock with a condition: the only way in which an engine thread waits. */
    Monitor monitor();

    /**
     * Runs {@code action} when the process is told to exit, and has it wait for that, though not for ever. Does nothing
     * where there is no process to exit, as in a simulation.
     *
     * @return to be closed when there is nothing left to do at the exit
     */
    default Held atExit(Runnable action) {
        return () -> {};
    }

    /** A thread that was started. */
    interface Task {
        /** Waits until it has ended; false if {@code timeoutMillis} passed first. 0 waits without bound. */
        boolean join(long timeoutMillis) throws InterruptedException;

        void interrupt();

        boolean isAlive();

        /** Where it stands, for the text of an error. */
        StackTraceElement[] stack();

        /** Whether the calling thread is this task. */
        boolean isCurrent();
    }

    /** Runs short pieces of work in the order given, as many at a time as it has threads. */
    interface WorkPool extends AutoCloseable {
        void submit(Runnable work);

        int threads();

        @Override
        void close();
    }

    /** Mutual exclusion and waiting, as {@code synchronized}, {@code wait} and {@code notifyAll} would give it. */
    interface Monitor {
        /** Enters; re-entrant. Use as {@code try (var held = monitor.enter())}. */
        Held enter();

        /** Waits inside {@link #enter} until signalled or the time has passed; spurious returns are possible. */
        void await(long timeoutNanos) throws InterruptedException;

        /** Wakes all that wait. Inside {@link #enter}. */
        void signalAll();
    }

    /** Leaves the monitor, or gives up what else is held, when closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
