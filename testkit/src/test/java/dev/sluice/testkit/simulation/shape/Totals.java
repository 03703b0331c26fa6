package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events by key, for ever: all keys in every batch, or those that changed. */
public record Totals(String mode) implements Shape {
    @Override
    public DataFrame query(List<DataFrame> sources) {
        return sources.getFirst()
                .groupBy(col("k"))
                .agg(count(lit(1)).as("n"), sum("v").as("s"), max("v").as("m"))
                .select(Shape.text(col("k"), col("n"), col("s"), col("m")));
    }

    @Override
    public BatchEvaluator evaluator() {
        Map<@Nullable String, Summary> totals = new HashMap<>();
        return batch -> {
            Set<@Nullable String> changed = new HashSet<>();
            for (Event event : batch.all()) {
                totals.computeIfAbsent(event.key(), ignored -> new Summary()).add(event);
                changed.add(event.key());
            }
            List<String> answer = new ArrayList<>();
            totals.forEach((key, of) -> {
                if (mode.equals("complete") || changed.contains(key)) {
                    answer.add(Shape.text(key, of.count(), of.sum(), of.most()));
                }
            });
            return answer;
        };
    }

    @Override
    public boolean hasWatermark() {
        return false;
    }
}
