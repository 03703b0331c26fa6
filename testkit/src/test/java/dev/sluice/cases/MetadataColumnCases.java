package dev.sluice.cases;

import static dev.sluice.functions.col;
import static dev.sluice.functions.regexp_replace;

import dev.sluice.DataFrame;

/** The hidden column {@code _metadata} of what is read from files. */
public final class MetadataColumnCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        asked(
                cases,
                "fields",
                frame -> frame.select(
                        col("n"),
                        col("_metadata.file_name"),
                        col("_metadata.file_size"),
                        col("_metadata.file_block_start"),
                        col("_metadata.file_block_length")));
        asked(
                cases,
                "path",
                frame -> frame.select(
                        col("n"),
                        regexp_replace(col("_metadata.file_path"), "^file:/.*/in/", "IN/")
                                .as("path")));
        asked(
                cases,
                "time",
                frame -> frame.select(
                        col("_metadata.file_modification_time").gt("2020-01-01").as("isRecent")));
        asked(cases, "whole", frame -> frame.select("_metadata").groupBy().count());
        asked(cases, "not-among-all", frame -> frame);
        asked(cases, "star", frame -> frame.select("*"));
        asked(
                cases,
                "filtered",
                frame -> frame.filter(col("_metadata.file_name").equalTo("b c.json")));
        asked(
                cases,
                "grouped",
                frame -> frame.groupBy(col("_metadata.file_name")).count());
        asked(cases, "unknown-field", frame -> frame.select("_metadata.nothing"));
        asked(cases, "behind-a-projection", frame -> frame.select("n").select("_metadata.file_name"));
        asked(cases, "behind-a-filter", frame -> frame.filter(col("n").gt(1)).select("_metadata.file_name", "n"));
        asked(cases, "with-column", frame -> frame.withColumn("name", col("_metadata.file_name")));
        cases.query("column-of-that-name")
                .file("in/a.json", "{\"_metadata\":1}\n")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("_metadata INT")
                        .json(inputs.path("in"))
                        .select("_metadata"));
        cases.query("of-a-table")
                .table("t", "n INT", Cases.row(1))
                .of(inputs -> inputs.table().select("_metadata"));
        cases.query("of-text")
                .file("in/a.txt", "x\ny\n")
                .of(inputs -> inputs.session().read().text(inputs.path("in")).select("value", "_metadata.file_name"));
        cases.query("beside-partitions")
                .file("in/p=1/a.json", "{\"n\":1}\n")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("n INT")
                        .json(inputs.path("in"))
                        .select("n", "p", "_metadata.file_name"));
        cases.stream("of-a-stream")
                .input("n INT")
                .append(inputs -> inputs.table().select(col("n"), col("_metadata.file_size")))
                .add(1)
                .add(22, 3);
    }

    /** What is done with two files. */
    @FunctionalInterface
    private interface Asked {
        DataFrame of(DataFrame frame);
    }

    private static void asked(Cases cases, String name, Asked asked) {
        cases.query(name)
                .file("in/a.json", "{\"n\":1}\n{\"n\":2}\n")
                .file("in/b c.json", "{\"n\":3}\n")
                .of(inputs -> asked.of(inputs.session().read().schema("n INT").json(inputs.path("in"))));
    }
}
