package dev.sluice.testkit.simulation.shape;

import dev.sluice.DataFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two steps with state: the first event of each key and time, then windows of those. */
public record DistinctWindows(Windows windows) implements Shape {
    private static final Distinct DISTINCT = new Distinct(Distinct.Key.TIME, 0);

    @Override
    public DataFrame query(List<DataFrame> sources) {
        return windows.query(List.of(sources.getFirst().dropDuplicates("k", "t")));
    }

    @Override
    public BatchEvaluator evaluator() {
        Distinct.Events distinct = DISTINCT.distinct();
        BatchEvaluator counted = windows.evaluator();
        return batch -> counted.answer(new BatchInput(
                List.of(distinct.of(batch)), batch.lateMicros(), batch.evictMicros(), batch.timestampMillis()));
    }

    /** What is late for the windows is late for the first step. */
    @Override
    public boolean isLate(Event event, long lateMicros) {
        return DISTINCT.isLate(event, lateMicros);
    }

    @Override
    public String mode() {
        return windows.mode();
    }

    @Override
    public @Nullable Shape simpler() {
        return windows;
    }
}
