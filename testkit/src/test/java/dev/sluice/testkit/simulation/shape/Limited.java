package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import java.util.List;

/** The first so many events, and no more for ever. */
public record Limited(int most) implements Shape {
    @Override
    public DataFrame query(List<DataFrame> sources) {
        return sources.getFirst().limit(most).select(Shape.text(col("id"), col("v")));
    }

    @Override
    public BatchEvaluator evaluator() {
        long[] left = {most};
        return batch -> {
            List<String> answer = batch.all().stream()
                    .limit(left[0])
                    .map(event -> Shape.text(event.id(), event.value()))
                    .toList();
            left[0] -= answer.size();
            return answer;
        };
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
