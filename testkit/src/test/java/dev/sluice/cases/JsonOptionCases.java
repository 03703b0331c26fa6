package dev.sluice.cases;

import dev.sluice.DataFrame;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each option of the JSON reader does, also to records that are not as they should be. */
public final class JsonOptionCases implements CaseGroup {
    private static final String CORRUPT = "i INT, s STRING, _corrupt_record STRING";

    @Override
    public void define(Cases cases) {
        leniencies(cases);
        lines(cases);
        malformed(cases);
        values(cases);
    }

    private static void json(Cases cases, String name, String schema, Map<String, String> options, String text) {
        json(cases, name, schema, options, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void json(Cases cases, String name, String schema, Map<String, String> options, byte[] text) {
        cases.query(name).file("in/a.json", text).of(inputs -> read(inputs, schema, options));
    }

    private static DataFrame read(Inputs inputs, String schema, Map<String, String> options) {
        return inputs.session().read().schema(schema).options(options).json(inputs.path("in"));
    }

    /** The same text with the option and without it. */
    private static void both(Cases cases, String name, String option, String text) {
        for (String value : new String[] {"true", "false"}) {
            json(cases, name + "-" + value, CORRUPT, Map.of(option, value), text);
        }
    }

    private static void leniencies(Cases cases) {
        both(
                cases,
                "comments",
                "allowComments",
                "{\"i\":1/*one*/,\"s\":/* text */\"a\"}\n/* before */{\"i\":2}\n{\"i\":3}// behind\n{\"i\":4,\"s\":\"/* no */\"}\n"
                        + "// alone\n{/**/}\n{\"i\":5,/\"s\":\"x\"}\n{\"i\":6 /* open\n{\"i\":7,\"u\":[1,/*x*/2]}\n#no\n{\"i\"/*k*/:8}\n");
        both(
                cases,
                "unquoted-names",
                "allowUnquotedFieldNames",
                "{i:1,s:\"a\"}\n{ i : 2 }\n{\"i\":3,$x:1}\n{1i:4}\n{i-j:5}\n{@i:6,i:7}\n{\u00e9:1,i:8}\n{i j:9}\n{u:{i:1},i:10}\n");
        both(
                cases,
                "single-quotes",
                "allowSingleQuotes",
                "{'i':1,'s':'a'}\n{\"i\":2,\"s\":'it\\'s'}\n{\"i\":3,\"s\":'\"'}\n{\"i\":4,\"s\":\"'\"}\n{\"i\":5,\"s\":\"\\'\"}\n");
        both(
                cases,
                "leading-zeros",
                "allowNumericLeadingZeros",
                "{\"i\":007}\n{\"i\":-05}\n{\"i\":00}\n{\"i\":1,\"s\":007}\n{\"u\":01.5,\"i\":2}\n{\"i\":0}\n");
        both(
                cases,
                "backslashes",
                "allowBackslashEscapingAnyCharacter",
                "{\"i\":1,\"s\":\"a\\zb\"}\n{\"i\":2,\"s\":\"\\$\\(\"}\n{\"i\":3,\"u\":\"\\q\"}\n{\"i\":4,\"s\":\"\\u12\"}\n{\"i\":5,\"\\s\":\"x\"}\n"
                        + "{\"i\":6,\"s\":'\\x'}\n");
        both(
                cases,
                "control-characters",
                "allowUnquotedControlChars",
                "{\"i\":1,\"s\":\"a\tb\"}\n{\"i\":2,\"s\":\"\u0001\"}\n{\"i\":3,\"u\":\"\t\"}\n{\"i\":4,\"s\u0002\":1}\n");
        for (String value : new String[] {"true", "false"}) {
            json(
                    cases,
                    "non-numeric-" + value,
                    "d DOUBLE, s STRING, _corrupt_record STRING",
                    Map.of("allowNonNumericNumbers", value),
                    "{\"d\":NaN}\n{\"d\":Infinity}\n{\"d\":-Infinity}\n{\"d\":+Infinity}\n{\"d\":INF}\n{\"d\":-INF}\n{\"d\":+INF}\n"
                            + "{\"d\":\"NaN\"}\n{\"d\":\"Infinity\"}\n{\"d\":\"-INF\"}\n{\"d\":\"1.5\"}\n{\"s\":NaN}\n{\"d\":nan}\n{\"d\":+1}\n{\"d\":.5}\n"
                            + "{\"d\":5.}\n");
        }
    }

    private static void lines(Cases cases) {
        json(cases, "line-separator", CORRUPT, Map.of("lineSep", ";"), "{\"i\":1};{\"i\":2\n,\"s\":\"b\"};x;{\"i\":3}");
        json(
                cases,
                "line-separator-long",
                CORRUPT,
                Map.of("lineSep", "<end>"),
                "{\"i\":1}<end>{\"i\":2}<en><end>{\"i\":3}");
        json(cases, "line-separator-carriage-return", CORRUPT, Map.of("lineSep", "\r"), "{\"i\":1}\r{\"i\":2}\r");
        json(cases, "line-separator-line-feed", CORRUPT, Map.of("lineSep", "\n"), "{\"i\":1}\r\n{\"i\":2}\n\r\n");
        json(cases, "line-separator-empty", CORRUPT, Map.of("lineSep", ""), "{\"i\":1}\n");
        json(cases, "carriage-returns", CORRUPT, Map.of(), "{\"i\":1}\r{\"i\":2}\r\n{\"i\":3\r}\n");
        json(cases, "multi-line-object", CORRUPT, Map.of("multiLine", "true"), "{\n\"i\":1,\n\"s\":\"a\"\n}\n");
        json(
                cases,
                "multi-line-array",
                CORRUPT,
                Map.of("multiLine", "true"),
                "[{\"i\":1},\n{\"i\":\"x\"},{\"i\":3}]\n");
        json(cases, "multi-line-several", CORRUPT, Map.of("multiLine", "true"), "{\"i\":1}\n{\"i\":2}\n");
        json(cases, "multi-line-broken", CORRUPT, Map.of("multiLine", "true"), "{\"i\":1,\n\"s\":\n");
        json(cases, "multi-line-broken-array", CORRUPT, Map.of("multiLine", "true"), "[{\"i\":1},\n{\"i\":2]\n");
        json(cases, "multi-line-nothing", CORRUPT, Map.of("multiLine", "true"), "\n");
        json(cases, "multi-line-scalar", CORRUPT, Map.of("multiLine", "true"), "7\n");
        json(
                cases,
                "multi-line-fail-fast",
                "i INT",
                Map.of("multiLine", "true", "mode", "FAILFAST"),
                "[{\"i\":1},\n{\"i\":\"x\"}]\n");
        json(
                cases,
                "multi-line-drop",
                "i INT",
                Map.of("multiLine", "true", "mode", "DROPMALFORMED"),
                "[{\"i\":1},\n{\"i\":\"x\"}]\n");
        encoding(cases, "iso-8859-1", StandardCharsets.ISO_8859_1, Map.of());
        encoding(cases, "utf-16le", StandardCharsets.UTF_16LE, Map.of("lineSep", "\n"));
        encoding(cases, "utf-16", StandardCharsets.UTF_16, Map.of("multiLine", "true"));
        encoding(cases, "utf-16-lines", StandardCharsets.UTF_16, Map.of());
        encoding(cases, "utf-32be", Charset.forName("UTF-32BE"), Map.of("multiLine", "true"));
        json(cases, "encoding-unknown", CORRUPT, Map.of("encoding", "no-such-code"), "{\"i\":1}\n");
        json(cases, "mark", CORRUPT, Map.of(), "\ufeff{\"i\":1}\n");
        json(cases, "nothing", CORRUPT, Map.of(), "");
    }

    private static void encoding(Cases cases, String name, Charset charset, Map<String, String> more) {
        Map<String, String> options = new TreeMap<>(more);
        options.put("encoding", charset.name());
        json(cases, "encoding-" + name, CORRUPT, options, "{\"i\":1,\"s\":\"\u00e9\"}\n".getBytes(charset));
    }

    private static void malformed(Cases cases) {
        String text =
                "{\"i\":1,\"s\":\"a\"}\n{\"i\":\"x\",\"s\":\"b\"}\n nothing\n{\"i\":2\n[{\"i\":3},{\"i\":\"y\"}]\n7\n\"t\"\nnull\n[]\n[1]\n{}\n";
        json(cases, "corrupt-in-the-middle", "i INT, _corrupt_record STRING, s STRING", Map.of(), text);
        json(
                cases,
                "corrupt-under-another-name",
                "bad STRING, i INT",
                Map.of("columnNameOfCorruptRecord", "bad"),
                text);
        json(cases, "corrupt-of-another-type", "i INT, _corrupt_record INT", Map.of(), "{\"i\":1}\n");
        json(cases, "permissive-without-column", "i INT, s STRING", Map.of(), text);
        json(cases, "drop-malformed", "i INT, s STRING", Map.of("mode", "DROPMALFORMED"), text);
        json(cases, "drop-malformed-with-column", CORRUPT, Map.of("mode", "dropMalformed"), text);
        json(cases, "fail-fast-type", "i INT", Map.of("mode", "FAILFAST"), "{\"i\":1}\n{\"i\":\"x\"}\n");
        json(cases, "fail-fast-syntax", "i INT", Map.of("mode", "FAILFAST"), "{\"i\":1}\n{\"i\":\n");
        json(cases, "fail-fast-scalar", "i INT", Map.of("mode", "FAILFAST"), "7\n");
        json(
                cases,
                "nested-mismatch",
                "u STRUCT<i: INT, s: STRING>, i INT, _corrupt_record STRING",
                Map.of(),
                "{\"u\":{\"i\":\"x\",\"s\":\"a\"},\"i\":1}\n{\"u\":7,\"i\":2}\n{\"u\":{\"i\":3},\"i\":3}\n{\"u\":\"\",\"i\":4}\n");
        json(
                cases,
                "duplicate-names",
                CORRUPT,
                Map.of(),
                "{\"i\":1,\"i\":2}\n{\"i\":1,\"i\":null}\n{\"i\":\"x\",\"i\":3}\n");
        cases.query("corrupt-alone")
                .file("in/a.json", text)
                .of(inputs ->
                        read(inputs, "i INT, _corrupt_record STRING", Map.of()).select("_corrupt_record"));
        for (String mode : new String[] {"PERMISSIVE", "DROPMALFORMED"}) {
            cases.query("one-column-" + mode.toLowerCase(Locale.ROOT))
                    .file("in/a.json", text)
                    .of(inputs -> read(inputs, "i INT, s STRING", Map.of("mode", mode))
                            .select("s"));
            cases.query("count-" + mode.toLowerCase(Locale.ROOT))
                    .file("in/a.json", text)
                    .of(inputs -> read(inputs, "i INT, s STRING", Map.of("mode", mode))
                            .groupBy()
                            .count());
        }
    }

    private static void values(Cases cases) {
        json(
                cases,
                "formats-of-times",
                "day DATE, t TIMESTAMP, _corrupt_record STRING",
                Map.of("dateFormat", "dd MMM yyyy", "timestampFormat", "yyyy/MM/dd HH:mm:ss XXX"),
                "{\"day\":\"29 Feb 2024\",\"t\":\"2024/02/29 12:34:56 +02:00\"}\n{\"day\":\"2024-02-29\"}\n{\"t\":\"2024-02-29 12:34:56\"}\n{\"t\":7}\n{\"day\":7}\n");
        json(
                cases,
                "locale",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "dd MMMM yyyy", "timestampFormat", "dd MMMM yyyy HH", "locale", "de-DE"),
                "{\"day\":\"01 M\u00e4rz 2024\",\"t\":\"01 M\u00e4rz 2024 07\"}\n");
        json(
                cases,
                "time-zone",
                "day DATE, t TIMESTAMP",
                Map.of("timeZone", "Europe/Vienna"),
                "{\"day\":\"2024-02-29\",\"t\":\"2024-02-29 12:34:56\"}\n");
        json(cases, "time-zone-unknown", "i INT", Map.of("timeZone", "Nowhere/Land"), "{\"i\":1}\n");
        json(
                cases,
                "primitives-as-string-with-schema",
                "i INT",
                Map.of(
                        "primitivesAsString",
                        "true",
                        "prefersDecimal",
                        "true",
                        "dropFieldIfAllNull",
                        "true",
                        "samplingRatio",
                        "0.5"),
                "{\"i\":1}\n");
        json(
                cases,
                "empty-texts",
                "i INT, d DOUBLE, b BOOLEAN, day DATE, t TIMESTAMP, s STRING, _corrupt_record STRING",
                Map.of(),
                "{\"i\":\"\"}\n{\"d\":\"\"}\n{\"b\":\"\"}\n{\"day\":\"\"}\n{\"t\":\"\"}\n{\"s\":\"\"}\n");
        json(
                cases,
                "numbers",
                "i INT, l BIGINT, d DOUBLE, s STRING, _corrupt_record STRING",
                Map.of(),
                "{\"i\":1.0}\n{\"l\":1e2}\n{\"d\":1}\n{\"d\":1e400}\n{\"i\":2147483648}\n{\"l\":\"5\"}\n{\"d\":true}\n{\"s\":true}\n{\"s\":[1, 2]}\n{\"s\":{\"a\" : 1}}\n{\"i\":null}\n{\"i\":-0}\n");
    }
}
