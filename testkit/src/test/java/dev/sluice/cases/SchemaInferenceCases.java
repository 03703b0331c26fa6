package dev.sluice.cases;

import java.util.Map;

/** The schema that a reader finds by itself. */
public final class SchemaInferenceCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        csv(cases);
        json(cases);
        cases.query("text")
                .file("in/a.txt", "a\n")
                .of(inputs -> inputs.session().read().text(inputs.path("in")));
        cases.query("csv-no-files")
                .file("out/a", "")
                .of(inputs -> inputs.session().read().csv(inputs.path("out/x*")));
        cases.query("json-no-rows")
                .file("in/a.json", "")
                .of(inputs -> inputs.session().read().json(inputs.path("in")));
        cases.query("csv-no-rows")
                .file("in/a.csv", "")
                .of(inputs -> inputs.session().read().csv(inputs.path("in")));
        cases.query("csv-stream-without-schema")
                .file("in/a.csv", "1\n")
                .of(inputs -> inputs.session().readStream().csv(inputs.path("in")));
        cases.query("no-such-folder").of(inputs -> inputs.session().read().csv(inputs.path("missing")));
        cases.query("csv-of-two-files")
                .file("in/a.csv", "x,y\n1,a\n")
                .file("in/b.csv", "x,y\n2.5,b\n")
                .of(inputs -> inputs.session()
                        .read()
                        .option("header", true)
                        .option("inferSchema", true)
                        .csv(inputs.path("in")));
    }

    private static void csv(Cases cases, String name, Map<String, String> options, String text) {
        cases.query("csv-" + name)
                .file("in/a.csv", text)
                .of(inputs -> inputs.session().read().options(options).csv(inputs.path("in")));
    }

    private static void csv(Cases cases) {
        Map<String, String> infer = Map.of("inferSchema", "true");
        csv(cases, "texts", Map.of(), "a,1\nb,2\n");
        csv(cases, "header", Map.of("header", "true"), "a,b\nb,2\n");
        csv(cases, "header-with-blanks", Map.of("header", "true"), " a ,,b c\n1,2,3\n");
        csv(cases, "header-twice", Map.of("header", "true"), "a,A,a\n1,2,3\n");
        csv(cases, "header-alone", Map.of("header", "true", "inferSchema", "true"), "a,b\n");
        csv(cases, "whole-numbers", infer, "1,2147483648,-5\n2,1,\n");
        csv(cases, "reals", infer, "1.5,1,NaN\n2,1e3,Inf\n");
        csv(cases, "truth", infer, "true,TRUE,true\nfalse,,1\n");
        csv(cases, "dates", infer, "2024-02-29,2024-02-29\n2024-03-01,x\n");
        csv(cases, "times", infer, "2024-02-29T12:34:56Z,2024-02-29 12:34:56\n2024-02-29T12:34:56Z,\n");
        csv(cases, "dates-and-times", infer, "2024-02-29\n2024-02-29 12:34:56\n");
        csv(
                cases,
                "times-with-a-format",
                Map.of("inferSchema", "true", "timestampFormat", "dd/MM/yyyy HH:mm"),
                "29/02/2024 12:34,2024-02-29\n");
        csv(
                cases,
                "dates-with-a-format",
                Map.of("inferSchema", "true", "dateFormat", "dd/MM/yyyy"),
                "29/02/2024,2024-02-29\n");
        csv(cases, "dates-not-preferred", Map.of("inferSchema", "true", "preferDate", "false"), "2024-02-29\n");
        csv(cases, "nulls", infer, ",a,\n,,\n");
        csv(cases, "null-value", Map.of("inferSchema", "true", "nullValue", "-"), "-,1\n2,-\n");
        csv(cases, "mixture", infer, "1,1,true,2024-02-29\n1.5,x,1,1\n");
        csv(cases, "lengths", infer, "1\n2,3\n4,5,6\n");
        csv(cases, "lengths-longer-first", infer, "1,2,3\n4\n");
        csv(cases, "large-numbers", infer, "9223372036854775807\n1\n");
        csv(
                cases,
                "whole-numbers-beyond-64-bits",
                infer,
                "9223372036854775808,1,12345678901234567890,1e30,-99999999999999999999,12345678901234567890\n"
                        + "1,9223372036854775808,1.5,12345678901234567890123456789012345678,x,2024-02-29\n");
        csv(
                cases,
                "whole-numbers-of-many-digits",
                infer,
                "12345678901234567890123456789012345678,123456789012345678901234567890123456789,1,1.5\n"
                        + "1,1,-12345678901234567890123,12345678901234567890\n");
        csv(cases, "comments", Map.of("inferSchema", "true", "comment", "#"), "#a\n1\n#b\n");
        csv(cases, "quotes", infer, "\"1\",\"a\"\n\"2\",\"\"\n");
        csv(cases, "sampled", Map.of("inferSchema", "true", "samplingRatio", "1.0"), "1\n2\n");
        csv(cases, "separator-of-two", Map.of("inferSchema", "true", "sep", "||"), "1||a\n");
    }

    private static void json(Cases cases, String name, Map<String, String> options, String text) {
        cases.query("json-" + name)
                .file("in/a.json", text)
                .of(inputs -> inputs.session().read().options(options).json(inputs.path("in")));
    }

    private static void json(Cases cases) {
        json(cases, "scalars", Map.of(), "{\"b\":true,\"i\":1,\"d\":1.5,\"s\":\"x\",\"n\":null}\n");
        json(cases, "order-of-names", Map.of(), "{\"z\":1,\"a\":2,\"Z\":3,\"\u00e9\":4}\n{\"m\":5}\n");
        json(
                cases,
                "widened",
                Map.of(),
                "{\"a\":1,\"b\":1,\"c\":true,\"d\":null}\n{\"a\":1.5,\"b\":\"x\",\"c\":1,\"d\":2}\n");
        json(cases, "nested", Map.of(), "{\"u\":{\"b\":1}}\n{\"u\":{\"a\":\"x\"}}\n{\"u\":null}\n{\"v\":{}}\n");
        json(cases, "nested-and-scalar", Map.of(), "{\"u\":{\"b\":1}}\n{\"u\":7}\n");
        json(cases, "corrupt", Map.of(), "{\"a\":1}\nnothing\n");
        json(cases, "corrupt-dropped", Map.of("mode", "DROPMALFORMED"), "{\"a\":1}\nnothing\n");
        json(cases, "corrupt-fail-fast", Map.of("mode", "FAILFAST"), "{\"a\":1}\nnothing\n");
        json(cases, "corrupt-under-another-name", Map.of("columnNameOfCorruptRecord", "bad"), "{\"a\":1}\nnothing\n");
        json(cases, "all-corrupt", Map.of(), "nothing\n");
        json(
                cases,
                "primitives-as-string",
                Map.of("primitivesAsString", "true"),
                "{\"a\":1,\"b\":true,\"c\":{\"d\":1.5},\"n\":null}\n");
        json(
                cases,
                "drop-field-if-all-null",
                Map.of("dropFieldIfAllNull", "true"),
                "{\"a\":1,\"n\":null,\"u\":{},\"v\":{\"w\":null}}\n");
        json(cases, "texts-of-times", Map.of(), "{\"t\":\"2024-02-29T12:34:56Z\",\"day\":\"2024-02-29\"}\n");
        json(
                cases,
                "infer-timestamp",
                Map.of("inferTimestamp", "true"),
                "{\"t\":\"2024-02-29T12:34:56Z\",\"day\":\"2024-02-29\",\"s\":\"x\"}\n");
        json(
                cases,
                "infer-timestamp-mixed",
                Map.of("inferTimestamp", "true"),
                "{\"t\":\"2024-02-29T12:34:56Z\"}\n{\"t\":\"x\"}\n");
        json(cases, "numbers", Map.of(), "{\"a\":2147483648,\"b\":1e3,\"c\":NaN,\"d\":-0}\n");
        json(
                cases,
                "arrays",
                Map.of(),
                "{\"a\":[1,2],\"b\":[],\"c\":[null],\"d\":[{\"x\":1},{\"y\":\"z\"}],\"e\":[[1],[1.5]],\"f\":[1,\"x\"]}\n");
        json(
                cases,
                "arrays-widened",
                Map.of(),
                "{\"a\":[1,2],\"b\":[],\"c\":[1],\"d\":[1],\"e\":[{\"x\":1}],\"f\":null}\n"
                        + "{\"a\":[2.5],\"b\":[true],\"c\":7,\"d\":{\"x\":1},\"e\":[{\"y\":[]}],\"f\":[\"x\"]}\n");
        json(
                cases,
                "arrays-of-nothing-dropped",
                Map.of("dropFieldIfAllNull", "true"),
                "{\"a\":[],\"b\":[null],\"c\":[[]],\"d\":[{}],\"e\":1,\"f\":[{\"x\":[]}]}\n");
        json(cases, "arrays-of-empty-objects", Map.of(), "{\"a\":[{}],\"b\":[[{}]],\"c\":1}\n");
        json(cases, "arrays-in-arrays-on-a-line", Map.of(), "[[{\"a\":1}],[{\"b\":2}]]\n[]\n[1]\n{\"c\":[1]}\n");
        json(cases, "names-of-nothing", Map.of(), "{\"\":1,\"a\":{\"\":2},\"b\":3}\n");
        String numbers = "{\"a\":9223372036854775808,\"b\":1,\"c\":12345678901234567890123456789012345678,\"d\":1.5,"
                + "\"e\":0.00012,\"f\":123456789012345678901234567890123456789,\"g\":9223372036854775808}\n"
                + "{\"a\":1,\"b\":9223372036854775808,\"c\":0.5,\"d\":12.25,"
                + "\"e\":1,\"f\":1,\"g\":\"x\"}\n";
        json(cases, "whole-numbers-beyond-64-bits", Map.of(), numbers);
        json(cases, "decimals-preferred", Map.of("prefersDecimal", "true"), numbers);
        json(
                cases,
                "decimals-preferred-in-texts",
                Map.of("prefersDecimal", "true"),
                "{\"a\":\"1.50\",\"b\":\"1,234\",\"c\":\"0.00012\",\"d\":\"1e3\",\"e\":\"x\",\"f\":\"12\",\"g\":[\"1\",2.5]}\n");
        json(
                cases,
                "decimals-preferred-of-powers",
                Map.of("prefersDecimal", "true"),
                "{\"a\":1e3,\"b\":1e-3,\"c\":1.5e10}\n");
        json(
                cases,
                "decimals-preferred-of-small-powers",
                Map.of("prefersDecimal", "true"),
                "{\"b\":1e-3,\"c\":1.25e1,\"d\":0.0}\n");
        json(
                cases,
                "decimals-preferred-without-a-number",
                Map.of("prefersDecimal", "true"),
                "{\"a\":NaN,\"b\":1.5}\n{\"a\":2.5}\n");
        json(cases, "array-on-a-line", Map.of(), "[{\"a\":1},{\"b\":2}]\n");
        json(cases, "scalar-on-a-line", Map.of(), "7\n{\"a\":1}\n");
        json(cases, "empty-objects", Map.of(), "{}\n{}\n");
        json(cases, "empty-texts", Map.of(), "{\"a\":\"\",\"b\":1}\n{\"a\":1,\"b\":\"\"}\n");
        json(cases, "multi-line", Map.of("multiLine", "true"), "[{\"a\":1},\n{\"b\":\"x\"}]\n");
        json(cases, "blank-lines", Map.of(), "\n{\"a\":1}\n\n");
        json(cases, "names-twice", Map.of(), "{\"a\":1,\"a\":\"x\"}\n");
    }
}
