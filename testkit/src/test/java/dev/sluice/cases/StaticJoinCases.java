package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.util.Locale;

/** Joins of static tables, of every type and by all kinds of conditions. */
public final class StaticJoinCases implements CaseGroup {
    private static final String[] TYPES = {"inner", "left", "right", "full", "left_semi", "left_anti", "cross"};

    private static final Row[] LEFT = {
        row(1, "one", 1.0),
        row(2, "two", 2.0),
        row(2, "deux", 2.5),
        row(3, "three", 0.0),
        row(null, "none", Double.NaN),
        row(null, null, null),
        row(9, "nine", -0.0)
    };
    private static final Row[] RIGHT = {
        row(1, "uno", 1.0),
        row(1, "eins", 7.0),
        row(2, "dos", 2.0),
        row(4, "four", 0.0),
        row(null, "nada", Double.NaN),
        row(9, null, null)
    };

    private interface Step {
        DataFrame on(DataFrame left, DataFrame right);
    }

    @Override
    public void define(Cases cases) {
        for (String type : TYPES) {
            types(cases, type);
        }
        conditions(cases);
        plans(cases);
        refused(cases);
    }

    private static void query(Cases cases, String name, Step step) {
        query(cases, name, LEFT, RIGHT, step);
    }

    private static void query(Cases cases, String name, Row[] left, Row[] right, Step step) {
        cases.query(name)
                .table("left", "k INT, a STRING, c DOUBLE", left)
                .table("right", "k INT, b STRING, d DOUBLE", right)
                .of(inputs -> step.on(inputs.table("left"), inputs.table("right")));
    }

    private static void types(Cases cases, String type) {
        query(cases, type + "-using", (left, right) -> left.join(right, new String[] {"k"}, type));
        query(
                cases,
                type + "-by-key",
                (left, right) -> left.join(right, left.col("k").equalTo(right.col("k")), type));
        query(
                cases,
                type + "-null-safe",
                (left, right) -> left.join(right, left.col("k").eqNullSafe(right.col("k")), type));
        query(
                cases,
                type + "-by-key-and-more",
                (left, right) ->
                        left.join(right, left.col("k").equalTo(right.col("k")).and(col("b").gt(col("a"))), type));
        query(
                cases,
                type + "-by-key-if-left",
                (left, right) ->
                        left.join(right, left.col("k").equalTo(right.col("k")).and(col("c").lt(2.2)), type));
        query(
                cases,
                type + "-by-key-if-right",
                (left, right) ->
                        left.join(right, left.col("k").equalTo(right.col("k")).and(col("d").lt(2.2)), type));
        query(
                cases,
                type + "-by-order",
                (left, right) -> left.join(right, left.col("k").lt(right.col("k")), type));
        query(cases, type + "-never", (left, right) -> left.join(right, lit(false), type));
        query(cases, type + "-always", (left, right) -> left.join(right, lit(true), type));
        query(
                cases,
                type + "-of-nothing",
                new Row[0],
                RIGHT,
                (left, right) -> left.join(right, new String[] {"k"}, type));
        query(
                cases,
                type + "-with-nothing",
                LEFT,
                new Row[0],
                (left, right) -> left.join(right, left.col("k").equalTo(right.col("k")), type));
        query(
                cases,
                type + "-with-nothing-by-order",
                LEFT,
                new Row[0],
                (left, right) -> left.join(right, left.col("k").lt(right.col("k")), type));
        query(
                cases,
                type + "-filtered",
                (left, right) -> left.join(right, left.col("k").equalTo(right.col("k")), type)
                        .filter(left.col("k").gt(1)));
    }

