package dev.sluice.testkit;

import dev.sluice.seam.Exec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ordinary threads of which one runs at a time, in an order that a seed decides: see {@link Baton}. */
public final class BatonExec implements Exec {
    private final Baton baton;

    public BatonExec(Baton baton) {
        this.baton = baton;
    }

    @Override
    public Task spawn(String name, Runnable task) {
        return new BatonTask(baton.spawn(name, task));
    }

    @Override
    public WorkPool workPool(String name, int threads) {
        return new BatonPool(name, threads);
    }

    @Override
    public Monitor monitor() {
        return new BatonMonitor();
    }

    private final class BatonTask implements Task {
        private final Baton.Runner runner;

        private BatonTask(Baton.Runner runner) {
            this.runner = runner;
        }

        @Override
        public boolean join(long timeoutMillis) throws InterruptedException {
            long end = baton.monotonicNanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (!runner.hasEnded()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = end - baton.monotonicNanos();
                if (timeoutMillis > 0 && left <= 0) {
                    return false;
                }
                baton.pauseForAnEnd(timeoutMillis > 0 ? left : Long.MAX_VALUE);
            }
            return true;
        }

        @Override
        public void interrupt() {
            Thread thread = runner.thread();
            if (thread != null) {
                thread.interrupt();
            }
            runner.interrupt();
        }

        @Override
        public boolean isAlive() {
            return !runner.hasEnded();
        }

        @Override
        public StackTraceElement[] stack() {
            Thread thread = runner.thread();
            return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        }

        @Override
        public boolean isCurrent() {
            return baton.current() == runner;
        }
    }

    /** A thread is started when there is work for it and ends when there is none. */
    private final class BatonPool implements WorkPool {
        private final String name;
        private final int threads;
        private final Deque<Runnable> work = new ArrayDeque<>();
        private int started;

        private BatonPool(String name, int threads) {
            this.name = name;
            this.threads = threads;
        }

        @Override
        public void submit(Runnable next) {
            work.add(next);
            if (started < threads) {
                started++;
                baton.spawn(name + "-" + started, this::work);
            } else {
                baton.point();
            }
        }

        private void work() {
            try {
                while (!work.isEmpty()) {
                    work.remove().run();
                    baton.point();
                }
            } finally {
                started--;
            }
        }

        @Override
        public int threads() {
            return threads;
        }

        @Override
        public void close() {}
    }

    private final class BatonMonitor implements Monitor {
        private final List<Baton.Runner> entering = new ArrayList<>();
        private final List<Baton.Runner> waiting = new ArrayList<>();
        private final Held held = this::leave;
        private Baton.@Nullable Runner owner;
        private int depth;

        @Override
        public Held enter() {
            baton.point();
            take();
            depth++;
            return held;
        }

        private void take() {
            Baton.Runner me = baton.current();
            while (owner != null && owner != me) {
                entering.add(me);
                baton.pause();
                entering.remove(me);
            }
            owner = me;
        }

        private void leave() {
            depth--;
            if (depth == 0) {
                owner = null;
                entering.forEach(Baton.Runner::wake);
            }
        }

        @Override
        public void await(long timeoutNanos) throws InterruptedException {
            Baton.Runner me = requireOwner();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int entered = depth;
            depth = 1;
            leave();
            waiting.add(me);
            try {
                baton.pause(timeoutNanos);
            } finally {
                waiting.remove(me);
                take();
                depth = entered;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        @Override
        public void signalAll() {
            requireOwner();
            waiting.forEach(Baton.Runner::wake);
        }

        private Baton.Runner requireOwner() {
            Baton.Runner me = baton.current();
            if (!Objects.equals(owner, me)) {
                throw new IllegalMonitorStateException("the monitor is not held by " + me.name());
            }
            return me;
        }
    }
}
