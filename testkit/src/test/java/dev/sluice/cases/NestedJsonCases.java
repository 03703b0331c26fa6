package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_json;

import dev.sluice.Row;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Arrays and maps in JSON, those that do not fit their type too. */
public final class NestedJsonCases implements CaseGroup {
    private static final String FIELDS =
            "a ARRAY<INT>, s ARRAY<STRUCT<x: INT, y: STRING>>, d ARRAY<DOUBLE>, t ARRAY<STRING>, n ARRAY<ARRAY<INT>>, "
                    + "m MAP<STRING, INT>, o MAP<STRING, STRUCT<x: INT>>, i INT";

    private static final String[] TEXTS = {
        "{\"a\":[1,2,3],\"d\":[1.5,2],\"t\":[\"x\",\"y\\u0041\"],\"i\":1}",
        "{\"a\":[],\"s\":[],\"n\":[[1],[],[2,3]],\"m\":{},\"i\":2}",
        "{\"a\":[1,null,3],\"t\":[null],\"n\":[null,[null]],\"m\":{\"k\":null},\"i\":3}",
        "{\"a\":[1,\"x\",3],\"i\":4}",
        "{\"a\":1,\"m\":[1],\"i\":5}",
        "{\"s\":[{\"x\":1,\"y\":\"a\"},{\"x\":\"bad\",\"y\":\"b\"},null,{}],\"i\":6}",
        "{\"s\":[{\"x\":1},5],\"i\":7}",
        "{\"m\":{\"a\":1,\"b\":2},\"o\":{\"p\":{\"x\":1},\"q\":{\"x\":\"bad\"},\"r\":null},\"i\":8}",
        "{\"m\":{\"a\":\"x\",\"b\":2},\"i\":9}",
        "{\"m\":{\"a\":1,\"a\":2},\"i\":10}",
        "{\"n\":[[1,\"x\"],[2]],\"i\":11}",
        "{\"t\":[1,{\"z\":[2]},[3],true],\"i\":12}",
        "{\"a\":[1,2,\"i\":13}",
        "{\"a\":[1,2],\"a\":[3],\"i\":14}",
        "{ \"a\" : [ 1 , 2 ] , \"m\" : { \"k\\n\" : 1 } , \"i\" : 15 }",
        "{\"a\":\"[1]\",\"i\":16}",
        "{\"a\":null,\"m\":null,\"i\":17}",
        "{\"a\":[1.0,2147483648],\"i\":18}"
    };

    @Override
    public void define(Cases cases) {
        cases.expressions("read-fields")
                .rows("v STRING", rows(TEXTS))
                .of(() -> from_json(col("v"), StructType.fromDDL(FIELDS)));
        cases.query("read-file")
                .file("in/one.json", String.join("\n", TEXTS) + "\n")
                .of(inputs -> inputs.session()
                        .read()
                        .schema(FIELDS + ", _corrupt_record STRING")
                        .json(inputs.path("in")));
        String[] values = {
            "[1,2]",
            "[]",
            "[1,\"x\"]",
            "null",
            "",
            "1",
            "{\"a\":1}",
            "[1",
            "{\"a\":\"x\"}",
            "[{\"x\":1},{\"x\":\"b\"}]",
            "{\"x\":1}",
            "{}",
            "[null]",
            " [3] ",
            "[1]x"
        };
        for (String type : List.of(
                "ARRAY<INT>",
                "ARRAY<STRUCT<x: INT>>",
                "MAP<STRING, INT>",
                "ARRAY<ARRAY<INT>>",
                "MAP<STRING, STRING>",
                "STRUCT<x: INT>")) {
            cases.expressions("read-"
                            + type.toLowerCase(java.util.Locale.ROOT)
                                    .replaceAll("[^a-z]+", "-")
                                    .replaceAll("-$", ""))
                    .rows("v STRING", rows(values))
                    .of(() -> from_json(col("v"), lit(type)));
        }
        cases.expressions("read-mistakes")
                .rows("v STRING", rows("{}"))
                .of(() -> from_json(col("v"), lit("MAP<INT, INT>")))
                .of(() -> from_json(col("v"), lit("m MAP<INT, INT>")))
                .of(() -> from_json(col("v"), lit("ARRAY<NONSENSE>")))
                .of(() -> from_json(col("v"), lit("ARRAY<INT")));
        write(cases);
    }

    private static void write(Cases cases) {
        cases.expressions("write")
                .rows(
                        "i INT, a ARRAY<INT>, m MAP<STRING, INT>, s ARRAY<STRUCT<x: INT, y: STRING>>",
                        row(1, Arrays.asList(1, null), Collections.singletonMap("k\"", null), List.of(row(1, "a"))),
                        row(2, List.of(), Map.of(), Arrays.asList(row(null, null), null)),
                        row(3, null, null, null))
                .of(() -> to_json(col("a")))
                .of(() -> to_json(col("m")))
                .of(() -> to_json(col("s")))
                .of(() -> to_json(struct(col("i"), col("a"), col("m"), col("s"))))
                .of(() -> to_json(array(col("a"))))
                .of(() -> to_json(map(lit(1), col("m"))))
                .of(() -> to_json(map(lit(true), col("i"))))
                .of(() -> to_json(map(lit(java.time.LocalDate.EPOCH), lit(1.5))))
                .of(() -> to_json(map(lit(1.5), lit(Double.NaN))))
                .of(() -> to_json(col("i")));
    }

    private static Row[] rows(String... texts) {
        return Arrays.stream(texts).map(text -> row(text)).toArray(Row[]::new);
    }
}
