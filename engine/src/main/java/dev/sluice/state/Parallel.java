package dev.sluice.state;

import java.io.IOException;
import java.util.List;

/** How independent pieces of work are run: on a pool, or one after the other. */
@FunctionalInterface
public interface Parallel {
    /** One after the other, on the calling thread. */
    Parallel NONE = tasks -> {
        for (Task task : tasks) {
            task.run();
        }
    };

    /** Returns when all have ended; throws what one of them threw. */
    void runAll(List<Task> tasks) throws IOException, InterruptedException;

    /** A piece of work. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }
}
