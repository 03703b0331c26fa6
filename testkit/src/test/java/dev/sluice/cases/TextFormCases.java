package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.format_string;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Addresses in the web, masks, quotes, and formats of printf. */
public final class TextFormCases implements CaseGroup {
    private static final List<String> OF_ONE = List.of(
            "url_encode",
            "url_decode",
            "try_url_decode",
            "mask",
            "quote",
            "is_valid_utf8",
            "make_valid_utf8",
            "validate_utf8",
            "try_validate_utf8",
            "format_string");

    private static final List<String> PARTS =
            List.of("HOST", "PATH", "QUERY", "REF", "PROTOCOL", "FILE", "AUTHORITY", "USERINFO", "host", "PORT", "");

    @Override
    public void define(Cases cases) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type)).rows("v " + type, Samples.few(type));
            OF_ONE.forEach(name -> one.of(() -> call_function(name, col("v"))));
        }
        ExpressionCase texts = cases.expressions("of-texts")
                .rows(
                        "v STRING",
                        row("a b/c?d=e&f=\u00e4\u20ac"),
                        row("a%20b+c%2Fd%C3%A4"),
                        row("%"),
                        row("%4"),
                        row("%zz"),
                        row("Ab\u00c9\u00e9\u00df1\u0661 -_\ud83d\ude00\u01c5"),
                        row("it's 'quoted' \\ so"),
                        row(""),
                        row((Object) null));
        OF_ONE.stream()
                .filter(name -> !name.equals("format_string"))
                .forEach(name -> texts.of(() -> call_function(name, col("v"))));
        texts.of(() -> call_function("mask", col("v"), lit("Q")))
                .of(() -> call_function("mask", col("v"), lit("Q"), lit(null)))
                .of(() -> call_function("mask", col("v"), lit(null), lit("q"), lit("9")))
                .of(() -> call_function("mask", col("v"), lit("Q"), lit("q"), lit("9"), lit("*")))
                .of(() -> call_function("mask", col("v"), lit("Q"), lit("q"), lit("9"), lit("\u00e9")));
        addresses(cases, "ansi", "true");
        addresses(cases, "plain", "false");
        formats(cases);
        cases.expressions("refusals")
                .rows("v INT", row(1))
                .of(() -> call_function("mask", col("v"), lit("")))
                .of(() -> call_function("mask", col("v"), lit("XY")))
                .of(() -> call_function("mask", col("v"), col("v")))
                .of(() -> call_function("mask", lit(null), lit("X")))
                .of(() -> call_function("mask", struct("v")))
                .of(() -> call_function("parse_url", col("v")))
                .of(() -> call_function("parse_url", lit("a"), lit("HOST"), lit("b"), lit("c")))
                .of(() -> call_function("parse_url", struct("v"), lit("HOST")))
                .of(() -> call_function("url_encode"))
                .of(() -> call_function("url_decode", col("v"), col("v")))
                .of(() -> call_function("url_decode", struct("v")))
                .of(() -> call_function("quote"))
                .of(() -> call_function("is_valid_utf8", struct("v")))
                .of(() -> call_function("format_string"))
                .of(() -> call_function("format_string", struct("v")))
                .of(() -> call_function("format_string", lit("%0$s"), col("v")));
    }

    private static void addresses(Cases cases, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("parts-of-addresses-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows(
                        "u STRING, k STRING",
                        row("https://me:pw@example.org:8080/a/b%20c?x=1&y=%20z&x=2#top", "x"),
                        row("http://example.org", "y"),
                        row("http://example.org?yy=1&y=", "y"),
                        row("mailto:a@b.c", "x"),
                        row("/only/a/path?q=1", "q"),
                        row("a b", "x"),
                        row("http://[::1]:80/x?a=1", "a"),
                        row("http://host_name/x?a.b=1", "a.b"),
                        row("", "x"),
                        row(null, "x"),
                        row("http://example.org?x=1", null));
        for (String name : List.of("parse_url", "try_parse_url")) {
            PARTS.forEach(part -> one.of(() -> call_function(name, col("u"), lit(part))));
            one.of(() -> call_function(name, col("u"), lit("QUERY"), col("k")))
                    .of(() -> call_function(name, col("u"), lit("HOST"), col("k")))
                    .of(() -> call_function(name, col("u"), lit(null)))
                    .of(() -> call_function(name, col("u"), lit("QUERY"), lit("(")));
        }
    }

    private static void formats(Cases cases) {
        cases.expressions("formats")
                .conf("spark.sql.session.timeZone", "UTC")
                .rows(
                        "f STRING, s STRING, i INT, l BIGINT, d DOUBLE, b BOOLEAN, e DATE, t TIMESTAMP",
                        row(
                                "%s",
                                "x",
                                1,
                                2L,
                                2.5,
                                true,
                                LocalDate.of(2024, 2, 29),
                                Instant.parse("2024-02-29T12:34:56.789Z")),
                        row("%5s|%%", null, null, null, null, null, null, null),
                        row("%d", "y", 3, 4L, -0.125, false, null, null),
                        row(null, "y", 3, 4L, 1e10, false, null, null),
                        row("%", "y", 3, 4L, Double.NaN, false, null, null))
                .of(() -> format_string("%s-%d-%d-%.3f-%b-%s-%s", all()))
                .of(() -> format_string("%2$s %1$10s|%<-10s|", col("s"), col("i")))
                .of(() -> format_string("%,d %05d %x %o", col("l"), col("i"), col("l"), col("i")))
                .of(() -> format_string("%e %g %+.1f", col("d"), col("d"), col("d")))
                .of(() -> format_string("%S %c %h", col("s"), col("i"), col("b")))
                .of(() -> format_string("%d", col("d")))
                .of(() -> format_string("no value", col("d")))
                .of(() -> format_string("%s %s", col("d")))
                .of(() -> format_string("%q", col("d")))
                .of(() -> call_function("printf", col("f"), col("s")))
                .of(() -> call_function("printf", col("f"), col("i")))
                .of(() -> call_function("printf", col("f"), lit(null)))
                .of(() -> call_function("printf", lit(null), col("i")));
    }

    private static Column[] all() {
        return List.of("s", "i", "l", "d", "b", "e", "t").stream()
                .map(name -> col(name))
                .toArray(Column[]::new);
    }
}
