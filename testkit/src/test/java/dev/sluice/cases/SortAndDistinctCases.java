package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.DataFrame;
import dev.sluice.Row;

/** Sorting by columns that a projection leaves out, rows without repetitions, and columns of the same name. */
public final class SortAndDistinctCases implements CaseGroup {
    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        hiddenColumns(cases);
        hiddenFromTheSort(cases);
        duplicates(cases);
        names(cases);
    }

    private static QueryCase query(Cases cases, String name, Step step) {
        Row[] rows = {row("x", 3, 1.0), row("y", 1, 2.0), row("x", 2, 1.0), row(null, 4, null)};
        return cases.query(name)
                .table("input", "a STRING, b INT, c DOUBLE", rows)
                .ordered()
                .of(inputs -> step.on(inputs.table()));
    }

    private static void hiddenColumns(Cases cases) {
        query(cases, "left-out", table -> table.select("a").orderBy("b"));
        query(
                cases,
                "left-out-below-a-filter",
                table -> table.select("c", "a")
                        .filter(col("a").isNotNull())
                        .select("a")
                        .orderBy(col("c").desc(), col("B").multiply(-1)));
        query(
                cases,
                "left-out-twice",
                table -> table.select("a", "b").select("a").orderBy("c", "b"));
        query(
                cases,
                "left-out-below-a-sort",
                table -> table.select(col("a"), col("b").as("n"))
                        .orderBy("a")
                        .select("n")
                        .orderBy(col("b").desc()));
        query(
                cases,
                "left-out-below-a-new-column",
                table -> table.withColumn("n", col("b").plus(1)).drop("b").orderBy("b"));
        query(
                cases,
                "left-out-struct",
                table -> table.withColumn("s", struct("b")).select("a").orderBy("s.b"));
        query(
                cases,
                "replaced-column-comes-first",
                table -> table.select(col("b").multiply(-1).as("b")).orderBy("b"));
        query(cases, "dropped", table -> table.drop("b").orderBy("b"));
        query(
                cases,
                "two-of-that-name-left-out",
                table -> table.select(col("a"), col("b"), col("c").as("b"))
                        .select("a")
                        .orderBy("b"));
    }

    private static void hiddenFromTheSort(Cases cases) {
        query(cases, "below-a-limit", table -> table.select("a").limit(2).orderBy("b"));
        query(
                cases,
                "below-a-union",
                table -> table.select("a").union(table.select("a")).orderBy("b"));
        query(cases, "below-a-grouping", table -> table.groupBy("a").count().orderBy("b"));
        query(cases, "below-distinct", table -> table.select("a").distinct().orderBy("b"));
        query(cases, "nowhere", table -> table.select("a").orderBy("nope"));
    }

    private static void duplicates(Cases cases) {
        query(cases, "distinct", table -> table.select("a", "c").distinct().orderBy("a"));
        query(
                cases,
                "distinct-of-a-union",
                table -> table.union(table).distinct().orderBy("b"));
        query(
                cases,
                "distinct-structs",
                table -> table.select(struct("a", "c").as("s")).distinct().orderBy("s"));
        query(
                cases,
                "distinct-zeros-and-nans",
                table -> table.select(col("c").multiply(0).as("z"))
                        .union(table.select(col("c").multiply(-0.0)))
                        .union(table.select(lit(Double.NaN)))
                        .distinct()
                        .orderBy("z"));
        query(
                cases,
                "distinct-without-columns",
                table -> table.drop("a", "b", "c").distinct());
        query(
                cases,
                "drop-duplicates",
                table -> table.union(table).dropDuplicates().orderBy("b"));
        query(
                cases,
                "drop-duplicates-by-one",
                table -> table.filter(col("b").notEqual(2)).dropDuplicates("A").orderBy("b"));
        query(
                cases,
                "drop-duplicates-by-two",
                table -> table.filter(col("b").notEqual(2))
                        .dropDuplicates("c", "a")
                        .orderBy("b"));
        query(
                cases,
                "drop-duplicates-by-the-same",
                table -> table.filter(col("b").notEqual(2))
                        .dropDuplicates("a", "a")
                        .orderBy("b"));
        query(
                cases,
                "drop-duplicates-by-none",
                table -> table.filter(col("b").equalTo(2)).dropDuplicates(new String[0]));
        query(cases, "drop-duplicates-by-nothing-there", table -> table.dropDuplicates("nope"));
    }

    private static void names(Cases cases) {
        query(
                cases,
                "same-names",
                table -> table.select("b", "b").toDF("x", "y").orderBy("x"));
        query(
                cases,
                "same-names-dropped",
                table -> table.select("a", "a", "b").drop("a").orderBy("b"));
        query(
                cases,
                "same-names-renamed",
                table -> table.select("b", "b").withColumnRenamed("B", "z").orderBy(col("b")));
        query(cases, "same-names-sorted", table -> table.select("b", "b").orderBy("b"));
        query(
                cases,
                "same-names-distinct",
                table -> table.select("b", "b").distinct().toDF("x", "y").orderBy("y"));
    }
}
