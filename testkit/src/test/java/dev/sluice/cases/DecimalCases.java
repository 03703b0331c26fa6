package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.bround;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.negative;
import static dev.sluice.functions.round;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.when;

import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.util.List;

/** DECIMAL of few and of many digits: casts, arithmetic, aggregates, keys, files. */
public final class DecimalCases implements CaseGroup {
    private static final List<String> DECIMALS =
            List.of("DECIMAL(5,2)", "DECIMAL(18,0)", "DECIMAL(38,10)", "DECIMAL(20,20)");
    private static final List<String> OTHERS = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "STRING",
            "BINARY",
            "DATE",
            "TIMESTAMP");

    @Override
    public void define(Cases cases) {
        cases.expressions("negative-of-the-largest")
                .rows("v DECIMAL(38,18)", row(new BigDecimal("99999999999999999999.999999999999999999")))
                .of(() -> negative(col("v")));
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "ansi" : "plain";
            for (String decimal : DECIMALS) {
                for (String other : OTHERS) {
                    cast(cases, decimal, other, suffix, ansi);
                    cast(cases, other, decimal, suffix, ansi);
                }
                for (String other : DECIMALS) {
                    cast(cases, decimal, other, suffix, ansi);
                    pair(cases, decimal, other, suffix, ansi);
                }
                for (String other : List.of("TINYINT", "BIGINT", "FLOAT", "DOUBLE", "STRING", "BOOLEAN")) {
                    pair(cases, decimal, other, suffix, ansi);
                }
                alone(cases, decimal, suffix, ansi);
            }
            pair(cases, "INT", "DECIMAL(5,2)", suffix, ansi);
            pair(cases, "STRING", "DECIMAL(5,2)", suffix, ansi);
            literals(cases, suffix, ansi);
            aggregates(cases, suffix, ansi);
        }
        rows(cases);
        files(cases);
    }

    private static void cast(Cases cases, String from, String to, String suffix, String ansi) {
        String name = "cast-" + Samples.nameOf(from) + "-to-" + Samples.nameOf(to) + "-" + suffix;
        OperatorRuns.cast(cases, name, from, to, ansi);
    }

    private static void pair(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase one = cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.fewPairs(left, right));
        OperatorRuns.arithmetic(one);
        OperatorRuns.comparisons(one);
    }

    private static void alone(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("alone-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type));
        OperatorRuns.signsAndWholes(one)
                .of(() -> round(col("v"), 1))
                .of(() -> round(col("v"), 30))
                .of(() -> round(col("v"), -1))
                .of(() -> bround(col("v"), 1))
                .of(() -> bround(col("v"), -3))
                .of(() -> call_function("signum", col("v")))
                .of(() -> call_function("sqrt", col("v")))
                .of(() -> call_function("hash", col("v")))
                .of(() -> call_function("xxhash64", col("v")))
                .of(() -> call_function("format_number", col("v"), lit(3)))
                .of(() -> call_function("isnan", col("v")))
                .of(() -> call_function("timestamp_seconds", col("v")))
                .of(() -> call_function("bit_count", col("v")))
                .of(() -> call_function("hex", col("v")))
                .of(() -> call_function("concat", col("v"), lit("x")))
                .of(() -> struct(col("v")).cast("string"))
                .of(() -> to_json(struct(col("v"))));
    }

    private static void literals(Cases cases, String suffix, String ansi) {
        cases.expressions("literals-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("d DECIMAL(10,2), i INT", row(new BigDecimal("12.34"), 7), row(null, null))
                .of(() -> lit(new BigDecimal("1.50")))
                .of(() -> lit(new BigDecimal("1E+3")))
                .of(() -> lit(new BigDecimal("0.001")))
                .of(() -> col("d").plus(1))
                .of(() -> col("d").plus(100L))
                .of(() -> col("d").multiply(lit(3)))
                .of(() -> lit(1).divide(col("d")))
                .of(() -> col("d").plus(1.5))
                .of(() -> col("d").plus("1"))
                .of(() -> col("i").plus(lit(new BigDecimal("0.5"))))
                .of(() -> col("d").equalTo("12.34"))
                .of(() -> col("d").gt(12))
                .of(() -> col("d").isin(12, new BigDecimal("12.34")))
                .of(() -> when(col("i").gt(1), col("d")).otherwise(1))
                .of(() -> when(col("i").gt(1), col("d")).otherwise("x"))
                .of(() -> coalesce(col("d"), lit(0.5)))
                .of(() -> col("d").plus(lit(null)))
                .of(() -> col("d").divide(lit(0)))
                .of(() -> col("d").mod(lit(0)));
        cases.expressions("without-loss-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .conf("spark.sql.decimalOperations.allowPrecisionLoss", "false")
                .rows(
                        "a DECIMAL(38,10), b DECIMAL(30,20)",
                        row(new BigDecimal("12.34"), new BigDecimal("0.00000000000000000003")),
                        row(new BigDecimal("1234567890123456789012345678"), new BigDecimal("7")))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("a").multiply(col("b")))
                .of(() -> col("a").divide(col("b")))
                .of(() -> col("a").mod(col("b")));
    }

    private static void aggregates(Cases cases, String suffix, String ansi) {
        for (String type : List.of("DECIMAL(38,10)", "DECIMAL(20,20)")) {
            ExpressionCase one = cases.expressions("aggregates-of-" + Samples.nameOf(type) + "-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("v " + type, Samples.few(type))
                    .of(() -> sum(col("v")))
                    .of(() -> avg(col("v")))
                    .of(() -> min(col("v")))
                    .of(() -> max(col("v")))
                    .of(() -> count(col("v")));
            for (String name : List.of("stddev", "bit_and", "first", "skewness")) {
                one.of(() -> call_function(name, col("v")));
            }
            one.of(() -> call_function("max_by", col("v"), col("v")));
        }
        BigDecimal nines = new BigDecimal("9".repeat(38));
        cases.expressions("sums-beyond-all-digits-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v DECIMAL(38,0)", row(nines), row(nines), row(BigDecimal.ONE))
                .of(() -> sum(col("v")))
                .of(() -> avg(col("v")));
    }

    private static void rows(Cases cases) {
        String schema = "k DECIMAL(5,2), w DECIMAL(38,10), n INT";
        Row[] rows = {
            row(new BigDecimal("1.10"), new BigDecimal("-5.5"), 1),
            row(new BigDecimal("1.1"), new BigDecimal("-5.50"), 2),
            row(new BigDecimal("-999.99"), new BigDecimal("9999999999999999999999999999.9999999999"), 3),
            row(new BigDecimal("-999.99"), new BigDecimal("-9999999999999999999999999999"), 4),
            row(null, null, 5),
            row(null, new BigDecimal("0"), 6)
        };
        for (String key : List.of("k", "w")) {
            cases.query("grouped-by-" + key)
                    .table("in", schema, rows)
                    .of(inputs -> inputs.table("in")
                            .groupBy(key)
                            .agg(sum(col("w")), avg(col("k")), min(col("w")), max(col("k")), sum(col("n"))));
            cases.query("sorted-by-" + key)
                    .ordered()
                    .table("in", schema, rows)
                    .of(inputs -> inputs.table("in").orderBy(col(key), col("n")));
        }
        cases.query("distinct")
                .table("in", schema, rows)
                .of(inputs -> inputs.table("in").select("k", "w").distinct());
        cases.query("shown").table("in", schema, rows).shown(20, 0, false).of(inputs -> inputs.table("in"));
        cases.query("unions")
                .table("a", "v DECIMAL(5,2)", row(new BigDecimal("1.25")))
                .table("b", "v DECIMAL(20,5)", row(new BigDecimal("2.5")))
                .of(inputs -> inputs.table("a").union(inputs.table("b")));
        cases.query("union-with-int")
                .table("a", "v DECIMAL(5,2)", row(new BigDecimal("1.25")))
                .table("b", "v INT", row(7))
                .of(inputs -> inputs.table("a").union(inputs.table("b")));
        cases.stream("state-after-a-restart")
                .input("k DECIMAL(5,2), w DECIMAL(38,10)")
                .update(inputs -> inputs.table()
                        .groupBy("k")
                        .agg(
                                sum(col("w")).as("sum"),
                                avg(col("w")).as("mean"),
                                max(col("w")).as("greatest"),
                                sum(col("k")).as("narrow")))
                .addRows("input", rows(rows, 0, 4))
                .restart()
                .addRows("input", rows(rows, 2, 6));
        for (String type :
                List.of("DECIMAL", "DEC(7)", "NUMERIC(7, 3)", "DECIMAL(39,2)", "DECIMAL(2,3)", "DECIMAL(0,0)")) {
            cases.query("type-" + Samples.nameOf(type))
                    .of(inputs -> inputs.session().createDataFrame(List.of(), StructType.fromDDL("v " + type)));
        }
    }

    private static Row[] rows(Row[] rows, int from, int to) {
        Row[] some = new Row[to - from];
        for (int index = from; index < to; index++) {
            some[index - from] = row(rows[index].get(0), rows[index].get(1));
        }
        return some;
    }

    private static void files(Cases cases) {
        String schema = "a DECIMAL(5,2), b DECIMAL(38,10)";
        String json = "{\"a\":1.5,\"b\":1e3}\n"
                + "{\"a\":999.994,\"b\":12345678901234567890123456789}\n"
                + "{\"a\":999.995,\"b\":\"1,234.5\"}\n"
                + "{\"a\":\"7\",\"b\":0.00000000001}\n"
                + "{\"a\":true,\"b\":-0}\n"
                + "{\"a\":\"x\",\"b\":1e-400}\n";
        cases.query("json-read")
                .file("in/a.json", json)
                .of(inputs -> inputs.session()
                        .read()
                        .schema(schema + ", _corrupt_record STRING")
                        .json(inputs.path("in")));
        String csv = "1.5,1e3\n999.994,1234567890123456789012345678901\n999.995,2\n\"1,0\",0.00000000001\nx,-0\n,\n";
        cases.query("csv-read")
                .file("in/a.csv", csv)
                .of(inputs -> inputs.session()
                        .read()
                        .schema(schema + ", _corrupt_record STRING")
                        .csv(inputs.path("in")));
        for (String format : List.of("json", "csv")) {
            cases.query(format + "-written")
                    .table(
                            "in",
                            schema + ", c DECIMAL(20,20)",
                            row(new BigDecimal("1.5"), new BigDecimal("1e3"), new BigDecimal("0")),
                            row(
                                    new BigDecimal("-0.01"),
                                    new BigDecimal("0.0000000001"),
                                    new BigDecimal("0.00000000000000000001")),
                            row(null, null, new BigDecimal("-0.5")))
                    .of(inputs -> {
                        inputs.table("in").write().format(format).save(inputs.path("out"));
                        return inputs.session().read().text(inputs.path("out"));
                    });
        }
        cases.expressions("from-json")
                .rows("v STRING", row("{\"a\":1.239,\"b\":5}"), row("{\"a\":12345,\"b\":5}"))
                .of(() -> from_json(col("v"), StructType.fromDDL(schema)));
    }
}
