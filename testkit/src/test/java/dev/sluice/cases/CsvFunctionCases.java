package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.from_csv;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.schema_of_csv;
import static dev.sluice.functions.schema_of_json;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_csv;
import static dev.sluice.functions.to_json;

import dev.sluice.Column;
import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Structs out of records of CSV, and back; the schemas of texts, and options of functions. */
public final class CsvFunctionCases implements CaseGroup {
    private static final String SCHEMA = "i INT, s STRING, d DOUBLE";
    private static final Map<String, String> NONE = Map.of();

    private static final Row[] TEXTS = {
        row("1,x,2.5"),
        row("1,\"a,b\",1e3"),
        row("1,\"a\"\"b\",NaN"),
        row(" 1 , y , 2 "),
        row("x,y,z"),
        row("1"),
        row("1,2,3,4"),
        row(",,"),
        row(",\"\","),
        row(""),
        row(" "),
        row("1,x,2\n3,y,4"),
        row("1,\"x\ny\",2"),
        row((String) null)
    };

    private static final String VALUES = "i INT, s STRING, d DOUBLE, t TIMESTAMP";

    private static final Map<String, Integer> NULL_VALUE = new HashMap<>();

    static {
        NULL_VALUE.put("k", null);
    }

    private static final Row[] ROWS = {
        row(1, "x", 2.5, Instant.parse("2026-01-02T03:04:05.678Z")),
        row(2, "a,b", 1e20, null),
        row(3, "a\"b", Double.NaN, null),
        row(4, " c ", null, null),
        row(5, "", null, null),
        row(null, null, null, null),
        row(6, "x\ny", -0.0, null)
    };

