package dev.sluice.cases;

import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import java.util.Map;

/** Writing where there is something already, compressed and cut into files. */
public final class SaveModeCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String mode :
                new String[] {"append", "overwrite", "ignore", "error", "errorifexists", "default", "other"}) {
            cases.query("twice-" + mode).table("t", "n INT", Cases.row(1)).of(inputs -> {
                inputs.table().write().json(inputs.path("out"));
                inputs.table().write().mode(mode).json(inputs.path("out"));
                return inputs.session().read().schema("n INT").json(inputs.path("out"));
            });
            cases.query("once-" + mode).table("t", "n INT", Cases.row(1)).of(inputs -> {
                inputs.table().write().mode(mode).json(inputs.path("out"));
                return inputs.session().read().schema("n INT").json(inputs.path("out"));
            });
        }
        cases.query("overwrite-what-is-read").table("t", "n INT", Cases.row(1)).of(inputs -> {
            inputs.table().write().json(inputs.path("out"));
            inputs.session()
                    .read()
                    .schema("n INT")
                    .json(inputs.path("out"))
                    .write()
                    .mode("overwrite")
                    .json(inputs.path("out"));
            return inputs.session().read().schema("n INT").json(inputs.path("out"));
        });
        cases.query("overwrite-partitions")
                .table("t", "n INT, p INT", Cases.row(1, 1), Cases.row(2, 2))
                .of(inputs -> {
                    inputs.table().write().partitionBy("p").json(inputs.path("out"));
                    inputs.table()
                            .filter(col("p").equalTo(1))
                            .write()
                            .mode("overwrite")
                            .partitionBy("p")
                            .json(inputs.path("out"));
                    return inputs.session().read().schema("n INT").json(inputs.path("out"));
                });
        cases.query("overwrite-a-file")
                .file("out", "x")
                .table("t", "n INT", Cases.row(1))
                .of(inputs -> {
                    inputs.table().write().mode("overwrite").json(inputs.path("out"));
                    return inputs.session().read().schema("n INT").json(inputs.path("out"));
                });
        cases.query("no-rows").table("t", "n INT").of(inputs -> {
            inputs.table().write().json(inputs.path("out"));
            return inputs.session().read().schema("n INT").json(inputs.path("out"));
        });
        for (String codec :
                new String[] {"none", "uncompressed", "gzip", "deflate", "bzip2", "snappy", "lz4", "zstd", "xz", "GZip"
                }) {
            cases.query("compressed-" + codec)
                    .table("t", "n INT, s STRING", Cases.row(1, "a"))
                    .of(inputs -> {
                        write(inputs, Map.of("compression", codec), "json");
                        return inputs.session().read().schema("n INT, s STRING").json(inputs.path("out"));
                    });
        }
        cases.query("compressed-by-codec")
                .table("t", "s STRING", Cases.row("a"))
                .of(inputs -> {
                    write(inputs, Map.of("codec", "gzip"), "csv");
                    return inputs.session()
                            .read()
                            .option("pathGlobFilter", "*.csv.gz")
                            .text(inputs.path("out"));
                });
        cases.query("compressed-text").table("t", "s STRING", Cases.row("a")).of(inputs -> {
            write(inputs, Map.of("compression", "deflate"), "text");
            return inputs.session()
                    .read()
                    .option("pathGlobFilter", "*.txt.deflate")
                    .text(inputs.path("out"));
        });
        cases.query("no-more-records-than")
                .table("t", "n INT", Cases.row(1), Cases.row(2), Cases.row(3))
                .of(inputs -> {
                    write(inputs, Map.of("maxRecordsPerFile", "1"), "csv");
                    DataFrame texts =
                            inputs.session().read().option("wholetext", true).text(inputs.path("out"));
                    return texts;
                });
    }

    private static void write(Inputs inputs, Map<String, String> options, String format) {
        inputs.table().write().format(format).options(options).save(inputs.path("out"));
    }
}
