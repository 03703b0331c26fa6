package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;

import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** TIMESTAMP_NTZ as keys, in aggregates, windows, files and shown. */
public final class NtzCases implements CaseGroup {
    private static final String ALL = "k INT, n TIMESTAMP_NTZ";
    private static final String CORRUPT = "n TIMESTAMP_NTZ, k INT, _corrupt_record STRING";
    private static final String OPTION = "timestampNTZFormat";
    private static final LocalDateTime NOON = LocalDateTime.parse("2024-03-31T02:30:00");
    private static final Row[] ROWS = {
        row(1, NOON),
        row(2, NOON.plusNanos(123_456_000)),
        row(1, NOON),
        row(3, LocalDateTime.parse("0001-01-01T00:00:00")),
        row(4, LocalDateTime.parse("9999-12-31T23:59:59.999999")),
        row(5, null)
    };

    @Override
    public void define(Cases cases) {
        aggregates(cases, "ansi", "true");
        aggregates(cases, "plain", "false");
        cases.query("grouped")
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").groupBy("n").agg(count(lit(1)), min(col("n")), max(col("n"))));
        cases.query("sorted")
                .ordered()
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").orderBy(col("n").desc(), col("k")));
        cases.query("distinct")
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").distinct());
        cases.query("joined")
                .table("a", ALL, ROWS)
                .table("b", "k2 INT, n TIMESTAMP_NTZ", ROWS)
                .of(inputs -> inputs.table("a").join(inputs.table("b"), "n"));
        cases.query("shown")
                .conf("spark.sql.session.timeZone", "Asia/Tokyo")
                .table("in", ALL, ROWS)
                .shown(20, 20, false)
                .of(inputs -> inputs.table("in").select(col("n"), struct("n"), array("n"), lit(NOON)));
        cases.query("unions")
                .table("a", "v DATE", row(LocalDate.EPOCH))
                .table("b", "v TIMESTAMP_NTZ", row(NOON))
                .of(inputs -> inputs.table("a").union(inputs.table("b")));
        cases.query("names-of-types")
                .of(inputs -> inputs.session()
                        .createDataFrame(
                                List.of(),
                                StructType.fromDDL("a TIMESTAMP_NTZ, b timestamp_ltz, c ARRAY<TIMESTAMP_NTZ>")));
        cases.expressions("literals")
                .conf("spark.sql.session.timeZone", "Asia/Tokyo")
                .rows(ALL, ROWS)
                .of(() -> lit(NOON))
                .of(() -> lit(NOON.plusNanos(1_500)).equalTo(col("n")))
                .of(() -> col("n").isin(NOON, NOON.plusNanos(123_456_000)))
                .of(() -> col("n").geq("2024-03-31"))
                .of(() -> struct("n").cast("string"))
                .of(() -> map(col("k"), col("n")).cast("string"));
        windows(cases);
        streams(cases);
        files(cases);
    }

    private static void aggregates(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("aggregates-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v TIMESTAMP_NTZ", Samples.few("TIMESTAMP_NTZ"));
        for (String name : List.of(
                "min",
                "max",
                "sum",
                "avg",
                "count",
                "first",
                "last",
                "approx_count_distinct",
                "collect_list",
                "median",
                "stddev",
                "bit_and",
                "try_sum")) {
            one.of(() -> call_function(name, col("v")));
        }
        one.of(() -> call_function("percentile_approx", col("v"), lit(0.5)))
                .of(() -> call_function("max_by", col("v"), col("v")));
    }

