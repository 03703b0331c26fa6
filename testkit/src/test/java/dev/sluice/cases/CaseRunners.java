package dev.sluice.cases;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks cases beside each other, each in a session that no other has at the time. Thread-safe. */
final class CaseRunners implements AutoCloseable {
    private final Queue<CaseRunner> idle = new ConcurrentLinkedQueue<>();

    /** As {@link CaseRunner#ask}. */
    List<String> ask(Case one) throws Exception {
        CaseRunner free = idle.poll();
        CaseRunner runner = free == null ? new CaseRunner() : free;
        try {
            return runner.ask(one);
        } finally {
            idle.add(runner);
        }
    }

    @Override
    public void close() throws Exception {
        for (CaseRunner runner = idle.poll(); runner != null; runner = idle.poll()) {
            runner.close();
        }
    }
}
