package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.List;

/** Rows that are chosen one by one. */
public record Filtered(long divisor) implements Shape {
    @Override
    public DataFrame query(List<DataFrame> sources) {
        return sources.getFirst()
                .where(col("v").mod(divisor).notEqual(0))
                .select(Shape.text(col("id"), col("k"), col("t").cast("bigint"), col("v").multiply(2)));
    }

    @Override
    public BatchEvaluator evaluator() {
        return batch -> {
            List<String> answer = new ArrayList<>();
            for (Event event : batch.all()) {
                Long value = event.value();
                if (value != null && value % divisor != 0) {
                    answer.add(Shape.text(event.id(), event.key(), event.seconds(), value * 2));
                }
            }
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
