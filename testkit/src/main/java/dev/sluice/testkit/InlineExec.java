package dev.sluice.testkit;

import dev.sluice.seam.Exec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs everything at once on the thread that asks for it, so that a simulation comes to the same operations in the same
 * order each time. No other thread is left to wait for: a wait lets its time pass on the clock, and is an error without one.
 */
public final class InlineExec implements Exec {
    private static final Held HELD = () -> {};
    private static final Task ENDED = new EndedTask();

    private final @Nullable ManualClock clock;

    public InlineExec() {
        this(null);
    }

    public InlineExec(@Nullable ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Task spawn(String name, Runnable task) {
        task.run();
        return ENDED;
    }

    @Override
    public WorkPool workPool(String name, int threads) {
        return new InlinePool();
    }

    @Override
    public Monitor monitor() {
        return new InlineMonitor(clock);
    }

    private static final class EndedTask implements Task {
        @Override
        public boolean join(long timeoutMillis) {
            return true;
        }

        @Override
        public void interrupt() {}

        @Override
        public boolean isAlive() {
            return false;
        }

        @Override
        public StackTraceElement[] stack() {
            return new StackTraceElement[0];
        }

        @Override
        public boolean isCurrent() {
            return false;
        }
    }

    private static final class InlinePool implements WorkPool {
        @Override
        public void submit(Runnable work) {
            work.run();
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void close() {}
    }

    private record InlineMonitor(@Nullable ManualClock clock) implements Monitor {
        @Override
        public Held enter() {
            return HELD;
        }

        @Override
        public void await(long timeoutNanos) {
            if (clock == null) {
                throw new IllegalStateException("there is no other thread to wait for");
            }
            clock.advance(Duration.ofNanos(timeoutNanos));
        }

        @Override
        public void signalAll() {}
    }
}
