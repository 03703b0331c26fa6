package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;
import static dev.sluice.functions.current_timestamp;

import dev.sluice.DataFrame;
import java.util.List;

/** Rows beside the time of their batch, which is the same whenever it runs again. */
public record Stamped() implements Shape {
    private static final long MILLIS = 1_000;

    @Override
    public DataFrame query(List<DataFrame> sources) {
        return sources.getFirst()
                .select(Shape.text(col("id"), current_timestamp().cast("bigint"), col("v")));
    }

    @Override
    public BatchEvaluator evaluator() {
        return batch -> batch.all().stream()
                .map(event -> Shape.text(event.id(), Math.floorDiv(batch.timestampMillis(), MILLIS), event.value()))
                .toList();
    }

    @Override
    public String mode() {
        return "append";
    }

    @Override
    public boolean hasWatermark() {
        return false;
    }
}
