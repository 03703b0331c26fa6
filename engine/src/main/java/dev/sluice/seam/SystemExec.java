package dev.sluice.seam;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Threads of the machine; all of them daemons, so that a program ends when its main method does. */
public final class SystemExec implements Exec {
    @Override
    public Task spawn(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new ThreadTask(thread);
    }

    @Override
    public WorkPool workPool(String name, int threads) {
        return new ThreadPool(name, threads);
    }

    @Override
    public Monitor monitor() {
        return new LockMonitor();
    }

    @Override
    public Held atExit(Runnable action) {
        return ExitActions.OF_THE_PROCESS.add(action);
    }

    private record ThreadTask(Thread thread) implements Task {
        @Override
        public boolean join(long timeoutMillis) throws InterruptedException {
            thread.join(timeoutMillis);
            return !thread.isAlive();
        }

        @Override
        public void interrupt() {
            thread.interrupt();
        }

        @Override
        public boolean isAlive() {
            return thread.isAlive();
        }

        @Override
        public StackTraceElement[] stack() {
            return thread.getStackTrace();
        }

        @Override
        public boolean isCurrent() {
            return Thread.currentThread() == thread;
        }
    }

    private static final class ThreadPool implements WorkPool {
        private final int threads;
        private final ExecutorService executor;

        ThreadPool(String name, int threads) {
            this.threads = threads;
            AtomicInteger number = new AtomicInteger();
            this.executor = Executors.newFixedThreadPool(threads, work -> {
                Thread thread = new Thread(work, name + "-" + number.getAndIncrement());
                thread.setDaemon(true);
                return thread;
            });
        }

        @Override
        public void submit(Runnable work) {
            executor.execute(work);
        }

        @Override
        public int threads() {
            return threads;
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }

    private static final class LockMonitor implements Monitor {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Held held = lock::unlock;

        @Override
        public Held enter() {
            lock.lock();
            return held;
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The loop is the caller's: spurious returns are part of the contract.
        public void await(long timeoutNanos) throws InterruptedException {
            changed.await(timeoutNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void signalAll() {
            changed.signalAll();
        }
    }
}
