package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.lit;

import dev.sluice.DataFrame;
import dev.sluice.Row;

/** Names in joins: of two tables, and of a table joined with itself. */
public final class JoinNameCases implements CaseGroup {
    private interface Step {
        DataFrame on(DataFrame left, DataFrame right);
    }

    @Override
    public void define(Cases cases) {
        twoTables(cases);
        usingNames(cases);
        itself(cases);
    }

    private static void query(Cases cases, String name, Step step) {
        Row[] left = {row(1, 2, "one"), row(2, 3, "two"), row(3, null, "three")};
        Row[] right = {row(1, 7.5), row(3, 8.5), row(4, 9.5)};
        cases.query(name)
                .table("left", "k INT, p INT, a STRING", left)
                .table("right", "k INT, b DOUBLE", right)
                .of(inputs -> step.on(inputs.table("left"), inputs.table("right")));
    }

    private static DataFrame joined(DataFrame left, DataFrame right) {
        return left.join(right, left.col("k").equalTo(right.col("k")));
    }

    private static void twoTables(Cases cases) {
        query(cases, "both-keys", (left, right) -> joined(left, right).select(right.col("k"), left.col("k"), col("b")));
        query(cases, "plain-key", (left, right) -> joined(left, right).select("k"));
        query(cases, "star", (left, right) -> joined(left, right).select("*"));
        query(cases, "dropped-right-key", (left, right) -> joined(left, right).drop(right.col("k")));
        query(cases, "dropped-both-keys", (left, right) -> joined(left, right).drop("k"));
        query(
                cases,
                "generated-beside-a-hidden-key",
                (left, right) -> left.join(right, "k", "left")
                        .select(col("a"), right.col("k"), explode(array(left.col("p"), lit(0)))));
        query(
                cases,
                "sorted-by-right-key",
                (left, right) ->
                        joined(left, right).select("a").orderBy(right.col("k").desc()));
        query(
                cases,
                "grouped-by-right-key",
                (left, right) -> joined(left, right).groupBy(right.col("k")).count());
        query(cases, "renamed-both-keys", (left, right) -> joined(left, right).withColumnRenamed("k", "n"));
        query(
                cases,
                "new-column-of-right-key",
                (left, right) -> joined(left, right)
                        .withColumn("n", right.col("k").plus(left.col("k")))
                        .drop(left.col("k")));
        query(cases, "replaced-keys", (left, right) -> joined(left, right).withColumn("k", lit(0)));
        query(
                cases,
                "by-alias",
                (left, right) -> left.as("l")
                        .join(right.as("r"), col("l.k").equalTo(col("r.k")))
                        .select(col("l.k"), col("r.b"), col("a")));
        query(
                cases,
                "star-of-alias",
                (left, right) -> left.as("l")
                        .join(right.as("r"), col("l.k").equalTo(col("r.k")))
                        .select("r.*", "l.a"));
        query(
                cases,
                "alias-of-the-pair",
                (left, right) -> left.as("l")
                        .join(right.as("r"), col("l.k").equalTo(col("r.k")))
                        .as("pair")
                        .select("pair.a", "pair.k"));
        query(
                cases,
                "alias-hidden-by-another",
                (left, right) -> left.as("l")
                        .join(right.as("r"), col("l.k").equalTo(col("r.k")))
                        .as("pair")
                        .select("l.a"));
        query(
                cases,
                "filter-of-a-column-left-out",
                (left, right) ->
                        joined(left, right).select("a").filter(right.col("b").gt(8)));
        query(
                cases,
                "semi-has-no-right",
                (left, right) -> left.join(right, left.col("k").equalTo(right.col("k")), "left_semi")
                        .select(right.col("b")));
        query(cases, "column-of-a-derived-table", (left, right) -> {
            DataFrame some = right.filter(col("b").lt(9));
            return left.join(some, left.col("k").equalTo(right.col("k"))).select(some.col("b"), right.col("k"));
        });
        query(
                cases,
                "column-of-a-renamed-table",
                (left, right) -> left.join(
                        right.withColumnRenamed("k", "n"), left.col("k").equalTo(right.col("k"))));
    }