    private static void windows(Cases cases) {
        for (String zone : List.of("UTC", "Europe/Berlin")) {
            String suffix = zone.equals("UTC") ? "utc" : "berlin";
            cases.query("windows-" + suffix)
                    .conf("spark.sql.session.timeZone", zone)
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in")
                            .groupBy(window(col("n"), "3 hours", "1 hour", "20 minutes"))
                            .agg(count(lit(1)))
                            .withColumn("t", window_time(col("window"))));
            cases.query("windows-of-windows-" + suffix)
                    .conf("spark.sql.session.timeZone", zone)
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in")
                            .groupBy(window(col("n"), "1 hour"))
                            .agg(count(lit(1)).as("c"))
                            .groupBy(window(col("window"), "1 day"))
                            .agg(max(col("c"))));
            cases.query("sessions-" + suffix)
                    .conf("spark.sql.session.timeZone", zone)
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in")
                            .groupBy(session_window(col("n"), "5 minutes"), col("k"))
                            .agg(count(lit(1))));
        }
        cases.query("window-column")
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").select(col("k"), window(col("n"), "1 day")));
    }

    private static void streams(Cases cases) {
        LocalDateTime later = NOON.plusMinutes(90);
        cases.stream("state-after-a-restart")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .input(ALL)
                .update(inputs -> inputs.table()
                        .groupBy("n")
                        .agg(
                                count(lit(1)).as("c"),
                                min(col("n")).as("least"),
                                max(col("k")).as("most")))
                .addRows("input", ROWS)
                .restart()
                .addRows("input", row(9, NOON), row(8, null), row(7, later));
        cases.stream("windows-of-a-stream")
                .conf("spark.sql.session.timeZone", "Europe/Berlin")
                .input(ALL)
                .update(inputs -> inputs.table()
                        .groupBy(window(col("n"), "1 hour", "30 minutes"))
                        .agg(count(lit(1)).as("c")))
                .addRows("input", row(1, NOON), row(2, later))
                .restart()
                .addRows("input", row(9, NOON), row(8, null), row(7, later));
        cases.stream("sessions-of-a-stream")
                .input(ALL)
                .complete(inputs -> inputs.table()
                        .groupBy(session_window(col("n"), "1 hour"), col("k"))
                        .agg(count(lit(1)).as("c")))
                .addRows("input", row(1, NOON), row(2, later))
                .restart()
                .addRows("input", row(1, NOON.plusMinutes(30)), row(8, null), row(1, later));
        cases.stream("distinct-of-a-stream")
                .input(ALL)
                .append(inputs -> inputs.table().dropDuplicates("n"))
                .addRows("input", row(1, NOON), row(2, later))
                .addRows("input", row(1, NOON), row(2, null));
        cases.query("watermark")
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").withWatermark("n", "1 minute"));
        cases.stream("watermark-of-a-stream")
                .input(ALL)
                .append(inputs -> inputs.table().withWatermark("n", "1 minute"))
                .addRows("input", row(1, NOON));
        cases.stream("watermark-beside")
                .input("t TIMESTAMP")
                .append(inputs -> inputs.table()
                        .withWatermark("t", "1 minute")
                        .groupBy(window(col("t").cast("timestamp_ntz"), "1 hour"))
                        .agg(count(lit(1)).as("c")))
                .add(Instant.parse("2024-03-31T02:30:00Z"));
    }

    private static void files(Cases cases) {
        String[] texts = {
            "2024-02-29",
            "2024-02-29 12:34:56",
            "2024-02-29T12:34:56.1234567",
            "2024-02-29T12:34:56Z",
            "2024-02-29 12:34:56+02:00",
            "2024-02-29 12:34:56 Europe/Berlin",
            "2024-02-30",
            "12:34:56",
            "1709210096",
            "29.02.2024 12:34",
            "x"
        };
        StringBuilder json = new StringBuilder("{\"n\":1709210096}\n{\"n\":1.5}\n{\"n\":null}\n{\"n\":\"\"}\n");
        StringBuilder csv = new StringBuilder(",1\n");
        for (String text : texts) {
            json.append("{\"n\":\"").append(text).append("\"}\n");
            csv.append(text).append(",2\n");
        }
        for (String format : List.of("", "dd.MM.yyyy HH:mm", "yyyy-MM-dd HH:mm:ss")) {
            String suffix = format.isEmpty() ? "" : format.startsWith("dd") ? "-german" : "-seconds";
            cases.query("json-read" + suffix)
                    .conf("spark.sql.session.timeZone", "Europe/Berlin")
                    .file("in/a.json", json.toString())
                    .of(inputs -> {
                        var reader = inputs.session().read().schema(CORRUPT);
                        return (format.isEmpty() ? reader : reader.option(OPTION, format)).json(inputs.path("in"));
                    });
            cases.query("csv-read" + suffix)
                    .conf("spark.sql.session.timeZone", "Europe/Berlin")
                    .file("in/a.csv", csv.toString())
                    .of(inputs -> {
                        var reader = inputs.session().read().schema(CORRUPT);
                        return (format.isEmpty() ? reader : reader.option(OPTION, format)).csv(inputs.path("in"));
                    });
            for (String kind : List.of("json", "csv")) {
                cases.query(kind + "-written" + suffix)
                        .conf("spark.sql.session.timeZone", "Europe/Berlin")
                        .table("in", ALL, ROWS)
                        .of(inputs -> {
                            var writer = inputs.table("in").write().format(kind);
                            (format.isEmpty() ? writer : writer.option(OPTION, format)).save(inputs.path("out"));
                            return inputs.session().read().text(inputs.path("out"));
                        });
            }
        }
        cases.expressions("as-json")
                .rows(ALL, ROWS)
                .of(() -> to_json(struct("n")))
                .of(() -> to_json(map(col("n").cast("string"), col("n"))))
                .of(() -> to_json(map(lit(NOON), col("k"))))
                .of(() -> to_json(array("n")));
        cases.expressions("from-json")
                .rows("v STRING", row("{\"n\":\"2024-03-31T02:30:00.5\"}"), row("{\"n\":\"2024-03-31T02:30:00Z\"}"))
                .of(() -> from_json(col("v"), StructType.fromDDL("n TIMESTAMP_NTZ")));
    }
}
