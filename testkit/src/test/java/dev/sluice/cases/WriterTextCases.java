package dev.sluice.cases;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** The exact text of written files. */
public final class WriterTextCases implements CaseGroup {
    private static final String ALL = "b BOOLEAN, i INT, l BIGINT, d DOUBLE, s STRING, day DATE, t TIMESTAMP";

    @Override
    public void define(Cases cases) {
        csv(cases);
        json(cases);
        text(cases);
    }

    private static void written(
            Cases cases, String name, String format, String schema, Map<String, String> options, Row... rows) {
        cases.query(name)
                .table("t", schema, rows)
                .of(inputs -> write(inputs, format, options).session().read().text(inputs.path("out")));
    }

    /** The whole file as one text, with its line breaks. */
    private static void whole(
            Cases cases, String name, String format, String schema, Map<String, String> options, Row... rows) {
        cases.query(name)
                .table("t", schema, rows)
                .of(inputs -> write(inputs, format, options)
                        .session()
                        .read()
                        .option("wholetext", true)
                        .text(inputs.path("out")));
    }

    private static Inputs write(Inputs inputs, String format, Map<String, String> options) {
        DataFrame table = inputs.table();
        table.write().format(format).options(options).save(inputs.path("out"));
        return inputs;
    }

    private static Row[] everything() {
        return new Row[] {
            Cases.row(true, 1, 2L, 1.5, "x", LocalDate.of(2024, 2, 29), Instant.parse("2024-02-29T12:34:56.789Z")),
            Cases.row(null, null, null, null, null, null, null),
            Cases.row(
                    false,
                    Integer.MIN_VALUE,
                    Long.MAX_VALUE,
                    Double.NaN,
                    "",
                    LocalDate.of(1, 1, 1),
                    Instant.parse("2024-02-29T12:34:56.123456Z")),
            Cases.row(
                    false,
                    0,
                    0L,
                    Double.POSITIVE_INFINITY,
                    " blank ",
                    LocalDate.of(9999, 12, 31),
                    Instant.parse("1969-12-31T23:59:59Z")),
            Cases.row(
                    true,
                    -1,
                    -1L,
                    -0.0,
                    "\u00e9\ud83d\ude00",
                    LocalDate.of(-1, 1, 1),
                    Instant.parse("1582-10-04T00:00:00Z")),
            Cases.row(true, 7, 7L, 1e-7, "\"", LocalDate.of(10000, 1, 1), Instant.parse("+10000-01-01T00:00:00Z")),
            Cases.row(true, 7, 7L, 1.0E22, "null", LocalDate.EPOCH, Instant.EPOCH),
            Cases.row(true, 7, 7L, 123456789.125, "#x", LocalDate.EPOCH, Instant.parse("2024-07-01T00:00:00.1Z"))
        };
    }

    private static Row[] texts() {
        String[] texts = {
            "plain",
            "a,b",
            "say \"hi\"",
            "\"quoted\"",
            "back\\slash",
            "\\",
            "\\\"",
            "a\nb",
            "a\r\nb",
            "tab\there",
            " before",
            "after ",
            "  ",
            "",
            "it's",
            "#no comment",
            "a;b",
            "\u0001\u001f\u007f",
            "\u0000",
            "/slash",
            "\u2028"
        };
        Row[] rows = new Row[texts.length + 1];
        for (int index = 0; index < texts.length; index++) {
            rows[index] = Cases.row(index, texts[index]);
        }
        rows[texts.length] = Cases.row(texts.length, null);
        return rows;
    }

    private static void csvTexts(Cases cases, String name, Map<String, String> options) {
        written(cases, "csv-texts-" + name, "csv", "n INT, s STRING", options, texts());
    }

