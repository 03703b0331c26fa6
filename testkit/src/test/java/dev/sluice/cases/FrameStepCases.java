package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.asc_nulls_last;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.desc_nulls_first;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Steps over one table: columns by name and by table, rows by place and by chance. */
public final class FrameStepCases implements CaseGroup {
    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        rows(cases);
        columns(cases);
        ofTable(cases);
        aliases(cases);
        groups(cases);
    }

    private static QueryCase query(Cases cases, String name, Step step) {
        Row[] rows = {row("x", 3, 1.0), row("y", 1, 2.0), row("x", 2, 1.0), row(null, 4, null), row("z", null, 0.5)};
        return cases.query(name)
                .table("input", "a STRING, b INT, c DOUBLE", rows)
                .of(inputs -> step.on(inputs.table()));
    }

    private static DataFrame rowsOf(DataFrame table, Row... rows) {
        return table.sparkSession().createDataFrame(Arrays.asList(rows), table.schema());
    }

    /** @param rows an array of rows, whatever the type that a method has for it */
    private static DataFrame lastOf(DataFrame table, Object rows) {
        return rowsOf(table, (Row[]) rows);
    }

    private static void rows(Cases cases) {
        query(cases, "offset", table -> table.orderBy("b").offset(2)).ordered();
        query(cases, "offset-and-limit", table -> table.orderBy("b").offset(1).limit(2))
                .ordered();
        query(cases, "limit-and-offset", table -> table.orderBy("b").limit(3).offset(1))
                .ordered();
        query(cases, "offset-none", table -> table.offset(0));
        query(cases, "offset-all", table -> table.offset(9));
        query(cases, "offset-negative", table -> table.offset(-1));
        query(cases, "offset-and-filter", table -> table.orderBy("b").offset(1).filter(col("b").gt(1)))
                .ordered();
        query(cases, "tail", table -> lastOf(table, table.orderBy("b").tail(2))).ordered();
        query(cases, "tail-all", table -> lastOf(table, table.orderBy("b").tail(99)))
                .ordered();
        query(cases, "tail-none", table -> lastOf(table, table.tail(0)));
        query(cases, "tail-negative", table -> lastOf(table, table.tail(-1)));
        query(cases, "nulls-last", table -> table.orderBy(asc_nulls_last("b"), desc_nulls_first("a")))
                .ordered();
        query(cases, "nulls-first", table -> table.sort(col("c").desc_nulls_first(), col("b").asc_nulls_first()))
                .ordered();
        query(cases, "sample-all", table -> table.sample(1.0));
        query(cases, "sample-none", table -> table.sample(0.0, 5));
        query(cases, "sample-replaced-none", table -> table.sample(true, 0.0));
        query(cases, "split-whole", table -> table.randomSplit(new double[] {3.0})[0]);
        query(cases, "split-and-united", table -> {
            DataFrame[] parts = table.randomSplit(new double[] {1, 2, 3}, 7);
            return parts[0].union(parts[1]).union(parts[2]);
        });
        query(cases, "repartition", table -> table.repartition(3).coalesce(1).repartition(col("a")));
        query(
                cases,
                "repartition-by-range",
                table -> table.repartitionByRange(3, col("b")).repartitionByRange(col("a")));
        query(cases, "repartition-unknown", table -> table.repartition(col("nope")));
        query(cases, "hint", table -> table.hint("broadcast").cache().persist());
        query(
                cases,
                "same-names-without-repetitions",
                table -> table.select(col("b"), col("b")).distinct());
    }

    private static void columns(Cases cases) {
        Map<String, String> chained = new LinkedHashMap<>();
        chained.put("a", "b2");
        chained.put("c", "d");
        query(cases, "renamed", table -> table.withColumnsRenamed(chained));
        query(cases, "renamed-other-case", table -> table.withColumnRenamed("A", "A1"));
        query(cases, "renamed-unknown", table -> table.withColumnRenamed("nope", "x"));
        query(cases, "several-columns", table -> table.withColumns(Map.of("B", col("b").plus(1))));
        query(cases, "dropped-columns", table -> table.drop(col("a"), col("nope")));
        query(cases, "dropped-own-column", table -> table.drop(table.col("a")));
        query(cases, "dropped-other-case", table -> table.drop("A", "nope"));
        query(
                cases,
                "dropped-of-two",
                table -> table.select(col("a"), col("b"), col("c").as("a")).drop("a"));
        query(
                cases,
                "dropped-of-two-by-column",
                table -> table.select(col("a"), col("b"), col("c").as("a")).drop(col("a")));
        query(cases, "dropped-expression", table -> table.drop(col("b").plus(1)));
        query(cases, "named-anew", table -> table.toDF("x", "y", "z"));
        query(cases, "named-too-few", table -> table.toDF("x"));
        query(cases, "filter-sees-left-out", table -> table.select("a").filter(col("b").gt(1)));
        query(
                cases,
                "filter-sees-replaced",
                table -> table.withColumn("b", col("b").multiply(-1)).filter(col("b").lt(-1)));
        query(
                cases,
                "filter-sees-not-below-a-grouping",
                table -> table.groupBy("a").count().filter(col("b").gt(1)));
        query(cases, "transformed", table -> table.select("a").distinct());
    }

    private static void ofTable(Cases cases) {
        query(
                cases,
                "own-column",
                table -> table.select(table.col("a"), table.col("B").plus(1)));
        query(cases, "own-column-unknown", table -> table.select(table.col("nope")));
        query(cases, "own-field", table -> {
            DataFrame structs = table.select(struct("a", "b").as("s"));
            return structs.filter(structs.col("s.b").gt(1)).select(structs.col("s.a"));
        });
        query(
                cases,
                "own-column-replaced",
                table -> table.withColumn("b", col("b").multiply(-1)).select(table.col("b")));
        query(
                cases,
                "own-column-replaced-in-a-filter",
                table -> table.withColumn("b", col("b").multiply(-1))
                        .filter(table.col("b").gt(1)));
        query(cases, "own-column-left-out", table -> table.select("a").select(table.col("b")));
        query(
                cases,
                "own-column-left-out-of-a-filter",
                table -> table.select("a").filter(table.col("b").gt(1)));
        query(cases, "own-column-left-out-of-a-sort", table -> table.select("a").orderBy(table.col("b")))
                .ordered();
        query(
                cases,
                "own-column-renamed",
                table -> table.withColumnRenamed("b", "n").select(table.col("b")));
        query(
                cases,
                "own-column-kept-by-renaming",
                table -> table.withColumnRenamed("a", "n").select(table.col("b")));
        query(
                cases,
                "own-column-behind-a-filter",
                table -> table.filter(col("b").gt(1)).select(table.col("b")));
        query(
                cases,
                "own-key",
                table ->
                        table.groupBy(table.col("a")).agg(count(lit(1)).as("n")).select(table.col("a")));
        query(
                cases,
                "own-key-in-a-result",
                table -> table.groupBy("a").agg(table.col("a").as("k"), avg("c")));
        query(
                cases,
                "own-argument-behind-a-grouping",
                table -> table.groupBy("a").agg(avg(table.col("c"))).select(table.col("c")));
        query(cases, "column-of-another-table", table -> {
            DataFrame other = rowsOf(table, row("q", 1, 1.0));
            return table.select(other.col("a"));
        });
        query(
                cases,
                "column-of-the-same-table-read-later",
                table -> table.select(table.filter(col("b").gt(1)).col("a")));
        query(
                cases,
                "own-column-twice",
                table -> table.select(table.col("a"), table.col("a")).select(table.col("a")));
        query(cases, "own-column-of-distinct", table -> table.distinct().select(table.col("a")));
        query(
                cases,
                "own-column-in-with-column",
                table -> table.withColumn("n", table.col("b").plus(1))
                        .withColumn("m", table.col("b").plus(2)));
    }

    private static void aliases(Cases cases) {
        query(cases, "alias", table -> table.as("t").select("t.a", "b"));
        query(cases, "alias-star", table -> table.alias("t").select("t.*", "a"));
        query(cases, "alias-other-case", table -> table.alias("T").select(col("t.A")));
        query(cases, "alias-unknown", table -> table.alias("t").select("u.a"));
        query(cases, "alias-of-alias", table -> table.alias("t").alias("u").select("t.a"));
        query(
                cases,
                "alias-behind-a-filter",
                table -> table.alias("t").filter(col("t.b").gt(1)).select("t.a"));
        query(
                cases,
                "alias-behind-a-projection",
                table -> table.alias("t").select("a", "b").select("t.a"));
        query(
                cases,
                "alias-behind-a-new-name",
                table -> table.alias("t").select(col("a").as("n")).select("t.n"));
        query(
                cases,
                "alias-of-a-key",
                table -> table.alias("t").groupBy("t.a").count().select("t.a", "count"));
        query(
                cases,
                "alias-and-struct",
                table -> table.select(struct("a").as("t"), col("b")).alias("t").select("t.b", "t.t.a"));
        query(
                cases,
                "struct-or-alias",
                table -> table.select(struct("a", "b").as("t"), col("b"))
                        .alias("t")
                        .select("t.a"));
        query(cases, "alias-in-a-sort", table -> table.alias("t").select("t.a").orderBy("t.b"))
                .ordered();
        query(cases, "alias-own-column", table -> {
            DataFrame named = table.alias("t");
            return named.select(named.col("t.a"), table.col("b"));
        });
    }

    private static void groups(Cases cases) {
        Map<String, String> functions = new LinkedHashMap<>();
        functions.put("b", "max");
        functions.put("*", "count");
        functions.put("c", "AVG");
        query(cases, "aggregates-by-name", table -> table.groupBy("a").agg(functions));
        query(cases, "aggregates-by-wrong-name", table -> table.groupBy("a").agg(Map.of("b", "nope")));
        query(cases, "sums-of-all-numbers", table -> table.groupBy("a").sum());
        query(cases, "sums-beside-a-number-as-key", table -> table.groupBy("b").sum());
        query(
                cases,
                "sums-beside-an-own-key",
                table -> table.groupBy(table.col("b")).max());
        query(cases, "sums-of-nothing", table -> table.select("a").groupBy("a").sum());
        query(
                cases,
                "sums-of-nothing-at-all",
                table -> table.select("a").groupBy().sum());
        query(cases, "sum-of-a-text", table -> table.groupBy("b").sum("a"));
        query(cases, "mean", table -> table.groupBy("a").mean("b", "c"));
        query(cases, "count-of-groups", table -> table.groupBy("a").count());
    }
}
