package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.get_json_object;
import static dev.sluice.functions.json_array_length;
import static dev.sluice.functions.json_object_keys;
import static dev.sluice.functions.json_tuple;
import static dev.sluice.functions.lit;

import dev.sluice.Column;
import dev.sluice.Row;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Parts of JSON texts: paths of every kind, texts that are no JSON, and how Spark writes what it takes out. */
public final class JsonPartCases implements CaseGroup {
    private static final String[] DOCUMENTS = {
        "{\"a\":1,\"b\":\"x\",\"c\":[1,2,3],\"d\":{\"e\":\"f\"}}",
        "{\"a\":null,\"b\":\"q\\\"\\\\\\n\\u00e9/\",\"c\":[{\"d\":1},{\"d\":2},{\"e\":3}]}",
        "{\"c\":[[1,2],[3,[4]],[]],\"a\":{\"b\":[1.0,2e3,-0,-0.0,1e400]}}",
        "{\"a\":1,\"a\":2,\"c\":[null],\"b\":null,\"b\":3}",
        "{\"a b\":1,\"a.b\":2,\"c\":{\"*\":5}}",
        "[1,{\"a\":\"u\"},[\"v\",\"w\"],null,true]",
        "[{\"a\":[1,2]},{\"a\":[3]},{\"a\":[]}]",
        " { 'a' : 'single' , \"c\" : [ ] } ",
        "{\"a\":\"\t\"}",
        "{\"a\":1}x",
        "{\"a\":1",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":12345678901234567890123,\"c\":1.10}",
        "\"text\"",
        "12 ",
        "12x",
        "null",
        "true",
        "",
        " ",
        "x",
        null
    };

    private static final String[] PATHS = {
        "$",
        "$.a",
        "$.b",
        "$['a']",
        "$.c",
        "$.c[0]",
        "$.c[1]",
        "$.c[9]",
        "$.c[*]",
        "$.c[*].d",
        "$.c[*][*]",
        "$.c[0][1]",
        "$.c[1][*]",
        "$.d.e",
        "$.a.b[*]",
        "$.a.b",
        "$[0]",
        "$[1].a",
        "$[2][*]",
        "$[*]",
        "$[*].a",
        "$[*].a[*]",
        "$[*].a[0]",
        "$[*][*]",
        "$.a b",
        "$['a.b']",
        "$['a b']",
        "$.*",
        "$.c.*",
        "$['*']",
        "$. a",
        "$ .a",
        "$[ 0 ]"
    };

    private static final String[] NO_PATHS = {
        "", "a", "$.", "$a", "$..a", "$[", "$[a]", "$[-1]", "$['a", "$.a.", " $.a ", "."
    };

    @Override
    public void define(Cases cases) {
        for (int from = 0; from < PATHS.length; from += 11) {
            int first = from;
            ask(
                    cases,
                    "paths-" + (from / 11 + 1),
                    Stream.of(PATHS).skip(first).limit(11).map(JsonPartCases::at));
        }
        ask(cases, "no-paths", Stream.of(NO_PATHS).map(JsonPartCases::at));
        ask(
                cases,
                "paths-of-rows",
                Stream.of(
                        () -> call_function("get_json_object", col("j"), col("p")),
                        () -> call_function("get_json_object", col("j"), lit(null)),
                        () -> call_function("get_json_object", lit(null), lit("$.a"))));
        ask(
                cases,
                "lengths-and-names",
                Stream.of(
                        () -> json_array_length(col("j")),
                        () -> json_object_keys(col("j")),
                        () -> json_array_length(lit(null)),
                        () -> json_object_keys(lit(null))));
        ask(
                cases,
                "mistakes",
                Stream.of(
                        () -> get_json_object(lit(1), "$.a"),
                        () -> get_json_object(array(col("j")), "$.a"),
                        () -> json_array_length(lit(1)),
                        () -> json_object_keys(lit(1)),
                        () -> call_function("get_json_object", col("j")),
                        () -> call_function("json_array_length", col("j"), col("j"))));
        tuple(cases, "tuple", json_tuple(col("j"), "a", "b", "c", "nothing"));
        tuple(cases, "tuple-named", json_tuple(col("j"), "a", "a").as(new String[] {"one", "two"}));
        tuple(cases, "tuple-names-of-rows", call_function("json_tuple", col("j"), col("p")));
        tuple(cases, "tuple-without-names", call_function("json_tuple", col("j")));
        tuple(cases, "tuple-of-a-number", call_function("json_tuple", lit(1), lit("a")));
        tuple(cases, "tuple-by-a-number", call_function("json_tuple", col("j"), lit(1)));
        tuple(cases, "tuple-within", json_tuple(col("j"), "a").plus(1));
    }

    private static Supplier<Column> at(String path) {
        return () -> get_json_object(col("j"), path);
    }

    private static Row[] rows() {
        Row[] rows = new Row[DOCUMENTS.length];
        String[] paths = {"$.a", "$.c[*]", null, "b", "$"};
        for (int index = 0; index < rows.length; index++) {
            rows[index] = row(DOCUMENTS[index], paths[index % paths.length]);
        }
        return rows;
    }

    private static void tuple(Cases cases, String name, Column tuple) {
        cases.query(name)
                .table("t", "j STRING, p STRING", rows())
                .of(inputs -> inputs.table().select(tuple));
    }

    private static void ask(Cases cases, String name, Stream<Supplier<Column>> expressions) {
        ExpressionCase asked = cases.expressions(name).rows("j STRING, p STRING", rows());
        expressions.forEach(asked::of);
    }
}
