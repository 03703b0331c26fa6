package dev.sluice.cases;

import static dev.sluice.functions.col;

import dev.sluice.DataFrame;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What each option of the CSV reader does, also to records that are not as they should be. */
public final class CsvOptionCases implements CaseGroup {
    private static final String TWO = "a STRING, b STRING";
    private static final String MANY = "b BOOLEAN, i INT, l BIGINT, d DOUBLE, day DATE, t TIMESTAMP";
    private static final String UNESCAPED =
            "\"a\"b,c\n\"a\"b\"c,d\na\"b,c\n\"a\" b,c\n\"a,b\"c,d\n\"x\"y,\"z\"\n\"p\"q,r\"s\n\"open,e\n\"x\\\"y,z\n\"a\" ,b\n";

    @Override
    public void define(Cases cases) {
        marks(cases);
        lines(cases);
        malformed(cases);
        values(cases);
    }

    private static void csv(Cases cases, String name, String schema, Map<String, String> options, String text) {
        csv(cases, name, schema, options, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void csv(Cases cases, String name, String schema, Map<String, String> options, byte[] text) {
        cases.query(name).file("in/a.csv", text).of(inputs -> read(inputs, schema, options));
    }

    private static DataFrame read(Inputs inputs, String schema, Map<String, String> options) {
        return inputs.session().read().schema(schema).options(options).csv(inputs.path("in"));
    }

    private static void marks(Cases cases) {
        String several = "a||b\n\"x||y\"||z\n|a||b|\n||\na|b||c\n\"q\" ||r\n\"q\"|||r\n\"say \\\"\"||u\n |||| \n";
        csv(cases, "separator-of-several", TWO, Map.of("sep", "||"), several);
        csv(
                cases,
                "separator-of-several-blanks",
                TWO,
                Map.of("sep", "||", "ignoreLeadingWhiteSpace", "true", "ignoreTrailingWhiteSpace", "true"),
                several);
        csv(
                cases,
                "separator-of-several-overlapping",
                TWO,
                Map.of("sep", "aab"),
                "1aaab2\n3aab4\naab\n\"5\"aab\"6\"\n");
        csv(cases, "separator-control", TWO, Map.of("sep", "\\u0001"), "a\u0001b\n");
        csv(cases, "separator-wide", TWO, Map.of("sep", "\u00a7"), "a\u00a7b\n");
        csv(cases, "separator-backslash", TWO, Map.of("sep", "\\\\"), "a\\b\n");
        csv(cases, "separator-empty", TWO, Map.of("sep", ""), "a,b\n");
        csv(cases, "delimiter", TWO, Map.of("delimiter", ";"), "a;b\n");
        csv(cases, "delimiter-beside-sep", TWO, Map.of("delimiter", ";", "sep", ":"), "a;b:c\n");
        csv(
                cases,
                "escape-is-quote",
                TWO,
                Map.of("escape", "\""),
                "\"a\"\"b\",c\n\"\"\"\",d\n\"a\"b\"\"c\",e\n\"x\\\"\"y\",f\na\"\"b,g\n\"\"\"a\"\"\",h\n");
        csv(cases, "escape-none", TWO, Map.of("escape", ""), "\"a\\\"b\",c\n\"x\\y\",z\n");
        csv(
                cases,
                "escape-of-escape",
                TWO,
                Map.of("escape", "\\", "charToEscapeQuoteEscaping", "#"),
                "\"a#\\\",b\n\"a\\\"c\",d\n\"a#b\",e\n\"a\\\\\",f\n\"a##\",g\n\"#\\x\",h\n");
        csv(
                cases,
                "escapes",
                TWO,
                Map.of(),
                "\"a\\\\\",b\n\"a\\\\\\\"\",c\n\"a\\n\",d\na\\,e\n\"a\\,f\"\n\"\\\"\",g\n\"\\\\\\\\x\",h\n\\\"x,i\n");
        csv(cases, "quote-none", TWO, Map.of("quote", ""), "\"a\",\"b\n\"a,b\"\n");
        csv(cases, "quote-single", TWO, Map.of("quote", "'"), "'a,b',\"c\"\n'a\\'b',d\n");
        for (String handling : new String[] {
            "STOP_AT_CLOSING_QUOTE", "BACK_TO_DELIMITER", "STOP_AT_DELIMITER", "SKIP_VALUE", "RAISE_ERROR"
        }) {
            csv(
                    cases,
                    "unescaped-" + handling.toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    "a STRING, b STRING, _corrupt_record STRING",
                    Map.of("unescapedQuoteHandling", handling),
                    UNESCAPED);
        }
        csv(
                cases,
                "blanks-before",
                TWO,
                Map.of("ignoreLeadingWhiteSpace", "true"),
                " a , b \n \"c\" , \" d \" \n  ,  \n\te,\tf\n");
        csv(
                cases,
                "blanks-after",
                TWO,
                Map.of("ignoreTrailingWhiteSpace", "true"),
                " a , b \n \"c\" , \" d \" \n  ,  \ne\t,f\t\n");
        csv(cases, "blanks-kept", "a INT, b STRING", Map.of(), " 1, b \n2 ,\"c\" \n");
    }

    private static void lines(Cases cases) {
        csv(cases, "line-separator", TWO, Map.of("lineSep", ";"), "a,b;c,d\n;;e,f");
        csv(cases, "line-separator-carriage-return", TWO, Map.of("lineSep", "\r"), "a,b\rc,d\r");
        csv(cases, "line-separator-of-two", TWO, Map.of("lineSep", "||"), "a,b||c,|d||e,f");
        csv(cases, "line-separator-line-feed", TWO, Map.of("lineSep", "\n"), "a,b\r\nc,d\n");
        csv(cases, "line-separator-empty", TWO, Map.of("lineSep", ""), "a,b\n");
        csv(cases, "line-separator-of-three", TWO, Map.of("lineSep", "abc"), "a,babcc,d");
        csv(cases, "carriage-returns", TWO, Map.of(), "a,b\rc,d\r\ne,f\r\r\ng,\"h\"\r\n");
        csv(
                cases,
                "multi-line",
                "a STRING, b INT",
                Map.of("multiLine", "true"),
                "\"one\ntwo\",1\r\n\"three\r\nfour\",2\n\n\"five\",x\nsix\n\"seven\n");
        csv(
                cases,
                "multi-line-corrupt",
                "a STRING, b INT, _corrupt_record STRING",
                Map.of("multiLine", "true"),
                "\"one\ntwo\",1\n\"three\nfour\",x\nsix\n");
        csv(
                cases,
                "multi-line-header",
                "a STRING, b INT",
                Map.of("multiLine", "true", "header", "true"),
                "\"a\",\"b\nc\"\n\"x\ny\",1\n");
        csv(
                cases,
                "multi-line-line-separator",
                TWO,
                Map.of("multiLine", "true", "lineSep", ";"),
                "a,\"b;c\";d,\"e\nf\";");
        csv(
                cases,
                "multi-line-comments",
                TWO,
                Map.of("multiLine", "true", "comment", "#"),
                "#no\na,\"b\n#c\"\n#no,no\nd,e\n");
        csv(cases, "header-behind-comments", TWO, Map.of("header", "true", "comment", "#"), "\n#no\n  \na,b\nc,d\n");
        csv(cases, "header-alone", TWO, Map.of("header", "true"), "a,b\n");
        csv(cases, "header-names-of-other-case", TWO, Map.of("header", "true", "enforceSchema", "false"), "A,B\nc,d\n");
        csv(cases, "header-with-fewer-names", TWO, Map.of("header", "true", "enforceSchema", "false"), "a\nc,d\n");
        csv(cases, "nothing", TWO, Map.of(), "");
        csv(cases, "mark-and-header", TWO, Map.of("header", "true"), "\ufeffa,b\nc,d\n");
        csv(cases, "comment-behind-blanks", TWO, Map.of("comment", "#"), " #a,b\n#c,d\ne,f#g\n");
        encoding(cases, "iso-8859-1", StandardCharsets.ISO_8859_1, Map.of());
        encoding(cases, "windows-1252", Charset.forName("windows-1252"), Map.of());
        encoding(cases, "utf-16le", StandardCharsets.UTF_16LE, Map.of());
        encoding(cases, "utf-16", StandardCharsets.UTF_16, Map.of("multiLine", "true"));
        encoding(cases, "utf-16be-lines", StandardCharsets.UTF_16BE, Map.of("lineSep", "\n"));
        csv(cases, "encoding-unknown", TWO, Map.of("encoding", "no-such-code"), "a,b\n");
        csv(cases, "max-columns", TWO, Map.of("maxColumns", "2"), "a,b\nc,d,e\n");
        csv(cases, "max-columns-enough", TWO, Map.of("maxColumns", "3"), "a,b\nc,d,e\n");
        csv(cases, "max-chars", TWO, Map.of("maxCharsPerColumn", "4"), "abcd,b\n");
        csv(cases, "max-chars-exceeded", TWO, Map.of("maxCharsPerColumn", "4"), "abcde,b\n");
    }

    private static void encoding(Cases cases, String name, Charset charset, Map<String, String> more) {
        Map<String, String> options = new java.util.TreeMap<>(more);
        options.put("encoding", charset.name());
        csv(cases, "encoding-" + name, TWO, options, "\u00e9,\"\u00fc,\"\nb,c\n".getBytes(charset));
    }

    private static void malformed(Cases cases) {
        String text = "1,a\nx,b\n2\n3,c,d\n,\n\"4\",\"e\"\n\"y\",\"f\\\"g\"\n";
        csv(cases, "corrupt-in-the-middle", "i INT, _corrupt_record STRING, s STRING", Map.of(), text);
        csv(
                cases,
                "corrupt-under-another-name",
                "bad STRING, i INT, s STRING",
                Map.of("columnNameOfCorruptRecord", "bad"),
                text);
        csv(cases, "corrupt-of-another-type", "i INT, _corrupt_record INT", Map.of(), "1\n");
        csv(cases, "permissive-without-column", "i INT, s STRING", Map.of("mode", "permissive"), text);
        csv(cases, "drop-malformed", "i INT, s STRING", Map.of("mode", "DROPMALFORMED"), text);
        csv(
                cases,
                "drop-malformed-with-column",
                "i INT, s STRING, _corrupt_record STRING",
                Map.of("mode", "DROPMALFORMED"),
                text);
        csv(cases, "fail-fast-type", "i INT, s STRING", Map.of("mode", "FAILFAST"), "1,a\nx,b\n");
        csv(cases, "fail-fast-length", "i INT, s STRING", Map.of("mode", "FAILFAST"), "1,a\n2\n");
        csv(cases, "fail-fast-nothing-wrong", "i INT, s STRING", Map.of("mode", "FAILFAST"), "1,a\n2,\n");
        cases.query("corrupt-alone")
                .file("in/a.csv", text)
                .of(inputs ->
                        read(inputs, "i INT, _corrupt_record STRING", Map.of()).select("_corrupt_record"));
        for (String mode : new String[] {"PERMISSIVE", "DROPMALFORMED"}) {
            cases.query("one-column-" + mode.toLowerCase(java.util.Locale.ROOT))
                    .file("in/a.csv", text)
                    .of(inputs -> read(inputs, "i INT, s STRING", Map.of("mode", mode))
                            .select("s"));
            cases.query("count-" + mode.toLowerCase(java.util.Locale.ROOT))
                    .file("in/a.csv", text)
                    .of(inputs -> read(inputs, "i INT, s STRING", Map.of("mode", mode))
                            .groupBy()
                            .count());
        }
        cases.query("filtered-permissive")
                .file("in/a.csv", text)
                .of(inputs -> read(inputs, "i INT, s STRING, _corrupt_record STRING", Map.of())
                        .filter(col("i").gt(0)));
    }

    private static void values(Cases cases) {
        csv(
                cases,
                "null-and-empty-value",
                "i INT, s STRING",
                Map.of("nullValue", "-", "emptyValue", "EMPTY"),
                "-,-\n1,\"\"\n2,\"-\"\n3,\n,\"EMPTY\"\n");
        csv(cases, "empty-value-number", "i INT, s STRING", Map.of("emptyValue", "7"), "\"\",\"\"\n");
        csv(
                cases,
                "numbers-that-are-none",
                "d DOUBLE, e DOUBLE",
                Map.of("nanValue", "none", "positiveInf", "big", "negativeInf", "small"),
                "none,big\nsmall,NaN\nInf,-Inf\nInfinity,-Infinity\n");
        csv(
                cases,
                "forms-of-numbers",
                MANY,
                Map.of(),
                "TRUE,007,+5,.5,,\nFalse,-0,-9223372036854775808,5.,,\nyes,1_000,1L,1d,,\n,\u0661,,1f,,\n"
                        + ",2147483648,9223372036854775808,1e5,,\n,1.0,1.0,0x1p3,,\n");
        csv(
                cases,
                "forms-of-times",
                MANY,
                Map.of(),
                ",,,,2024-02-29,2024-02-29\n,,,,2024-2-9,2024-02-29T12:34\n,,,,2024-02-29 12:34:56,2024-02-29 12:34:56.123456789\n"
                        + ",,,,2024,2024-02-29T12:34:56+02:00\n,,,,2024-02,2024-02-29 12:34:56 UTC\n"
                        + ",,,,29/02/2024,29/02/2024\n,,,,20240229,20240229\n,,,,-0001-01-01,0000-01-01 00:00:00\n");
        csv(
                cases,
                "formats-of-times",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "dd MMM yyyy", "timestampFormat", "yyyy/MM/dd HH:mm:ss XXX"),
                "29 Feb 2024,2024/02/29 12:34:56 +02:00\n29 FEB 2024,2024/02/29 12:34:56 Z\n2024-02-29,2024-02-29 12:34:56\n"
                        + "30 Feb 2024,2024/02/30 00:00:00 Z\n");
        csv(
                cases,
                "locale",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "dd MMMM yyyy", "timestampFormat", "dd MMMM yyyy HH", "locale", "fr-FR"),
                "29 f\u00e9vrier 2024,29 f\u00e9vrier 2024 07\n29 February 2024,\n");
        csv(
                cases,
                "time-zone",
                "day DATE, t TIMESTAMP",
                Map.of("timeZone", "Europe/Vienna"),
                "2024-02-29,2024-02-29 12:34:56\n2024-07-01,2024-07-01T00:00:00Z\n");
        csv(
                cases,
                "time-zone-and-format",
                "day DATE, t TIMESTAMP",
                Map.of("timeZone", "Europe/Vienna", "timestampFormat", "yyyy-MM-dd HH:mm:ss"),
                "2024-02-29,2024-02-29 12:34:56\n");
        csv(
                cases,
                "no-fallback-of-times",
                "day DATE, t TIMESTAMP",
                Map.of(
                        "enableDateTimeParsingFallback",
                        "true",
                        "dateFormat",
                        "dd/MM/yyyy",
                        "timestampFormat",
                        "dd/MM/yyyy HH:mm"),
                "2024-02-29,2024-02-29 12:34:56\n");
        csv(cases, "format-of-a-time-alone", "t TIMESTAMP", Map.of("timestampFormat", "HH:mm"), "12:34\n");
        csv(cases, "format-wrong", "day DATE", Map.of("dateFormat", "dd/bb/yyyy"), "29/02/2024\n");
    }
}
