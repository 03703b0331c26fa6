package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.count_distinct;
import static dev.sluice.functions.first;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.hash;
import static dev.sluice.functions.length;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.when;

import dev.sluice.DataFrame;

/** {@code *} among the arguments of functions. */
public final class StarCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        arguments(cases);
        aggregates(cases);
        mistakes(cases);
    }

    private static void arguments(Cases cases) {
        ask(cases, "struct", frame -> frame.select(struct("*")));
        ask(cases, "struct-and-more", frame -> frame.select(struct(col("*"), lit(2).as("z"))));
        ask(cases, "struct-of-fields", frame -> frame.select(struct("s.*").as("fields")));
        ask(
                cases,
                "struct-of-a-table",
                frame -> frame.as("t").select(struct(col("t.*")).as("r")));
        ask(cases, "json", frame -> frame.select(to_json(struct("*"))));
        ask(cases, "array", frame -> frame.select("a", "d").select(array(col("*"))));
        ask(cases, "concat", frame -> frame.select(concat(col("s.*"))));
        ask(cases, "coalesce", frame -> frame.select("d", "a").select(coalesce(col("*"), lit(0))));
        ask(
                cases,
                "greatest",
                frame -> frame.select("d", "a").select(greatest(col("*")).as("g")));
        ask(cases, "hash", frame -> frame.select(hash(col("*"))));
        ask(
                cases,
                "within-a-choice",
                frame -> frame.select(
                        when(col("a").gt(0), to_json(struct("s.*"))).otherwise(to_json(struct("*")))));
        ask(
                cases,
                "in-a-filter",
                frame -> frame.where(length(to_json(struct("*"))).gt(40)));
        ask(cases, "in-an-order", frame -> frame.orderBy(hash(col("*")).desc()));
        ask(cases, "in-a-new-column", frame -> frame.withColumn("j", to_json(struct("*"))));
        ask(
                cases,
                "of-a-join",
                frame -> frame.join(frame.select(col("a"), col("d").as("e")), "a")
                        .select(to_json(struct("*"))));
        ask(
                cases,
                "in-a-cast",
                frame -> frame.select(struct("a", "d").as("p"))
                        .select(struct("p.*")
                                .cast("STRUCT<x: STRING, y: STRING>")
                                .as("q")));
    }

    private static void aggregates(Cases cases) {
        ask(cases, "count", frame -> frame.agg(count("*"), count(col("*"))));
        ask(cases, "count-distinct", frame -> frame.select("a", "d").agg(count_distinct(col("*"))));
        ask(cases, "count-of-a-struct", frame -> frame.agg(count(struct("*"))));
        ask(
                cases,
                "max-of-a-struct",
                frame -> frame.select("a", "d").agg(max(struct("*")).as("m")));
        ask(
                cases,
                "list-of-structs",
                frame -> frame.where(col("a").equalTo(1))
                        .agg(collect_list(struct("*")).as("l")));
        ask(
                cases,
                "by-a-key",
                frame -> frame.groupBy("a").agg(first(to_json(struct("*"))).as("j")));
        ask(
                cases,
                "grouped-by-a-struct",
                frame -> frame.groupBy(hash(col("*")).as("h")).count());
        ask(cases, "sum", frame -> frame.select("a").agg(sum(col("*"))));
    }

    private static void mistakes(Cases cases) {
        ask(cases, "refused-length-of-several", frame -> frame.select(length(col("*"))));
        ask(cases, "refused-in-a-comparison", frame -> frame.where(col("*").gt(1)));
        ask(cases, "refused-is-null", frame -> frame.where(col("*").isNull()));
        ask(cases, "refused-of-no-struct", frame -> frame.select(struct("a.*")));
        ask(cases, "refused-selected-of-nothing", frame -> frame.select("nothing.*"));
        ask(cases, "refused-of-no-field", frame -> frame.select("s.nothing.*"));
        ask(cases, "refused-of-nothing", frame -> frame.select(struct("nothing.*")));
        ask(cases, "refused-grouped-by", frame -> frame.groupBy(col("*")).count());
        ask(cases, "refused-as-a-name", frame -> frame.select(col("*").as("all")));
        ask(cases, "refused-in-a-cast", frame -> frame.select(col("*").cast("STRING")));
    }

    private interface Change {
        DataFrame of(DataFrame frame);
    }

    private static void ask(Cases cases, String name, Change change) {
        cases.query(name)
                .table(
                        "input",
                        "a INT, s STRUCT<x: STRING, y: STRING>, d INT",
                        row(1, row("p", "q"), 7),
                        row(null, row("r", null), 5),
                        row(3, null, -1))
                .of(inputs -> change.of(inputs.table()));
    }
}
