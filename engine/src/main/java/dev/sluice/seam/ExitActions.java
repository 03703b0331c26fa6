package dev.sluice.seam;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the process is told to exit: all actions at once, within a bound. A second SIGTERM or SIGINT meanwhile
 * ends the process there and then.
 */
final class ExitActions {
    static final ExitActions OF_THE_PROCESS = new ExitActions();

    private static final Logger LOG = LoggerFactory.getLogger(ExitActions.class);
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Set<ExitAction> actions = ConcurrentHashMap.newKeySet();
    private boolean isHooked;

    /** Equal to itself alone, so that one thing can be added twice. */
    private static final class ExitAction {
        private final Runnable action;

        ExitAction(Runnable action) {
            this.action = action;
        }
    }

    /** Adds an action, which the first closing of the result takes away again. */
    synchronized Exec.Held add(Runnable action) {
        if (!isHooked) {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(this::exit, "sluice-exit"));
            } catch (IllegalStateException exiting) {
                LOG.debug("The process exits already", exiting);
                return () -> {};
            }
            isHooked = true;
        }
        ExitAction added = new ExitAction(action);
        actions.add(added);
        return () -> actions.remove(added);
    }

    private void exit() {
        if (actions.isEmpty()) {
            return;
        }
        haltOnSignal("TERM");
        haltOnSignal("INT");
        if (!runAll(BOUND)) {
            LOG.warn(
                    "The process exits while queries are still busy, for they did not end within {} s."
                            + " A restart goes on from their checkpoints.",
                    BOUND.toSeconds());
        }
    }

    /** Runs all actions, each in a thread of its own; whether they have ended within the bound. */
    boolean runAll(Duration bound) {
        List<Thread> threads = new ArrayList<>();
        for (ExitAction each : actions) {
            threads.add(Thread.ofPlatform().daemon().name("sluice-exit-action").start(each.action));
        }
        long start = System.nanoTime();
        try {
            boolean haveEnded = true;
            for (Thread thread : threads) {
                haveEnded &= thread.join(bound.minusNanos(System.nanoTime() - start));
            }
            return haveEnded;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The JVM passes over signals while it exits. Who handles them is no part of Java's interface, so it is found by its
     * name; without it the bound alone ends the wait.
     */
    private static void haltOnSignal(String name) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            int status = 128 + (int) signals.getMethod("getNumber").invoke(signal);
            Object handler = Proxy.newProxyInstance(
                    ExitActions.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                        Runtime.getRuntime().halt(status);
                        return null;
                    });
            signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
        } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
            LOG.debug("A second SIG{} will not end the process at once", name, unavailable);
        }
    }
}
