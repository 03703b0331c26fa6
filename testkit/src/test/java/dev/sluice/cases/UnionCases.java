package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import java.util.List;
import java.util.Map;

/** Streams joined end to end, of which not all have a watermark. */
public final class UnionCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String mode : new String[] {"append", "update"}) {
            counted(
                    cases,
                    "watermark-of-the-first-" + mode,
                    mode,
                    inputs -> marked(inputs, "a").union(timed(inputs, "b")));
            counted(
                    cases,
                    "watermark-of-the-second-" + mode,
                    mode,
                    inputs -> timed(inputs, "a").union(marked(inputs, "b")));
            counted(
                    cases,
                    "watermarks-of-both-" + mode,
                    mode,
                    inputs -> marked(inputs, "a").union(marked(inputs, "b")));
            counted(
                    cases,
                    "first-is-widened-" + mode,
                    mode,
                    inputs -> marked(inputs, "a")
                            .select(col("ts"), col("value"))
                            .union(timed(inputs, "b")
                                    .select(col("ts"), col("value").cast("bigint"))));
            counted(
                    cases,
                    "time-of-the-first-is-text-" + mode,
                    mode,
                    inputs -> marked(inputs, "a")
                            .union(timed(inputs, "b")
                                    .select(col("value"), col("ts").cast("string"))));
        }
        cases.stream("names-of-the-first")
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .input("a", "value INT")
                .input("b", "value INT")
                .append(inputs -> inputs.table("a")
                        .select(col("value").as("x"))
                        .union(inputs.table("b").select(col("value").as("y")))
                        .where(col("x").gt(1)))
                .addRows(Map.of("a", List.of(row(1), row(2)), "b", List.of(row(3), row(0))));
    }

    private static DataFrame timed(Inputs inputs, String name) {
        return inputs.table(name).withColumn("ts", col("value").cast("timestamp"));
    }

    private static DataFrame marked(Inputs inputs, String name) {
        return timed(inputs, name).withWatermark("ts", "5 seconds");
    }

    private static void counted(Cases cases, String name, String mode, Query union) {
        cases.stream(name)
                .input("a", "value INT")
                .input("b", "value INT")
                .query(
                        mode,
                        inputs -> union.over(inputs)
                                .groupBy(window(col("ts"), "10 seconds"))
                                .agg(count(lit(1)).as("rows")))
                .addRows(Map.of("a", List.of(row(1), row(12)), "b", List.of(row(3))))
                .addRows("b", row(4), row(99))
                .addRows("a", row(27))
                .addRows("b", row(5), row(28))
                .addRows("a", row(45));
    }
}
