package dev.sluice.cases;

import java.util.Base64;
import java.util.Map;

/** Files of text, CSV and JSON. */
public final class ReaderCases implements CaseGroup {
    private static final String ALL = "b BOOLEAN, i INT, l BIGINT, d DOUBLE, s STRING, day DATE, t TIMESTAMP";
    private static final String WITH_CORRUPT = "i INT, s STRING, _corrupt_record STRING";

    /** Of {@code a,1}, of nothing, and of {@code b,2} and {@code c,3}. */
    private static final String SEVERAL_STREAMS =
            "QlpoOTFBWSZTWSC/kmwAAAHZAAAQAAQgACAAIAAhmmgzTTK8XckU4UJAgv5JsEJaaDkXckU4UJAAAAAAQlpoOTFBWSZTWX2lqFcAAANZAAAQAAQYABgAIAAhkxqDALcCF4u5IpwoSD7S1CuA";

    @Override
    public void define(Cases cases) {
        csv(cases);
        json(cases);
        cases.query("csv-bzip2-of-several-streams")
                .file("in/a.csv.bz2", Base64.getDecoder().decode(SEVERAL_STREAMS))
                .of(inputs -> inputs.session().read().schema("a STRING, b INT").csv(inputs.path("in")));
        cases.query("text-lines")
                .file("in/a.txt", "one\r\ntwo\n\n three \n\u00e9\ud83d\ude00\nlast")
                .of(inputs -> inputs.session().read().text(inputs.path("in")));
    }

    private static void csv(Cases cases, String name, String schema, Map<String, String> options, String text) {
        cases.query("csv-" + name)
                .file("in/a.csv", text)
                .of(inputs ->
                        inputs.session().read().schema(schema).options(options).csv(inputs.path("in")));
    }