    private static void usingNames(Cases cases) {
        String[] names = {"k"};
        for (String type : new String[] {"inner", "left", "right", "full"}) {
            query(
                    cases,
                    "using-left-key-" + type,
                    (left, right) -> left.join(right, names, type).select(col("k"), left.col("k"), col("a")));
            query(
                    cases,
                    "using-right-key-" + type,
                    (left, right) -> left.join(right, names, type).select(col("k"), right.col("k"), col("b")));
        }
        query(
                cases,
                "using-and-alias",
                (left, right) -> left.as("l").join(right.as("r"), "k").select("l.k", "r.k", "r.b"));
        query(
                cases,
                "using-filtered-by-right-key",
                (left, right) ->
                        left.join(right, names, "left").filter(right.col("k").isNull()));
        query(
                cases,
                "using-and-new-column",
                (left, right) -> left.join(right, names, "left").withColumn("other", right.col("k")));
        query(
                cases,
                "using-dropped-right-key",
                (left, right) -> left.join(right, "k").drop(right.col("k")));
        query(
                cases,
                "using-grouped-by-right-key",
                (left, right) ->
                        left.join(right, names, "left").groupBy(right.col("k")).count());
        query(
                cases,
                "using-behind-a-projection",
                (left, right) -> left.join(right, "k").select("k", "a").select(right.col("k")));
    }

    private static void itself(Cases cases) {
        query(cases, "itself-using", (left, right) -> left.join(left, "k"));
        query(
                cases,
                "itself-by-key",
                (left, right) -> left.join(left, left.col("k").equalTo(left.col("k"))));
        query(
                cases,
                "itself-null-safe",
                (left, right) -> left.join(left, left.col("p").eqNullSafe(left.col("p"))));
        query(
                cases,
                "itself-by-parent",
                (left, right) -> left.join(left, left.col("p").equalTo(left.col("k"))));
        query(
                cases,
                "itself-by-alias",
                (left, right) -> left.as("x")
                        .join(left.as("y"), col("x.p").equalTo(col("y.k")))
                        .select("x.a", "y.a"));
        query(cases, "itself-filtered", (left, right) -> {
            DataFrame some = left.filter(col("k").gt(1));
            return left.join(some, left.col("k").equalTo(some.col("k")));
        });
        query(cases, "itself-filtered-by-parent", (left, right) -> {
            DataFrame some = left.filter(col("k").gt(1));
            return left.join(some, left.col("p").equalTo(some.col("k")));
        });
        query(
                cases,
                "itself-selected",
                (left, right) ->
                        left.join(left, left.col("k").equalTo(left.col("k"))).select(left.col("a")));
        query(
                cases,
                "itself-using-selected",
                (left, right) -> left.join(left, "k").select(left.col("p")));
        query(cases, "itself-renamed", (left, right) -> {
            DataFrame parents = left.select(col("k").as("parent"), col("a").as("name"));
            return left.join(parents, left.col("p").equalTo(parents.col("parent")))
                    .select(left.col("a"), col("name"));
        });
        query(cases, "itself-aliased-column", (left, right) -> {
            DataFrame x = left.as("x");
            DataFrame y = left.as("y");
            return x.join(y, x.col("p").equalTo(y.col("k")));
        });
        query(
                cases,
                "itself-thrice",
                (left, right) -> left.as("x")
                        .join(left.as("y"), col("x.p").equalTo(col("y.k")))
                        .join(left.as("z"), col("y.p").equalTo(col("z.k")))
                        .select("x.a", "y.a", "z.a"));
        query(cases, "itself-crossed", (left, right) -> left.crossJoin(left).select("*"));
        query(
                cases,
                "itself-semi",
                (left, right) -> left.join(left, left.col("k").equalTo(left.col("k")), "left_semi")
                        .select(left.col("a")));
        query(cases, "itself-grouped", (left, right) -> {
            DataFrame counts = left.groupBy("k").count();
            return left.join(counts, left.col("k").equalTo(counts.col("k"))).select(left.col("k"), col("count"));
        });
        query(
                cases,
                "itself-ambiguous-name",
                (left, right) -> left.join(left, "k").select("a"));
        query(cases, "itself-united", (left, right) -> left.join(left.union(left), "k"));
    }
}
