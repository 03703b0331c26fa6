package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.sum;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Observation;
import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Aggregates of rows that pass. */
public final class ObserveCases implements CaseGroup {
    private static final Row[] ROWS = {row("x", 1L), row("y", 2L), row(null, null), row("x", 4L)};

    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        metrics(
                cases,
                "count",
                table -> table,
                table -> table,
                "n BIGINT",
                count(lit(1)).as("n"));
        metrics(
                cases,
                "several",
                table -> table,
                table -> table,
                "n BIGINT, s BIGINT, low STRING, mean DOUBLE",
                count(col("v")).as("n"),
                sum("v").as("s"),
                min("k").as("low"),
                avg("v").as("mean"));
        metrics(
                cases,
                "expressions",
                table -> table,
                table -> table,
                "both BIGINT, part DOUBLE",
                sum("v").plus(count(lit(1))).as("both"),
                count(col("v")).divide(count(lit(1))).as("part"));
        metrics(
                cases,
                "of-nothing",
                table -> table.limit(0),
                table -> table,
                "n BIGINT, m BIGINT",
                count(lit(1)).as("n"),
                max("v").as("m"));
        metrics(
                cases,
                "before-a-filter",
                table -> table,
                table -> table.filter(col("v").gt(1)),
                "n BIGINT",
                count(lit(1)).as("n"));
        metrics(
                cases,
                "behind-a-filter",
                table -> table.filter(col("v").gt(1)),
                table -> table,
                "n BIGINT",
                count(lit(1)).as("n"));
        metrics(
                cases,
                "below-a-grouping",
                table -> table,
                table -> table.groupBy("k").count(),
                "n BIGINT",
                count(lit(1)).as("n"));
        metrics(cases, "below-a-projection", table -> table, table -> table.select("k"), "s BIGINT", sum("v").as("s"));
        query(cases, "rows", table -> table.observe("m", count(lit(1)).as("n")));
        query(cases, "without-a-name", table -> table.observe("", count(lit(1)).as("n")));
        query(cases, "no-aggregate", table -> table.observe("m", col("v")));
        query(cases, "unknown-column", table -> table.observe("m", max("nope").as("n")));
        query(cases, "literal", table -> table.observe("m", count(lit(1)).as("n"), lit(3).as("three")));
        query(
                cases,
                "same-name-twice",
                table -> table.observe("m", count(lit(1)).as("n")).observe("m", max("v").as("n")));
    }

    private static void query(Cases cases, String name, Step step) {
        cases.query(name).table("input", "k STRING, v BIGINT", ROWS).of(inputs -> step.on(inputs.table()));
    }

    /** @param schema of the metrics, which are the answer */
    private static void metrics(
            Cases cases, String name, Step before, Step after, String schema, Column first, Column... more) {
        query(cases, "metrics-" + name, table -> {
            Observation observation = new Observation(name);
            DataFrame observed = after.on(before.on(table).observe(observation, first, more));
            observed.collectAsList();
            return table.sparkSession()
                    .createDataFrame(List.of(row(values(observation, schema))), StructType.fromDDL(schema));
        });
    }

    private static Object[] values(Observation observation, String schema) {
        try {
            Map<String, Object> metrics = observation.getAsJava();
            List<Object> values = new ArrayList<>();
            for (String field : StructType.fromDDL(schema).fieldNames()) {
                values.add(metrics.get(field));
            }
            return values.toArray();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
