package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_json;

import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.util.List;

/** TINYINT, SMALLINT, FLOAT and BINARY as keys, in aggregates, in files and shown; functions of bytes. */
public final class NarrowTypeCases implements CaseGroup {
    private static final String ALL = "t TINYINT, s SMALLINT, f FLOAT, b BINARY";
    private static final Row[] ROWS = {
        row((byte) 1, (short) 300, 0.1f, new byte[] {1, 2}),
        row((byte) -128, (short) -32768, Float.NaN, new byte[0]),
        row((byte) 127, (short) 32767, -0.0f, new byte[] {(byte) 0xFF}),
        row((byte) 1, (short) 300, 0.0f, new byte[] {1, 2}),
        row(null, null, null, null)
    };

    @Override
    public void define(Cases cases) {
        for (String type : Samples.NARROW) {
            aggregates(cases, type, "ansi", "true");
            aggregates(cases, type, "plain", "false");
        }
        for (String key : List.of("t", "s", "f", "b")) {
            cases.query("grouped-by-" + key)
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in")
                            .groupBy(col(key))
                            .agg(count(lit(1)), min(col("t")), max(col("f")), min(col("b"))));
            cases.query("sorted-by-" + key)
                    .ordered()
                    .table("in", ALL, ROWS)
                    .of(inputs -> inputs.table("in").orderBy(col(key).desc(), col("s")));
        }
        cases.query("distinct")
                .table("in", ALL, ROWS)
                .of(inputs -> inputs.table("in").distinct());
        cases.query("shown").table("in", ALL, ROWS).shown(20, 20, false).of(inputs -> inputs.table("in"));
        cases.query("structs-shown")
                .table("in", ALL, ROWS)
                .shown(20, 0, false)
                .of(inputs -> inputs.table("in").select(struct("t", "s", "f", "b")));
        cases.expressions("structs-as-texts")
                .rows(ALL, ROWS)
                .of(() -> struct("t", "s", "f").cast("string"))
                .of(() -> to_json(struct("t", "s", "f", "b")));
        files(cases);
        bytes(cases);
        cases.stream("state-after-a-restart")
                .input("n INT, d DOUBLE, v STRING")
                .update(inputs -> inputs.table()
                        .select(
                                col("n").cast("tinyint").as("t"),
                                col("d").cast("float").as("f"),
                                col("v").cast("binary").as("b"))
                        .groupBy("t", "f", "b")
                        .agg(
                                sum(col("t")).as("sum"),
                                min(col("f")).as("least"),
                                max(col("b")).as("greatest"),
                                avg(col("f")).as("mean")))
                .addRows("input", row(1, 0.1, "x"), row(null, null, null), row(-128, -0.0, "\u00e9"))
                .restart()
                .addRows("input", row(1, 0.1, "x"), row(-128, 0.0, "\u00e9"), row(null, null, null), row(2, 0.1, "y"));
        cases.query("unions")
                .table("a", "v TINYINT", row((byte) 1))
                .table("b", "v FLOAT", row(0.1f))
                .of(inputs -> inputs.table("a").union(inputs.table("b")));
        cases.query("names-of-types")
                .of(inputs -> inputs.session()
                        .createDataFrame(
                                List.of(),
                                StructType.fromDDL(
                                        "a BYTE, b tinyint, c SHORT, d smallint, e REAL, f float, g BINARY")));
    }

    private static void aggregates(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("aggregates-of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.few(type))
                .of(() -> sum(col("v")))
                .of(() -> avg(col("v")))
                .of(() -> min(col("v")))
                .of(() -> max(col("v")))
                .of(() -> count(col("v")));
        for (String name : List.of("stddev", "bit_and", "bit_xor", "first", "last", "kurtosis")) {
            one.of(() -> call_function(name, col("v")));
        }
        one.of(() -> call_function("max_by", col("v"), col("v")));
    }

    private static void files(Cases cases) {
        String json = "{\"t\":1,\"s\":300,\"f\":0.1,\"b\":\"AQI=\"}\n"
                + "{\"t\":128,\"s\":32768,\"f\":1e39,\"b\":\"x\"}\n"
                + "{\"t\":255,\"s\":-32768,\"f\":\"NaN\",\"b\":\"\"}\n"
                + "{\"t\":256,\"s\":40000,\"f\":3.4028235e38,\"b\":1}\n"
                + "{\"t\":-128,\"s\":1.0,\"f\":16777217,\"b\":null}\n"
                + "{\"t\":-129,\"s\":\"1\",\"f\":\"1.5\",\"b\":\"AQI\"}\n"
                + "{\"t\":\"1\",\"s\":99999,\"f\":-Infinity,\"b\":\"/+8=\"}\n";
        cases.query("json-read")
                .file("in/a.json", json)
                .of(inputs -> inputs.session()
                        .read()
                        .schema(ALL + ", _corrupt_record STRING")
                        .json(inputs.path("in")));
        String csv = "1,300,0.1\n128,32768,1e39\n-128,-32768,NaN\n-129,x,Inf\n1.0,+7,16777217\n";
        cases.query("csv-read")
                .file("in/a.csv", csv)
                .of(inputs -> inputs.session()
                        .read()
                        .schema("t TINYINT, s SMALLINT, f FLOAT, _corrupt_record STRING")
                        .csv(inputs.path("in")));
        cases.query("csv-read-bytes")
                .file("in/a.csv", "ab,1\n,2\n\"\",3\n")
                .of(inputs -> inputs.session().read().schema("b BINARY, n INT").csv(inputs.path("in")));
        // A little more than half way to the next float, and no more as a double.
        String half = "1.0000000596046447754";
        cases.query("json-floats-between")
                .file(
                        "in/a.json",
                        "{\"f\":" + half + "}\n{\"f\":-" + half + "}\n{\"f\":9007199791611905}\n{\"f\":1e-46}\n")
                .of(inputs -> inputs.session().read().schema("f FLOAT").json(inputs.path("in")));
        cases.query("csv-floats-between")
                .file("in/a.csv", half + "\n-" + half + "\n9007199791611905\n1e-46\n")
                .of(inputs -> inputs.session().read().schema("f FLOAT").csv(inputs.path("in")));
        cases.expressions("from-json-floats-between")
                .rows("v STRING", row("{\"f\":" + half + "}"))
                .of(() -> from_json(col("v"), StructType.fromDDL("f FLOAT")))
                .of(() -> lit(half).cast("float"));
        for (String format : List.of("json", "csv")) {
            cases.query(format + "-written").table("in", ALL, ROWS).of(inputs -> {
                inputs.table("in").write().format(format).save(inputs.path("out"));
                return inputs.session().read().text(inputs.path("out"));
            });
        }
        cases.expressions("from-json")
                .rows(
                        "v STRING",
                        row("{\"t\":1,\"s\":300,\"f\":0.1,\"b\":\"AQI=\"}"),
                        row("{\"t\":300,\"s\":-1,\"f\":7}"),
                        row("{\"b\":\"?\",\"s\":5}"))
                .of(() -> from_json(col("v"), StructType.fromDDL(ALL)));
    }

    private static void bytes(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            cases.expressions("bytes-" + ansi)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("b BINARY", Samples.of("BINARY"))
                    .of(() -> call_function("base64", col("b")))
                    .of(() -> call_function("octet_length", col("b")))
                    .of(() -> call_function("bit_length", col("b")))
                    .of(() -> call_function("substring", col("b"), lit(2), lit(1)))
                    .of(() -> call_function("substring", col("b"), lit(-2)))
                    .of(() -> call_function("md5", col("b")))
                    .of(() -> call_function("sha1", col("b")))
                    .of(() -> call_function("sha2", col("b"), lit(256)))
                    .of(() -> call_function("crc32", col("b")))
                    .of(() -> call_function("upper", col("b")))
                    .of(() -> call_function("decode", col("b"), lit("iso-8859-1")))
                    .of(() -> call_function("decode", col("b"), lit("utf-8")))
                    .of(() -> col("b").equalTo("x"))
                    .of(() -> col("b").lt(col("b")));
            cases.expressions("texts-of-bytes-" + ansi)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows(
                            "v STRING",
                            row(""),
                            row("abc"),
                            row("YWJj"),
                            row("YWI="),
                            row("a"),
                            row("Y W\nJj"),
                            row("616g"),
                            row("fF0"),
                            row("\u00e9"),
                            row((Object) null))
                    .of(() -> call_function("base64", col("v")))
                    .of(() -> call_function("unbase64", col("v")))
                    .of(() -> call_function("unhex", col("v")))
                    .of(() -> call_function("hex", call_function("unhex", col("v"))))
                    .of(() -> call_function("encode", col("v"), lit("utf-8")))
                    .of(() -> call_function("encode", col("v"), lit("UTF-16")))
                    .of(() -> call_function("encode", col("v"), lit("us-ascii")))
                    .of(() -> call_function("encode", col("v"), lit("windows-1252")))
                    .of(() -> call_function("decode", col("v"), lit("utf-16be")))
                    .of(() -> call_function("to_binary", col("v")))
                    .of(() -> call_function("to_binary", col("v"), lit("utf-8")))
                    .of(() -> call_function("to_binary", col("v"), lit("base64")))
                    .of(() -> call_function("try_to_binary", col("v"), lit("base64")))
                    .of(() -> call_function("try_to_binary", col("v"), lit("HEX")))
                    .of(() -> call_function("to_binary", col("v"), lit("x")));
        }
    }
}
