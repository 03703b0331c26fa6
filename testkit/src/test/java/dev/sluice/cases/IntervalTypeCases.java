package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_json;

import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;

/** Intervals as keys, in aggregates, files and shown. */
public final class IntervalTypeCases implements CaseGroup {
    private static final String ALL =
            "k INT, c INTERVAL DAY TO SECOND, h INTERVAL HOUR TO MINUTE, d INTERVAL DAY, y INTERVAL YEAR TO MONTH,"
                    + " m INTERVAL MONTH";
    private static final Row[] ROWS = {
        row(
                1,
                Duration.ofSeconds(90_061, 500_000_000),
                Duration.ofMinutes(61),
                Duration.ofDays(2),
                Period.ofMonths(14),
                Period.ofMonths(3)),
        row(
                2,
                Duration.ofSeconds(-1),
                Duration.ofMinutes(-61),
                Duration.ofDays(-2),
                Period.ofMonths(-1),
                Period.ofMonths(-30)),
        row(1, Duration.ofSeconds(90_061, 500_000_000), Duration.ZERO, Duration.ZERO, Period.ofMonths(14), Period.ZERO),
        row(3, null, null, null, null, null)
    };

    @Override
    public void define(Cases cases) {
        for (String key : List.of("c", "h", "d", "y", "m")) {
            cases.query("grouped-by-" + key)
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in")
                            .groupBy(col(key))
                            .agg(count(lit(1)), sum(col(key)), avg(col(key)), min(col(key)), max(col("y"))));
            cases.query("sorted-by-" + key)
                    .ordered()
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in").orderBy(col(key).desc(), col("k")));
        }
        cases.query("distinct")
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").select("c", "y").distinct());
        cases.query("shown").table("in", ALL, ROWS).shown(20, 0, false).of(inputs -> inputs.table("in"));
        cases.query("nested-shown")
                .table("in", ALL, ROWS)
                .shown(20, 0, false)
                .of(inputs -> inputs.table("in").select(struct("c", "m"), array("d"), map(col("k"), col("y"))));
        cases.expressions("texts")
                .rows(ALL, ROWS)
                .of(() -> struct("c", "h", "d", "y", "m").cast("string"))
                .of(() -> to_json(struct("c", "h", "d", "y", "m")))
                .of(() -> to_json(map(col("k"), col("c"))))
                .of(() -> to_json(map(lit(Duration.ofDays(1)), col("k"))))
                .of(() -> to_json(map(lit(Period.ofMonths(3)), col("k"))));
        cases.query("names-of-types")
                .of(inputs -> inputs.session()
                        .createDataFrame(
                                List.of(),
                                StructType.fromDDL("a INTERVAL DAY, b interval day to hour, c INTERVAL DAY TO MINUTE,"
                                        + " d INTERVAL HOUR TO SECOND, e INTERVAL MINUTE TO SECOND, f INTERVAL SECOND,"
                                        + " g INTERVAL YEAR, h INTERVAL MONTH, i ARRAY<INTERVAL YEAR TO MONTH>")));
        cases.query("unions")
                .table("a", "v INTERVAL DAY", row(Duration.ofDays(1)))
                .table("b", "v INTERVAL HOUR TO MINUTE", row(Duration.ofMinutes(61)))
                .of(inputs -> inputs.table("a").union(inputs.table("b")));
        files(cases);
        joins(cases);
        cases.stream("state-after-a-restart")
                .input("n INT, s STRING")
                .update(inputs -> inputs.table()
                        .select(
                                col("n").cast("INTERVAL DAY").as("d"),
                                col("n").cast("INTERVAL MONTH").as("m"),
                                col("s").cast("INTERVAL DAY TO SECOND").as("c"))
                        .groupBy("d", "m")
                        .agg(
                                sum(col("c")).as("sum"),
                                avg(col("c")).as("mean"),
                                max(col("c")).as("most")))
                .addRows("input", row(1, "1 00:00:01"), row(2, "0 00:00:00.5"), row(null, null))
                .restart()
                .addRows("input", row(1, "0 00:00:02"), row(null, "3 00:00:00"));
    }

    /** State of a join goes by intervals in its condition. */
    private static void joins(Cases cases) {
        Instant noon = Instant.parse("2024-02-29T12:00:00Z");
        cases.stream("joined-streams")
                .input("a", "k INT, t TIMESTAMP")
                .input("b", "l INT, u TIMESTAMP")
                .append(inputs -> inputs.table("a")
                        .withWatermark("t", "10 seconds")
                        .join(
                                inputs.table("b").withWatermark("u", "10 seconds"),
                                col("k").equalTo(col("l"))
                                        .and(col("t").geq(col("u").minus(lit(Duration.ofMinutes(1)))))
                                        .and(col("t").leq(col("u").plus(lit(Duration.ofMinutes(2)))))))
                .addRows(Map.of("a", List.of(row(1, noon)), "b", List.of(row(1, noon.plusSeconds(50)))))
                .addRows(Map.of(
                        "a", List.of(row(1, noon.plusSeconds(90)), row(2, noon.plusSeconds(600))),
                        "b", List.of(row(1, noon.plusSeconds(170)), row(2, noon.plusSeconds(600)))))
                .addRows(Map.of(
                        "a", List.of(row(2, noon.plusSeconds(601))),
                        "b", List.of(row(2, noon.plusSeconds(602)))));
    }

    private static void files(Cases cases) {
        for (String format : List.of("json", "csv")) {
            cases.query(format + "-written").table("in", ALL, ROWS).of(inputs -> {
                inputs.table("in").write().format(format).save(inputs.path("out"));
                return inputs.session().read().text(inputs.path("out"));
            });
        }
        cases.query("json-read")
                .file(
                        "in/a.json",
                        "{\"c\":\"INTERVAL '1 01:01:01.5' DAY TO SECOND\",\"y\":\"INTERVAL '1-2' YEAR TO MONTH\"}\n"
                                + "{\"c\":\"1 01:01:01.5\",\"y\":\"1-2\"}\n"
                                + "{\"c\":\"x\",\"y\":\"1\"}\n{\"c\":7,\"y\":7}\n{\"c\":null}\n")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("c INTERVAL DAY TO SECOND, y INTERVAL YEAR TO MONTH, _corrupt_record STRING")
                        .json(inputs.path("in")));
        cases.query("csv-read")
                .file(
                        "in/a.csv",
                        "INTERVAL '1 01:01:01.5' DAY TO SECOND,INTERVAL '1-2' YEAR TO MONTH\n"
                                + "1 01:01:01.5,1-2\nx,1\n7,7\n,\n")
                .of(inputs -> inputs.session()
                        .read()
                        .schema("c INTERVAL DAY TO SECOND, y INTERVAL YEAR TO MONTH, _corrupt_record STRING")
                        .csv(inputs.path("in")));
        cases.expressions("from-json")
                .rows("v STRING", row("{\"c\":\"1 01:01:01.5\"}"), row("{\"c\":\"x\"}"))
                .of(() -> from_json(col("v"), StructType.fromDDL("c INTERVAL DAY TO SECOND")));
    }
}
