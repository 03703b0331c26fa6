package dev.sluice.execution;

import dev.sluice.seam.Exec;
import dev.sluice.state.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Independent pieces of work on the pool of the session. */
public record PoolParallel(Exec exec, Exec.WorkPool pool) implements Parallel {
    @Override
    public void runAll(List<Task> tasks) throws IOException, InterruptedException {
        List<Runnable> work = new ArrayList<>();
        for (Task task : tasks) {
            work.add(() -> {
                try {
                    task.run();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
        try {
            new StageRun(exec, pool, 0).runAll(work);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
