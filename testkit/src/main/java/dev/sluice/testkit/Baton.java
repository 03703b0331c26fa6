package dev.sluice.testkit;

import dev.sluice.seam.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads run one at a time and decides by a seed who is next, so that the same seed gives the same interleaving: only
 * the holder of the baton runs, and at a {@linkplain #point scheduling point} it may have to hand it on. Time stands still
 * while anybody can run; when all wait, it jumps to the first moment that somebody waits for, and if nobody waits for one,
 * they would wait for ever: that is a {@link Stuck}, as is a run that does not come to an end.
 *
 * <p>The thread that makes a baton holds it. Threads of the engine come from {@link BatonExec}. What is in here is touched
 * by the holder alone.
 */
public final class Baton implements Clock {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int ONE_OF_TIMES = 512;
    private static final long MOST_POINTS = 5_000_000;

    private final SplittableRandom random;
    private final int steadiness;
    private final List<Runner> runners = new ArrayList<>();
    private final List<Throwable> uncaught = new ArrayList<>();
    private volatile Runner holder;
    private volatile @Nullable String trouble;
    private Decisions decisions = name -> {};
    private long nanos;
    private long points;

    /** Who takes part: a thread of the engine, or the one that made the baton. */
    static final class Runner {
        private final String name;
        private volatile @Nullable Thread thread;
        private boolean canRun = true;
        private long wakeNanos = NEVER;
        private boolean isJoining;
        private boolean isInterruptible;
        private boolean hasEnded;

        private Runner(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        boolean hasEnded() {
            return hasEnded;
        }

        @Nullable
        Thread thread() {
            return thread;
        }

        /** It may run again; inside of the baton. */
        void wake() {
            canRun = true;
            wakeNanos = NEVER;
        }

        /** Ends a wait that an interrupt ends; the flag of the thread tells the reason. */
        void interrupt() {
            if (isInterruptible) {
                wake();
            }
        }
    }

    /** All wait for one another, or nobody comes to an end. */
    public static final class Stuck extends AssertionError {
        private static final long serialVersionUID = 1L;

        private Stuck(String message) {
            super(message);
        }
    }

    /** Told who gets the baton. */
    @FunctionalInterface
    public interface Decisions {
        void handedTo(String runner);
    }

    /**
     * @param steadiness at one of so many scheduling points the baton is handed on
     * @param startMillis what the clock shows at first
     */
    public Baton(long seed, int steadiness, long startMillis) {
        this.random = new SplittableRandom(seed);
        this.steadiness = steadiness;
        this.nanos = Math.multiplyExact(startMillis, 1_000_000L);
        Runner first = new Runner("main");
        first.thread = Thread.currentThread();
        runners.add(first);
        holder = first;
    }

    public void tell(Decisions told) {
        decisions = told;
    }

    /** Threads that have not ended, that of the test among them. */
    public int runnerCount() {
        return runners.size();
    }

    /** What the threads that have not ended wait in, but for the one that asks: the first frames of each. */
    public List<String> stacksOfOthers() {
        List<String> stacks = new ArrayList<>();
        for (Runner runner : runners) {
            Thread thread = runner.thread();
            if (thread != null && thread != Thread.currentThread()) {
                stacks.add(thread.getName() + " in "
                        + Arrays.stream(thread.getStackTrace()).limit(25).toList());
            }
        }
        return stacks;
    }

    /** What ended threads that nobody caught. */
    public List<Throwable> uncaught() {
        return List.copyOf(uncaught);
    }

    /** Lets all other threads run to their ends, but for no longer than this. */
    public void awaitOthers(long timeoutNanos) {
        long end = nanos + timeoutNanos;
        while (runners.size() > 1 && nanos < end) {
            pauseForAnEnd(end - nanos);
        }
    }

    /** Scheduling points that were passed. */
    public long pointCount() {
        return points;
    }

    @Override
    public long wallMillis() {
        return nanos / 1_000_000;
    }

    @Override
    public long monotonicNanos() {
        return nanos;
    }

    /** A moment at which another thread may go on instead of this one. */
    public void point() {
        Runner me = current();
        points++;
        if (points > MOST_POINTS) {
            throw stuck("no end after " + points + " scheduling points");
        }
        if (runners.size() == 1 || random.nextInt(steadiness) != 0) {
            return;
        }
        if (random.nextInt(ONE_OF_TIMES) == 0) {
            // The machine may be slow: somebody's time is up although others could run.
            wakeEarliest();
        }
        handTo(me, next());
    }

    /** Lets this time go by, whoever interrupts. */
    public void sleep(long sleptNanos) {
        pause(current(), sleptNanos);
    }

    /** Waits until {@link Runner#wake} was called, the time has passed or it is interrupted. */
    void pause(long timeoutNanos) {
        Runner me = current();
        me.isInterruptible = true;
        try {
            pause(me, timeoutNanos);
        } finally {
            me.isInterruptible = false;
        }
    }

    /** Waits until {@link Runner#wake} was called. */
    void pause() {
        pause(current(), NEVER);
    }

    /** Waits until some thread has ended, the time has passed or it is interrupted. */
    void pauseForAnEnd(long timeoutNanos) {
        Runner me = current();
        me.isJoining = true;
        try {
            pause(timeoutNanos);
        } finally {
            me.isJoining = false;
        }
    }

    private void pause(Runner me, long timeoutNanos) {
        me.canRun = false;
        me.wakeNanos = timeoutNanos == NEVER ? NEVER : nanos + Math.max(0, timeoutNanos);
        handTo(me, next());
    }

    Runner current() {
        Runner me = holder;
        if (trouble != null) {
            throw new Stuck(trouble);
        }
        if (me.thread != Thread.currentThread()) {
            throw new IllegalStateException("a thread that does not hold the baton: " + Thread.currentThread());
        }
        return me;
    }

    /** A thread of the simulation; it waits for the baton first. */
    Runner spawn(String name, Runnable work) {
        Runner runner = new Runner(name);
        runners.add(runner);
        Thread thread = Thread.ofVirtual().name("sluice-baton-" + name).unstarted(() -> {
            try {
                await(runner);
                work.run();
            } catch (Throwable thrown) { // A thread of the machine would end with it, too.
                uncaught.add(thrown);
            } finally {
                end(runner);
            }
        });
        runner.thread = thread;
        thread.start();
        point();
        return runner;
    }

    private void end(Runner runner) {
        runner.hasEnded = true;
        if (trouble == null) {
            runners.remove(runner);
            for (Runner other : runners) {
                if (other.isJoining) {
                    other.wake();
                }
            }
            try {
                pass(next());
            } catch (Stuck nobodyCanRun) {
                uncaught.add(nobodyCanRun);
            }
        }
    }

    private Runner next() {
        while (true) {
            int able = 0;
            for (Runner runner : runners) {
                if (runner.canRun) {
                    able++;
                }
            }
            if (able > 0) {
                int chosen = able == 1 ? 0 : random.nextInt(able);
                for (Runner runner : runners) {
                    if (runner.canRun && chosen-- == 0) {
                        return runner;
                    }
                }
            }
            if (!wakeEarliest()) {
                throw stuck("every thread waits for another");
            }
        }
    }

    private boolean wakeEarliest() {
        Runner earliest = null;
        for (Runner runner : runners) {
            if (!runner.canRun
                    && runner.wakeNanos != NEVER
                    && (earliest == null || runner.wakeNanos < earliest.wakeNanos)) {
                earliest = runner;
            }
        }
        if (earliest == null) {
            return false;
        }
        nanos = Math.max(nanos, earliest.wakeNanos);
        earliest.wake();
        return true;
    }

    private void handTo(Runner me, Runner next) {
        if (next != me) {
            pass(next);
            await(me);
        }
    }

    private void pass(Runner next) {
        decisions.handedTo(next.name);
        holder = next;
        LockSupport.unpark(next.thread);
    }

    /** An interrupt does not end the wait for the baton; it is there afterwards. */
    private void await(Runner me) {
        boolean interrupted = false;
        while (holder != me) {
            if (trouble != null) {
                throw new Stuck(trouble);
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Stuck stuck(String what) {
        StringBuilder text = new StringBuilder(what);
        for (Runner runner : runners) {
            text.append("\n").append(runner.name);
            Thread thread = runner.thread;
            if (thread != null) {
                for (StackTraceElement frame : thread.getStackTrace()) {
                    text.append("\n    ").append(frame);
                }
            }
        }
        trouble = text.toString();
        runners.forEach(runner -> LockSupport.unpark(runner.thread));
        return new Stuck(trouble);
    }
}
