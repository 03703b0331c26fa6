package dev.sluice.cases;

import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;

/** Folders named {@code column=value}, read and written, and which files of a folder are read. */
public final class PartitionColumnCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        types(cases);
        options(cases);
        written(cases);
    }

    /** A file with a line in each of these folders. */
    private static QueryCase folders(Cases cases, String name, String... folders) {
        QueryCase one = cases.query(name);
        for (int index = 0; index < folders.length; index++) {
            one.file("in/" + folders[index] + "/a.json", "{\"n\":" + (index + 1) + "}\n");
        }
        return one;
    }

    private static DataFrame read(Inputs inputs, String schema, Map<String, String> options) {
        return inputs.session().read().schema(schema).options(options).json(inputs.path("in"));
    }

    private static void found(Cases cases, String name, String... folders) {
        folders(cases, name, folders).of(inputs -> read(inputs, "n INT", Map.of()));
    }

    private static void types(Cases cases) {
        found(cases, "whole-numbers", "p=1", "p=-2", "p=03");
        found(cases, "large-numbers", "p=1", "p=2147483648");
        found(cases, "reals", "p=1.5", "p=2");
        found(cases, "dates", "p=2024-02-29", "p=2024-03-01");
        found(cases, "times", "p=2024-02-29 12%3A34%3A56", "p=2024-02-29");
        found(cases, "texts", "p=a", "p=1");
        found(cases, "truth", "p=true", "p=false");
        found(cases, "nulls", "p=__HIVE_DEFAULT_PARTITION__", "p=1");
        found(cases, "nulls-alone", "p=__HIVE_DEFAULT_PARTITION__");
        found(cases, "two-levels", "p=1/q=a", "p=1/q=b", "p=2/q=a");
        found(cases, "escaped", "p=a%2Fb%3D%25", "p=x y");
        found(cases, "escaped-name", "p%20q=1");
        found(cases, "dates-and-numbers", "p=2024-02-29", "p=1");
        found(cases, "numbers-and-times", "p=1.5", "p=2024-02-29 00%3A00%3A00");
        found(cases, "empty-value", "p=", "p=1");
        found(cases, "forms-of-numbers", "p=1e3", "p=0x10", "q=1");
        found(cases, "different-names", "p=1", "q=1");
        found(cases, "different-depths", "p=1", "p=1/q=2");
        found(cases, "file-beside-folders", "p=1", ".");
        found(cases, "folder-of-another-name", "p=1", "other");
        found(cases, "hidden", "p=1", "_p=2", ".p=3");
        folders(cases, "in-the-schema", "p=1", "p=2").of(inputs -> read(inputs, "p STRING, n INT", Map.of()));
        folders(cases, "in-the-schema-number", "p=01", "p=2").of(inputs -> read(inputs, "n INT, p INT", Map.of()));
        folders(cases, "in-the-schema-mismatch", "p=x", "p=2").of(inputs -> read(inputs, "n INT, p INT", Map.of()));
        folders(cases, "in-the-schema-other-case", "P=1").of(inputs -> read(inputs, "n INT, p INT", Map.of()));
        folders(cases, "inferred-schema", "p=1")
                .of(inputs -> inputs.session().read().json(inputs.path("in")));
        folders(cases, "without-inference", "p=1", "p=2")
                .conf("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
                .of(inputs -> read(inputs, "n INT", Map.of()));
        folders(cases, "one-partition-selected", "p=1", "p=2")
                .of(inputs -> read(inputs, "n INT", Map.of())
                        .filter(col("p").equalTo(2))
                        .select("p"));
        folders(cases, "only-the-partition", "p=1", "p=2")
                .of(inputs -> read(inputs, "n INT", Map.of()).select("p"));
        cases.query("column-in-file-too")
                .file("in/p=1/a.json", "{\"n\":1,\"p\":7}\n")
                .of(inputs -> read(inputs, "n INT", Map.of()));
        cases.query("csv")
                .file("in/p=1/a.csv", "x,1\n")
                .file("in/p=2/a.csv", "y,2\n")
                .of(inputs -> inputs.session().read().schema("s STRING, n INT").csv(inputs.path("in")));
        cases.query("csv-with-the-column")
                .file("in/p=1/a.csv", "x,1\n")
                .of(inputs ->
                        inputs.session().read().schema("s STRING, p INT, n INT").csv(inputs.path("in")));
        cases.query("text")
                .file("in/p=1/a.txt", "x\n")
                .of(inputs -> inputs.session().read().text(inputs.path("in")));
    }

    private static void options(Cases cases) {
        folders(cases, "base-path-of-one-folder", "p=1", "p=2")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("n INT")
                        .option("basePath", inputs.path("in"))
                        .json(inputs.path("in/p=2")));
        folders(cases, "one-folder", "p=1", "p=2")
                .of(inputs -> inputs.session().read().schema("n INT").json(inputs.path("in/p=2")));
        folders(cases, "pattern", "p=1/q=1", "p=2/q=2")
                .of(inputs -> inputs.session().read().schema("n INT").json(inputs.path("in/p=*")));
        folders(cases, "base-path-of-a-pattern", "p=1", "p=2")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("n INT")
                        .option("basePath", inputs.path("in"))
                        .json(inputs.path("in/*")));
        folders(cases, "base-path-elsewhere", "p=1")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("n INT")
                        .option("basePath", inputs.path("other"))
                        .json(inputs.path("in")));
        folders(cases, "recursive", "p=1", "deep/er", "p=2/x")
                .of(inputs -> read(inputs, "n INT", Map.of("recursiveFileLookup", "true")));
        cases.query("name-filter")
                .file("in/a.json", "{\"n\":1}\n")
                .file("in/b.json", "{\"n\":2}\n")
                .file("in/ab.txt", "{\"n\":3}\n")
                .of(inputs -> read(inputs, "n INT", Map.of("pathGlobFilter", "a*")));
        cases.query("name-filter-of-choices")
                .file("in/a.json", "{\"n\":1}\n")
                .file("in/b.json", "{\"n\":2}\n")
                .file("in/c.json", "{\"n\":3}\n")
                .of(inputs -> read(inputs, "n INT", Map.of("pathGlobFilter", "{a,[c-d]}.json")));
        for (String option : new String[] {"modifiedAfter", "modifiedBefore"}) {
            for (String time : new String[] {"2000-01-01T00:00:00", "2999-01-01T00:00:00", "2000-01-01", "nonsense"}) {
                folders(cases, option + "-" + time.replace(':', '-'), ".")
                        .of(inputs -> read(inputs, "n INT", Map.of(option, time)));
            }
        }
        folders(cases, "modified-on-a-stream", ".")
                .of(inputs -> inputs.session()
                        .readStream()
                        .schema("n INT")
                        .option("modifiedAfter", "2000-01-01T00:00:00")
                        .json(inputs.path("in")));
    }

    private static Row[] rows() {
        return new Row[] {
            Cases.row(1, "a", LocalDate.of(2024, 2, 29), Instant.parse("2024-02-29T12:34:56.789Z"), 1.5),
            Cases.row(2, "b/c=%", LocalDate.of(2024, 3, 1), Instant.parse("2024-02-29T00:00:00Z"), 2.0),
            Cases.row(3, null, null, null, null),
            Cases.row(4, "", LocalDate.of(2024, 3, 1), Instant.parse("2024-02-29T00:00:00Z"), -0.0),
            Cases.row(5, " x y ", LocalDate.of(2024, 3, 1), Instant.parse("2024-02-29T00:00:00Z"), Double.NaN),
            Cases.row(
                    6,
                    "\u00e9:*?\"<>|\\#'{}[]^",
                    LocalDate.of(2024, 3, 1),
                    Instant.parse("2024-02-29T00:00:00Z"),
                    1e10),
            Cases.row(7, "01", LocalDate.of(2024, 3, 1), Instant.parse("2024-02-29T00:00:00Z"), 1.0)
        };
    }

    private static final String SCHEMA = "n INT, s STRING, day DATE, t TIMESTAMP, d DOUBLE";

    /** Written below folders of these columns; the answer is where each file lies and what is in it. */
    private static void writtenBy(Cases cases, String name, String... columns) {
        cases.query("written-by-" + name).table("t", SCHEMA, rows()).of(inputs -> {
            inputs.table().write().partitionBy(columns).json(inputs.path("out"));
            return inputs.session()
                    .read()
                    .schema("n INT, s STRING, day STRING, t STRING, d STRING")
                    .json(inputs.path("out"));
        });
    }

    private static void written(Cases cases) {
        writtenBy(cases, "text", "s");
        writtenBy(cases, "date", "day");
        writtenBy(cases, "time", "t");
        writtenBy(cases, "number", "d");
        writtenBy(cases, "two", "day", "n");
        writtenBy(cases, "other-case", "DAY");
        writtenBy(cases, "unknown", "nothing");
        writtenBy(cases, "all", "n", "s", "day", "t", "d");
        writtenBy(cases, "twice", "n", "n");
        cases.query("written-by-local-time")
                .table(
                        "t",
                        "n INT, t TIMESTAMP_NTZ",
                        Cases.row(1, LocalDateTime.parse("2024-02-29T12:34:56.789")),
                        Cases.row(2, LocalDateTime.parse("2024-03-10T02:30:00")),
                        Cases.row(3, null))
                .of(inputs -> {
                    inputs.table().write().partitionBy("t").json(inputs.path("out"));
                    return inputs.session().read().schema("n INT, t STRING").json(inputs.path("out"));
                });
        cases.query("read-by-local-time")
                .table("t", "n INT, t TIMESTAMP_NTZ", Cases.row(1, LocalDateTime.parse("2024-02-29T12:34:56.789")))
                .of(inputs -> {
                    inputs.table().write().partitionBy("t").json(inputs.path("out"));
                    return inputs.session()
                            .read()
                            .schema("n INT, t TIMESTAMP_NTZ")
                            .json(inputs.path("out"));
                });
        cases.query("written-csv").table("t", SCHEMA, rows()).of(inputs -> {
            inputs.table().write().partitionBy("n").option("header", true).csv(inputs.path("out"));
            return inputs.session().read().text(inputs.path("out"));
        });
        cases.query("written-folders")
                .table("t", "n INT, s STRING", Cases.row(1, "a:b"), Cases.row(2, null), Cases.row(3, "\u0001\u007f%"))
                .of(inputs -> {
                    inputs.table().write().partitionBy("s").json(inputs.path("out"));
                    return inputs.session()
                            .read()
                            .schema("n INT")
                            .option("recursiveFileLookup", true)
                            .json(inputs.path("out/s=a%3Ab"))
                            .union(inputs.session()
                                    .read()
                                    .schema("n INT")
                                    .json(inputs.path("out/s=__HIVE_DEFAULT_PARTITION__")))
                            .union(inputs.session().read().schema("n INT").json(inputs.path("out/s=%01%7F%25")));
                });
        cases.query("written-text-with-another-column")
                .table("t", "n INT, s STRING", Cases.row(1, "a"), Cases.row(2, "b"))
                .of(inputs -> {
                    inputs.table().write().partitionBy("n").text(inputs.path("out"));
                    return inputs.session().read().text(inputs.path("out"));
                });
    }
}