    private static void csv(Cases cases) {
        written(cases, "csv-all-types", "csv", ALL, Map.of(), everything());
        csvTexts(cases, "plain", Map.of());
        csvTexts(cases, "quote-all", Map.of("quoteAll", "true"));
        csvTexts(cases, "escape-no-quotes", Map.of("escapeQuotes", "false"));
        csvTexts(cases, "blanks-kept", Map.of("ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false"));
        csvTexts(cases, "separator", Map.of("sep", ";"));
        csvTexts(cases, "separator-of-two", Map.of("sep", "||"));
        csvTexts(cases, "quote", Map.of("quote", "'"));
        csvTexts(cases, "quote-none", Map.of("quote", ""));
        csvTexts(cases, "escape-is-quote", Map.of("escape", "\""));
        csvTexts(cases, "escape-of-escape", Map.of("charToEscapeQuoteEscaping", "#"));
        csvTexts(cases, "escape-of-escape-itself", Map.of("charToEscapeQuoteEscaping", "\\"));
        csvTexts(cases, "null-value", Map.of("nullValue", "NULL", "emptyValue", "EMPTY"));
        csvTexts(cases, "null-value-with-separator", Map.of("nullValue", "a,b", "emptyValue", "x\"y"));
        csvTexts(cases, "comment", Map.of("comment", "#"));
        written(
                cases,
                "csv-first-column",
                "csv",
                "s STRING, n INT",
                Map.of(),
                Cases.row("#x", 1),
                Cases.row(" #x", 2),
                Cases.row(null, 3),
                Cases.row("", 4));
        written(cases, "csv-one-column", "csv", "s STRING", Map.of(), Cases.row("x"), Cases.row(""), Cases.row((Object)
                null));
        whole(cases, "csv-line-separator", "csv", "n INT, s STRING", Map.of("lineSep", ";"), Cases.row(1, "a;b"));
        whole(
                cases,
                "csv-line-separator-of-two",
                "csv",
                "n INT, s STRING",
                Map.of("lineSep", "\r\n"),
                Cases.row(1, "a\nb"));
        whole(
                cases,
                "csv-header",
                "csv",
                "n INT, `a b` STRING, `c,\"d` STRING, ` e ` STRING",
                Map.of("header", "true"),
                Cases.row(1, "a", "b", "c"));
        whole(
                cases,
                "csv-header-quote-all",
                "csv",
                "n INT, s STRING",
                Map.of("header", "true", "quoteAll", "true"),
                Cases.row(1, null));
        whole(cases, "csv-numbers-quote-all", "csv", ALL, Map.of("quoteAll", "true"), everything()[0]);
        whole(
                cases,
                "csv-formats",
                "csv",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "d/M/yy", "timestampFormat", "dd MMM yyyy HH:mm:ss.SSSSSS XXX"),
                Cases.row(LocalDate.of(2024, 2, 9), Instant.parse("2024-02-29T12:34:56.789Z")));
        whole(
                cases,
                "csv-time-zone",
                "csv",
                "day DATE, t TIMESTAMP",
                Map.of("timeZone", "Europe/Vienna"),
                Cases.row(LocalDate.of(2024, 2, 9), Instant.parse("2024-07-29T12:34:56.789Z")));
        whole(
                cases,
                "csv-locale",
                "csv",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "d MMMM", "timestampFormat", "EEEE d MMMM yyyy", "locale", "fr-FR"),
                Cases.row(LocalDate.of(2024, 2, 9), Instant.parse("2024-07-29T12:34:56.789Z")));
        cases.query("csv-encoding")
                .table("t", "n INT, s STRING", Cases.row(1, "\u00e9\u20ac\u4e2d"))
                .of(inputs -> {
                    inputs.table().write().option("encoding", "ISO-8859-1").csv(inputs.path("out"));
                    return inputs.session()
                            .read()
                            .schema("n INT, s STRING")
                            .option("encoding", "ISO-8859-1")
                            .csv(inputs.path("out"));
                });
        written(cases, "csv-encoding-unknown", "csv", "n INT", Map.of("encoding", "no-such-code"), Cases.row(1));
    }

    private static void jsonTexts(Cases cases, String name, Map<String, String> options) {
        written(cases, "json-texts-" + name, "json", "n INT, s STRING", options, texts());
    }

    private static void json(Cases cases) {
        written(cases, "json-all-types", "json", ALL, Map.of(), everything());
        written(cases, "json-all-types-with-nulls", "json", ALL, Map.of("ignoreNullFields", "false"), everything());
        jsonTexts(cases, "plain", Map.of());
        jsonTexts(cases, "non-ascii", Map.of("writeNonAsciiCharacterAsCodePoint", "true"));
        written(
                cases,
                "json-nested",
                "json",
                "n INT, u STRUCT<a: INT, v: STRUCT<b: STRING>>",
                Map.of(),
                Cases.row(1, Cases.row(1, Cases.row("x"))),
                Cases.row(2, Cases.row(null, Cases.row((Object) null))),
                Cases.row(3, Cases.row(3, null)),
                Cases.row(4, null));
        whole(cases, "json-line-separator", "json", "n INT", Map.of("lineSep", "|"), Cases.row(1));
        whole(
                cases,
                "json-pretty",
                "json",
                "n INT, u STRUCT<a: INT, b: STRING>",
                Map.of("pretty", "true"),
                Cases.row(1, Cases.row(2, "x")));
        whole(
                cases,
                "json-formats",
                "json",
                "day DATE, t TIMESTAMP",
                Map.of("dateFormat", "d/M/yy", "timestampFormat", "dd MMM yyyy HH:mm:ss.SSSSSS XXX"),
                Cases.row(LocalDate.of(2024, 2, 9), Instant.parse("2024-02-29T12:34:56.789Z")));
        whole(
                cases,
                "json-time-zone",
                "json",
                "day DATE, t TIMESTAMP",
                Map.of("timeZone", "Europe/Vienna"),
                Cases.row(LocalDate.of(2024, 2, 9), Instant.parse("2024-07-29T12:34:56.789Z")));
        whole(
                cases,
                "json-locale",
                "json",
                "day DATE",
                Map.of("dateFormat", "EEEE d MMMM", "locale", "de"),
                Cases.row(LocalDate.of(2024, 3, 9)));
        cases.query("json-encoding")
                .table("t", "n INT, s STRING", Cases.row(1, "\u00e9\u20ac\u4e2d"))
                .of(inputs -> {
                    inputs.table().write().option("encoding", "UTF-16LE").json(inputs.path("out"));
                    return inputs.session()
                            .read()
                            .schema("n INT, s STRING")
                            .option("encoding", "UTF-16LE")
                            .option("lineSep", "\n")
                            .json(inputs.path("out"));
                });
        written(cases, "json-encoding-unknown", "json", "n INT", Map.of("encoding", "no-such-code"), Cases.row(1));
    }

    private static void text(Cases cases) {
        written(
                cases,
                "text-lines",
                "text",
                "value STRING",
                Map.of(),
                Cases.row("a"),
                Cases.row(""),
                Cases.row((Object) null),
                Cases.row("b\nc"));
        whole(cases, "text-line-separator", "text", "any STRING", Map.of("lineSep", "<>"), Cases.row("a"));
        written(cases, "text-of-two-columns", "text", "a STRING, b STRING", Map.of(), Cases.row("a", "b"));
        written(cases, "text-of-a-number", "text", "a INT", Map.of(), Cases.row(1));
    }
}
