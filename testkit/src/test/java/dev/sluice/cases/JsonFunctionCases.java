package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_json;

import dev.sluice.Row;
import dev.sluice.types.StructType;

/** Structs out of JSON texts, and back. */
public final class JsonFunctionCases implements CaseGroup {
    private static final String ALL =
            "b BOOLEAN, i INT, l BIGINT, d DOUBLE, s STRING, day DATE, t TIMESTAMP, n STRUCT<x: INT, y: STRING>";

    @Override
    public void define(Cases cases) {
        read(
                cases,
                "objects",
                "{}",
                "{\"i\":1}",
                "{\"I\":1}",
                "{\"i\":1,\"i\":2}",
                "{\"unknown\":[1,{}]}",
                " {\"i\": 1 } ");
        read(cases, "no-objects", "", " ", "null", "1", "\"x\"", "true", "[]", "[{\"i\":1}]", "{\"i\":1", "{i:1}", "x");
        read(cases, "after-the-object", "{\"i\":1} ", "{\"i\":1}x", "{\"i\":1}{\"i\":2}", "{\"i\":1},");
        read(cases, "nulls", "{\"i\":null,\"s\":null,\"n\":null}", "{\"n\":{}}", "{\"n\":{\"x\":null}}");
        each(cases, "booleans", "b", "true", "false", "\"true\"", "1", "0", "null", "TRUE");
        each(
                cases,
                "ints",
                "i",
                "0",
                "-0",
                "1.0",
                "1.5",
                "1e2",
                "2147483647",
                "2147483648",
                "\"1\"",
                "true",
                "{}",
                "[1]",
                "01",
                "+1",
                "NaN");
        each(
                cases,
                "bigints",
                "l",
                "9223372036854775807",
                "9223372036854775808",
                "1.0",
                "\"5\"",
                "-9223372036854775808");
        each(
                cases,
                "doubles",
                "d",
                "0",
                "-0.0",
                "1",
                "1e400",
                "4.9e-324",
                "NaN",
                "\"NaN\"",
                "Infinity",
                "-Infinity",
                "\"Infinity\"",
                "\"-INF\"",
                "\"1.5\"",
                ".5",
                "5.",
                "123456789012345678901234567890",
                "true");
        each(
                cases,
                "texts",
                "s",
                "\"\"",
                "\"a\\\"b\"",
                "\"\\u00e9\\ud83d\\ude00\"",
                "\"\\n\\t\\/\"",
                "1",
                "true",
                "{\"a\":[1,2]}",
                "[1,{\"b\":null}]",
                "null",
                "'single'",
                "\"\\x\"",
                "\"tab\there\"");
        each(
                cases,
                "days",
                "day",
                "\"2024-02-29\"",
                "\"2023-02-29\"",
                "\"2024-2-9\"",
                "\"2024-02-29T12:00:00\"",
                "\"x\"",
                "0",
                "\"\"");
        each(
                cases,
                "times",
                "t",
                "\"2024-02-29T12:34:56.789Z\"",
                "\"2024-02-29 12:34:56\"",
                "\"2024-02-29\"",
                "\"2024-02-29T12:34:56+02:00\"",
                "\"x\"",
                "0",
                "1709210096",
                "1.5",
                "\"\"");
        each(cases, "structs", "n", "{\"x\":1,\"y\":2}", "{\"x\":\"a\"}", "1", "\"{}\"", "[]", "[{\"x\":1}]");
        each(
                cases,
                "other-values-as-texts",
                "s",
                "1.50",
                "1E5",
                "-0",
                "{\"a\": [1, 2.50]}",
                "[1,  {\"b\":null}]",
                "0.12345678901234567890",
                "{\"a\":\"\\u00e9\\/\"}");
        other(cases);
        write(cases);
    }

    private static void each(Cases cases, String name, String field, String... values) {
        String[] texts = new String[values.length];
        for (int index = 0; index < texts.length; index++) {
            texts[index] = "{\"" + field + "\":" + values[index] + ",\"y\":0}";
        }
        read(cases, name, texts);
    }

    private static Row[] rows(String... texts) {
        Row[] rows = new Row[texts.length + 1];
        for (int index = 0; index < texts.length; index++) {
            rows[index] = row(texts[index]);
        }
        rows[texts.length] = row((Object) null);
        return rows;
    }

    private static void read(Cases cases, String name, String... texts) {
        cases.expressions("read-" + name)
                .rows("v STRING", rows(texts))
                .of(() -> from_json(col("v"), StructType.fromDDL(ALL)));
    }

    private static void other(Cases cases) {
        cases.expressions("read-corrupt-records")
                .rows("v STRING", rows("{\"i\":1}", "{\"i\":\"x\"}", "nothing"))
                .of(() -> from_json(col("v"), StructType.fromDDL("i INT, _corrupt_record STRING")));
        cases.expressions("read-zone")
                .conf("spark.sql.session.timeZone", "America/Los_Angeles")
                .rows("v STRING", rows("{\"t\":\"2024-03-10 02:30:00\"}", "{\"t\":\"2024-02-29\"}"))
                .of(() -> from_json(col("v"), StructType.fromDDL("t TIMESTAMP")));
        cases.expressions("read-not-a-text")
                .rows("v INT", row(1))
                .of(() -> from_json(col("v"), StructType.fromDDL("i INT")));
        cases.expressions("read-wrong-schema")
                .rows("v STRING", row("{}"))
                .of(() -> from_json(col("v"), StructType.fromDDL("i NONSENSE")));
    }

    private static void write(Cases cases) {
        for (String type : Samples.TYPES) {
            cases.expressions("write-" + Samples.nameOf(type))
                    .rows("v " + type, Samples.of(type))
                    .of(() -> to_json(struct(col("v"), struct(col("v").as("w")).as("n"))));
        }
        cases.expressions("write-escapes")
                .rows("v STRING", row("\"\\/\b\f\n\r\t\u0001\u007f\u2028<>&'"))
                .of(() -> to_json(struct("v")));
        cases.expressions("write-zone")
                .conf("spark.sql.session.timeZone", "Asia/Kathmandu")
                .rows("v TIMESTAMP", Samples.of("TIMESTAMP"))
                .of(() -> to_json(struct("v")));
        cases.expressions("write-no-struct").rows("v INT", row(1)).of(() -> to_json(col("v")));
    }
}