    private static void csv(Cases cases) {
        csv(
                cases,
                "all-types",
                ALL,
                Map.of(),
                "true,1,2,1.5,x,2024-02-29,2024-02-29T12:34:56.789Z\n"
                        + "FALSE,-1,9223372036854775807,NaN,,2024-2-9,2024-02-29 12:34:56\n"
                        + "1,2147483648,1.0,Inf,\"\",2023-02-29,x\n"
                        + ",,,,,,\n"
                        + "t,+1, 2,-Inf,\" x \",2024-02-29T00:00,2024-02-29\n"
                        + "true,1e2,0x1,1e400,a b,20240229,24:00\n");
        csv(cases, "lengths", "a INT, b STRING", Map.of(), "1\n1,x\n1,x,y\n,\n\n \n");
        csv(cases, "header", "a INT, b STRING", Map.of("header", "true"), "a,b\n1,x\n");
        csv(cases, "header-other-names", "a INT, b STRING", Map.of("header", "true"), "x,y\n1,x\n");
        csv(
                cases,
                "header-by-name",
                "a INT, b STRING",
                Map.of("header", "true", "enforceSchema", "false"),
                "b,a\nx,1\n");
        csv(
                cases,
                "quotes",
                "a STRING, b STRING",
                Map.of(),
                "\"a,b\",\"c\"\n\"say \\\"hi\\\"\",x\n\"two \"\"quotes\"\"\",y\na\"b,c\n\"open,z\nplain,\"mixed\"tail\n");
        csv(cases, "other-marks", "a STRING, b STRING", Map.of("sep", ";", "quote", "'"), "'a;b';c\n\"x\";y\n");
        csv(cases, "tabs", "a STRING, b STRING", Map.of("sep", "\\t"), "a\tb\n a \t\n");
        csv(cases, "comments", "a STRING, b STRING", Map.of("comment", "#"), "#no,no\na,#b\n #c,d\n");
        csv(cases, "null-value", "a INT, b STRING", Map.of("nullValue", "NA"), "NA,NA\n1,\"NA\"\n,\n");
        csv(cases, "empty-value", "a STRING, b STRING", Map.of("emptyValue", "E"), "\"\",x\n,y\n");
        csv(
                cases,
                "blanks",
                "a INT, b STRING",
                Map.of("ignoreLeadingWhiteSpace", "true", "ignoreTrailingWhiteSpace", "true"),
                " 1 , x \n2,\" y \"\n");
        csv(cases, "permissive", WITH_CORRUPT, Map.of(), "1,a\nx,b\n2\n3,c,d\n");
        csv(cases, "drop-malformed", "i INT, s STRING", Map.of("mode", "DROPMALFORMED"), "1,a\nx,b\n2\n3,c,d\n");
        csv(cases, "fail-fast", "i INT, s STRING", Map.of("mode", "FAILFAST"), "1,a\nx,b\n");
        csv(
                cases,
                "formats",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "dd/MM/yyyy", "timestampFormat", "dd/MM/yyyy HH:mm"),
                "29/02/2024,29/02/2024 12:34\n2024-02-29,2024-02-29 12:34\n");
        csv(cases, "multi-line", "a STRING, b INT", Map.of("multiLine", "true"), "\"one\ntwo\",1\nthree,2\n");
        csv(cases, "one-column", "a STRING", Map.of(), "x\n\n\"\"\ny\n");
    }

    private static void json(Cases cases, String name, String schema, Map<String, String> options, String text) {
        cases.query("json-" + name)
                .file("in/a.json", text)
                .of(inputs ->
                        inputs.session().read().schema(schema).options(options).json(inputs.path("in")));
    }

    private static void json(Cases cases) {
        json(
                cases,
                "all-types",
                ALL,
                Map.of(),
                "{\"b\":true,\"i\":1,\"l\":2,\"d\":1.5,\"s\":\"x\",\"day\":\"2024-02-29\",\"t\":\"2024-02-29T12:34:56Z\"}\n"
                        + "{\"b\":\"true\",\"i\":\"1\",\"l\":1.0,\"d\":\"NaN\",\"s\":1,\"day\":1,\"t\":1}\n"
                        + "{\"b\":1,\"i\":1.5,\"l\":9223372036854775808,\"d\":1e400,\"s\":{\"a\":1},\"day\":\"x\",\"t\":\"x\"}\n"
                        + "{}\n\n  \n"
                        + "{\"S\":\"other case\"}\n");
        json(
                cases,
                "permissive",
                WITH_CORRUPT,
                Map.of(),
                "{\"i\":1,\"s\":\"a\"}\n{\"i\":\"x\",\"s\":\"b\"}\nnothing\n{\"i\":2\n");
        json(
                cases,
                "drop-malformed",
                "i INT, s STRING",
                Map.of("mode", "DROPMALFORMED"),
                "{\"i\":1,\"s\":\"a\"}\n{\"i\":\"x\",\"s\":\"b\"}\nnothing\n");
        json(cases, "fail-fast", "i INT, s STRING", Map.of("mode", "FAILFAST"), "{\"i\":1}\nnothing\n");
        json(cases, "leading-zeros", "i INT", Map.of("allowNumericLeadingZeros", "true"), "{\"i\":007}\n");
        json(cases, "unquoted-names", "i INT", Map.of("allowUnquotedFieldNames", "true"), "{i:7}\n");
        json(
                cases,
                "double-quotes-only",
                "s STRING",
                Map.of("allowSingleQuotes", "false"),
                "{'s':'x'}\n{\"s\":\"x\"}\n");
        json(
                cases,
                "formats",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "dd/MM/yyyy", "timestampFormat", "dd/MM/yyyy HH:mm"),
                "{\"day\":\"29/02/2024\",\"t\":\"29/02/2024 12:34\"}\n{\"day\":\"2024-02-29\",\"t\":\"2024-02-29 12:34\"}\n");
        json(cases, "multi-line", "i INT", Map.of("multiLine", "true"), "[\n{\"i\":1},\n{\n\"i\":2}\n]\n");
    }
}