    @Override
    public void define(Cases cases) {
        ask(
                cases,
                "read",
                "c STRING",
                TEXTS,
                () -> from_csv(col("c"), lit(SCHEMA), NONE),
                () -> from_csv(col("c"), lit(SCHEMA), Map.of("mode", "PERMISSIVE")),
                () -> from_csv(col("c"), lit(SCHEMA), Map.of("sep", ";")),
                () -> from_csv(col("c"), lit(SCHEMA), Map.of("nullValue", "x")),
                () -> from_csv(col("c"), lit(SCHEMA), Map.of("header", "true")),
                () -> from_csv(col("c"), lit("s STRING, _corrupt_record STRING"), NONE),
                () -> from_csv(col("c"), lit("s STRING"), Map.of("ignoreLeadingWhiteSpace", "true")),
                () -> from_csv(col("c"), schema_of_csv("1,x,2.5"), NONE),
                () -> call_function("from_csv", lit(null), lit("i INT")));
        ask(
                cases,
                "read-types",
                "c STRING",
                new Row[] {row("true,2026-01-02,2026-01-02 03:04:05,1.25,7"), row("TRUE,2026-1-2,x,1e1,300")},
                () -> from_csv(col("c"), lit("b BOOLEAN, d DATE, t TIMESTAMP, m DECIMAL(5, 2), y TINYINT"), NONE));
        ask(
                cases,
                "write",
                VALUES,
                ROWS,
                () -> to_csv(struct(col("i"), col("s"), col("d"), col("t"))),
                () -> to_csv(struct(col("i"), col("s")), Map.of("sep", ";", "quoteAll", "true")),
                () -> to_csv(struct(col("i"), col("s")), Map.of("nullValue", "-")),
                () -> to_csv(struct(col("t")), Map.of("timestampFormat", "yyyy/MM/dd")),
                () -> to_csv(struct(col("s"))));
        ask(
                cases,
                "schemas-of-csv",
                VALUES,
                new Row[] {ROWS[0]},
                () -> schema_of_csv("1,x,2.5,true"),
                () -> schema_of_csv("2026-01-02,2026-01-02 03:04:05,99999999999,"),
                () -> schema_of_csv(lit("1;2"), Map.of("sep", ";")),
                () -> schema_of_csv("1,x\n2.5,y").as("lines"),
                () -> schema_of_csv(" "),
                () -> schema_of_csv(col("s")),
                () -> schema_of_csv(lit(null)));
        ask(cases, "schema-of-no-csv", VALUES, new Row[] {ROWS[0]}, () -> schema_of_csv(""));
        ask(
                cases,
                "modes",
                "c STRING",
                new Row[] {row("1,x"), row("y,x"), row("#1,x"), row("1;x\n2"), row(" 1,x")},
                () -> from_csv(col("c"), lit("i INT, s STRING"), Map.of("mode", "FAILFAST")),
                () -> from_csv(col("c"), lit("i INT, s STRING, _corrupt_record STRING"), Map.of("comment", "#")),
                () -> from_csv(
                        col("c"),
                        lit("i INT, bad STRING, s STRING"),
                        Map.of("columnNameOfCorruptRecord", "bad", "ignoreLeadingWhiteSpace", "true")),
                () -> from_csv(col("c"), lit("i INT, s STRING"), Map.of("multiLine", "true", "sep", ";")));
        ask(
                cases,
                "json-modes",
                "c STRING",
                new Row[] {row("{\"a\":1}"), row("{\"a\":\"x\"}"), row("{"), row("[1]"), row("[\"x\"]")},
                () -> from_json(col("c"), lit("a INT"), Map.of("mode", "FAILFAST")),
                () -> from_json(col("c"), lit("array<int>"), Map.of("mode", "FAILFAST")),
                () -> from_json(col("c"), lit("a INT, _corrupt_record STRING"), NONE));
        ask(
                cases,
                "write-nested",
                "n STRUCT<a: INT, b: STRING>, l ARRAY<DOUBLE>, m MAP<STRING, INT>, x BINARY",
                new Row[] {
                    row(row(1, "x,y"), List.of(1.0, 2.5), Map.of("k", 1), new byte[] {1, 'a'}),
                    row(row(null, ""), List.of(), Map.of(), new byte[0]),
                    row(row(1, null), Arrays.asList(null, 1.0, null), NULL_VALUE, null),
                    row(null, null, null, null)
                },
                () -> to_csv(struct(col("n"))),
                () -> to_csv(struct(col("l"))),
                () -> to_csv(struct(col("m"))),
                () -> to_csv(struct(col("x"))),
                () -> to_csv(struct(col("n"), col("l"), col("m")), Map.of("nullValue", "-", "sep", ";")),
                () -> to_csv(struct(array(col("n")), array(col("l")))));
        ask(
                cases,
                "schemas-of-json",
                VALUES,
                new Row[] {ROWS[0]},
                () -> schema_of_json("{\"a\":1,\"b\":[1.5,2],\"c\":{\"d\":null,\"e\":\"x\"}}"),
                () -> schema_of_json("[{\"a\":1},{\"b\":true}]"),
                () -> schema_of_json("[]"),
                () -> schema_of_json(""),
                () -> schema_of_json("{\"a\":null,\"b\":[],\"c\":[{}],\"d\":{}}"),
                () -> schema_of_json("[1,\"x\",2.5]"),
                () -> schema_of_json("{}"),
                () -> schema_of_json("[{}]"),
                () -> schema_of_json("1"),
                () -> schema_of_json("1.5"),
                () -> schema_of_json("null"),
                () -> schema_of_json("\"x\""),
                () -> schema_of_json("true"),
                () -> schema_of_json("99999999999999999999"),
                () -> schema_of_json(lit("{a:1}"), Map.of("allowUnquotedFieldNames", "true")),
                () -> schema_of_json(col("s")),
                () -> schema_of_json(lit(null)));
        ask(
                cases,
                "json-options",
                "c STRING",
                new Row[] {row("{\"t\":\"2026/01/02\",\"s\":null}"), row("{'s':'x'}")},
                () -> from_json(col("c"), StructType.fromDDL("t DATE, s STRING"), Map.of("dateFormat", "yyyy/MM/dd")),
                () -> from_json(col("c"), lit("s STRING"), Map.of("allowSingleQuotes", "false")),
                () -> from_json(col("c"), schema_of_json("{\"s\":\"x\"}"), NONE),
                () -> to_json(struct(lit(null).cast("INT").as("n"), col("c")), Map.of("ignoreNullFields", "false")));
        ask(
                cases,
                "mistakes",
                VALUES,
                new Row[] {ROWS[0]},
                () -> from_csv(col("i"), lit(SCHEMA), NONE),
                () -> to_csv(col("s")),
                () -> from_csv(col("s"), lit("ARRAY<INT>"), NONE),
                () -> from_csv(col("s"), col("s"), NONE),
                () -> from_csv(col("s"), lit(1), NONE),
                () -> call_function("from_csv", col("s"), lit("a INT"), lit("sep")),
                () -> call_function("from_csv", col("s")));
        ask(
                cases,
                "mode-that-leaves-out",
                VALUES,
                new Row[] {ROWS[0]},
                () -> from_csv(col("s"), lit("a INT"), Map.of("mode", "DROPMALFORMED")),
                () -> from_json(col("s"), lit("a INT"), Map.of("mode", "DROPMALFORMED")));
        ask(
                cases,
                "schema-of-no-json",
                VALUES,
                new Row[] {ROWS[0]},
                () -> schema_of_json("2026-01-02"),
                () -> schema_of_json("truex"),
                () -> schema_of_json("{\"a\""));
        ask(
                cases,
                "fields-within-fields",
                VALUES,
                new Row[] {ROWS[0]},
                () -> from_csv(col("s"), lit("a ARRAY<INT>"), NONE));
    }

    @SafeVarargs
    private static void ask(Cases cases, String name, String columns, Row[] rows, Supplier<Column>... expressions) {
        ExpressionCase asked = cases.expressions(name).rows(columns, rows);
        for (Supplier<Column> expression : expressions) {
            asked.of(expression);
        }
    }
}
