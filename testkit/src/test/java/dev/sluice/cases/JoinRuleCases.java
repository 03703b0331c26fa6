package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import java.util.List;
import java.util.Map;

/** Joins that a stream may not have. */
public final class JoinRuleCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.stream("89-outer-in-update-mode")
                .input("left", "value INT")
                .input("right", "value INT")
                .update(inputs -> side(inputs.table("left"), "leftValue", 2)
                        .join(
                                side(inputs.table("right"), "rightValue", 3),
                                new String[] {"key", "window"},
                                "left_outer")
                        .select(col("key"), col("window.end").cast("bigint"), col("leftValue"), col("rightValue")))
                .addRows(Map.of("left", List.of(row(1)), "right", List.of(row(1))));
    }

    private static DataFrame side(DataFrame table, String value, int factor) {
        return table.select(
                        col("value").as("key"),
                        col("value").cast("timestamp").as("ts"),
                        col("value").multiply(factor).as(value))
                .withWatermark("ts", "10 seconds")
                .select(col("key"), window(col("ts"), "10 seconds"), col(value));
    }
}