    private static void conditions(Cases cases) {
        query(cases, "by-real", (left, right) -> left.join(right, col("c").equalTo(col("d"))));
        query(cases, "by-text", (left, right) -> left.join(right, col("a").equalTo(col("b"))));
        query(
                cases,
                "by-number-and-real",
                (left, right) -> left.join(right, left.col("k").equalTo(col("d"))));
        query(
                cases,
                "by-text-and-number",
                (left, right) -> left.join(right.filter(col("b").isNotNull()), lit("1").equalTo(left.col("k"))));
        query(
                cases,
                "by-expressions",
                (left, right) -> left.join(
                        right, left.col("k").plus(1).equalTo(right.col("k").multiply(2))));
        query(
                cases,
                "by-two-keys",
                (left, right) ->
                        left.join(right, left.col("k").equalTo(right.col("k")).and(col("c").equalTo(col("d")))));
        query(
                cases,
                "by-one-or-other",
                (left, right) ->
                        left.join(right, left.col("k").equalTo(right.col("k")).or(col("c").equalTo(col("d")))));
        query(
                cases,
                "by-struct",
                (left, right) -> left.select(struct(col("k"), col("c")).as("s"), col("a"))
                        .join(
                                right.select(struct(col("k"), col("d").as("c")).as("t"), col("b")),
                                col("s").equalTo(col("t"))));
        query(
                cases,
                "by-struct-using",
                (left, right) -> left.select(struct(col("k")).as("s"), col("a"))
                        .join(right.select(struct(col("k")).as("s"), col("b")), "s"));
        query(
                cases,
                "by-coalesce",
                (left, right) ->
                        left.join(right, coalesce(left.col("k"), lit(0)).equalTo(coalesce(right.col("k"), lit(0)))));
        query(
                cases,
                "by-wider-names",
                (left, right) -> left.withColumn("k", col("k").cast("bigint")).join(right, new String[] {"k"}, "full"));
        query(
                cases,
                "using-two",
                (left, right) -> left.join(right.withColumnRenamed("d", "c"), new String[] {"c", "k"}, "left"));
        query(cases, "using-other-case", (left, right) -> left.join(right, "K"));
        query(cases, "without-condition", DataFrame::join);
        query(cases, "cross-join", DataFrame::crossJoin);
        query(
                cases,
                "crossed-and-filtered",
                (left, right) -> left.crossJoin(right)
                        .filter(left.col("k").equalTo(right.col("k")).and(col("c").gt(col("d")))));
        query(
                cases,
                "condition-of-one-side",
                (left, right) -> left.join(right, left.col("k").equalTo(2)));
        query(
                cases,
                "condition-is-null",
                (left, right) -> left.join(right, lit(null).cast("boolean"), "left"));
        for (String type : new String[] {
            "INNER",
            "LeftOuter",
            "left_outer",
            "RIGHT_outer",
            "fullouter",
            "outer",
            "semi",
            "leftsemi",
            "anti",
            "LeftAnti"
        }) {
            query(
                    cases,
                    "type-" + type.toLowerCase(Locale.ROOT) + "-by-name",
                    (left, right) -> left.join(right, new String[] {"k"}, type));
        }
    }

    private static void plans(Cases cases) {
        query(
                cases,
                "three-tables",
                (left, right) -> left.join(right, "k")
                        .join(right.select(col("k"), col("b").as("e")), new String[] {"k"}, "left"));
        query(
                cases,
                "full-twice",
                (left, right) -> left.select("k", "a")
                        .join(right.select("k", "b"), new String[] {"k"}, "full")
                        .join(left.select(col("k"), col("c")), new String[] {"k"}, "full"));
        query(
                cases,
                "grouped-sides",
                (left, right) -> left.groupBy("k")
                        .agg(avg("c").as("c"))
                        .join(right.groupBy("k").agg(count(lit(1)).as("n")), new String[] {"k"}, "full"));
        query(
                cases,
                "grouped-pairs",
                (left, right) -> left.join(right, new String[] {"k"}, "left")
                        .groupBy("a")
                        .agg(sum("d"), count(col("b"))));
        query(
                cases,
                "limited-pairs",
                (left, right) -> left.join(right, new String[] {"k"}, "full")
                        .orderBy("k", "a", "b")
                        .limit(3));
        query(
                cases,
                "full-without-order-and-limit",
                (left, right) -> left.join(right, new String[] {"k"}, "full").limit(0));
        query(cases, "united-full", (left, right) -> {
            DataFrame full = left.select("k", "a").join(right.select("k", "b"), new String[] {"k"}, "full");
            return full.union(full);
        });
        query(
                cases,
                "distinct-pairs",
                (left, right) -> left.join(right, "k").select("k").distinct());
        query(
                cases,
                "columns-of-neither",
                (left, right) -> left.join(right, "k").select(lit(1).as("one")));
        query(
                cases,
                "filter-above-left",
                (left, right) -> left.join(right, new String[] {"k"}, "left").filter(col("b").isNull()));
        query(
                cases,
                "filter-above-full",
                (left, right) -> left.join(right, new String[] {"k"}, "full")
                        .filter(col("a").equalTo("two").or(col("b").equalTo("four"))));
        query(
                cases,
                "semi-of-anti",
                (left, right) -> left.join(right, new String[] {"k"}, "left_anti")
                        .join(left.filter(col("k").gt(2)), new String[] {"k"}, "left_semi"));
    }

    private static void refused(Cases cases) {
        query(cases, "unknown-type", (left, right) -> left.join(right, new String[] {"k"}, "sideways"));
        query(cases, "unknown-name", (left, right) -> left.join(right, "a"));
        query(cases, "unknown-name-left", (left, right) -> left.join(right, "b"));
        query(cases, "no-names", (left, right) -> left.join(right, new String[0], "left"));
        query(cases, "condition-is-a-number", (left, right) -> left.join(right, left.col("k")));
        query(cases, "ambiguous-condition", (left, right) -> left.join(right, col("k").equalTo(1)));
        query(
                cases,
                "unknown-column",
                (left, right) -> left.join(right, col("nope").equalTo(1)));
        query(cases, "aggregate-in-condition", (left, right) -> left.join(right, sum("c").gt(1)));
        query(
                cases,
                "other-types",
                (left, right) -> left.select(lit(true).as("x"))
                        .join(right.select(lit(1.5).as("y")), col("x").equalTo(col("y"))));
        query(
                cases,
                "using-other-types",
                (left, right) -> left.select(lit(true).as("x")).join(right.select(lit(1.5).as("x")), "x"));
        query(
                cases,
                "using-of-two",
                (left, right) -> left.select(col("k"), col("c").as("k")).join(right, "k"));
    }
}
