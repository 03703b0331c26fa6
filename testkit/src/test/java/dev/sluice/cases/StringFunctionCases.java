package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import dev.sluice.Row;
import java.util.List;
import java.util.stream.Stream;

/** Functions that cut, pad, join and measure texts, on texts that make a difference and on values of every type. */
public final class StringFunctionCases implements CaseGroup {
    private static final List<String> OF_ONE = List.of(
            "ltrim",
            "rtrim",
            "btrim",
            "reverse",
            "initcap",
            "ascii",
            "bit_length",
            "octet_length",
            "char_length",
            "character_length",
            "soundex",
            "ucase",
            "lcase",
            "len",
            "concat_ws");

    private static final List<String> OF_TWO =
            List.of("trim", "ltrim", "rtrim", "btrim", "replace", "concat_ws", "find_in_set", "levenshtein", "elt");

    private static final List<String> OF_TEXT_AND_COUNT = List.of("left", "right", "lpad", "rpad", "repeat", "elt");

    private static final List<String> OF_COUNT = List.of("space", "chr", "char");

    private static final Row[] TEXTS = {
        row(""),
        row(" "),
        row("  a b  "),
        row("\t a \n"),
        row("hello wOrLD"),
        row("o'neil-smith mc.x"),
        row("Robert"),
        row("Tymczak"),
        row("Pfister"),
        row("Ashcraft"),
        row("honeyman 2"),
        row("123"),
        row("\u00e9\u00c9 \u00e9t\u00e9"),
        row("stra\u00dfe \u00dfa"),
        row("\u0130\u0131"),
        row("\ud83d\ude00x"),
        row("e\u0301a"),
        row("\u00a0x\u00a0"),
        row("\u01c6a"),
        row("\u03a3\u03c2\u03a3"),
        row("\ufb01x"),
        row("a\u0000b"),
        row((Object) null)
    };

    private static final Row[] PAIRS = {
        row("xxabcxx", "x"),
        row("xyabcyx", "yx"),
        row("", ""),
        row("abc", ""),
        row("", "abc"),
        row("aaa", "aa"),
        row("\u00e9a\u00e9", "\u00e9"),
        row("\ud83d\ude00b\ud83d\ude00", "\ud83d\ude00"),
        row("b", "a,b,c"),
        row("a,b", "a,b,c"),
        row("kitten", "sitting"),
        row("\u00e9t\u00e9", "ete"),
        row(null, "a"),
        row("a", null),
        row(null, null)
    };

    private static final Row[] COUNTED = {
        row("abc", 0),
        row("abc", 1),
        row("abc", 2),
        row("abc", 5),
        row("abc", -1),
        row("abc", Integer.MIN_VALUE),
        row("", 3),
        row("\u00e9\ud83d\ude00x", 2),
        row("\u00e9\ud83d\ude00x", 5),
        row(null, 1),
        row("abc", null)
    };

    @Override
    public void define(Cases cases) {
        ExpressionCase texts = cases.expressions("of-texts").rows("v STRING", TEXTS);
        OF_ONE.forEach(name -> texts.of(() -> call_function(name, col("v"))));
        ExpressionCase pairs = cases.expressions("of-two-texts").rows("a STRING, b STRING", PAIRS);
        OF_TWO.forEach(name -> pairs.of(() -> call_function(name, col("a"), col("b"))));
        ExpressionCase counted = cases.expressions("of-text-and-count").rows("v STRING, n INT", COUNTED);
        OF_TEXT_AND_COUNT.forEach(name -> counted.of(() -> call_function(name, col("v"), col("n"))));
        Stream.of("lpad", "rpad")
                .forEach(name -> Stream.of("xy", "", "\u00e9", "\ud83d\ude00z")
                        .forEach(pad -> counted.of(() -> call_function(name, col("v"), col("n"), lit(pad)))));
        counts(cases);
        types(cases, "ansi", "true");
        types(cases, "plain", "false");
        several(cases);
        refusals(cases);
    }

    private static void counts(Cases cases) {
        ExpressionCase one = cases.expressions("of-count")
                .rows(
                        "n BIGINT",
                        row(0L),
                        row(3L),
                        row(-1L),
                        row(65L),
                        row(128L),
                        row(233L),
                        row(256L),
                        row(300L),
                        row((Object) null));
        OF_COUNT.forEach(name -> one.of(() -> call_function(name, col("n"))));
        one.of(() -> call_function("elt", col("n"), lit("a"), lit("b"), lit("c")));
        cases.expressions("of-count-plain")
                .conf("spark.sql.ansi.enabled", "false")
                .rows("n INT", row(0), row(3), row(-1), row(4), row((Object) null))
                .of(() -> call_function("elt", col("n"), lit("a"), lit("b"), lit("c")))
                .of(() -> call_function("elt", col("n"), lit("a"), lit(null), lit(7)))
                .of(() -> call_function("elt", lit("2"), lit("a"), lit(1.5)))
                .of(() -> call_function("chr", lit("65")))
                .of(() -> call_function("split_part", lit("a,b"), lit(","), col("n")));
    }

    private static void types(Cases cases, String suffix, String ansi) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("v " + type, Samples.few(type));
            OF_ONE.forEach(name -> one.of(() -> call_function(name, col("v"))));
            OF_TWO.forEach(name -> one.of(() -> call_function(name, col("v"), lit("1"))));
            one.of(() -> call_function("left", lit("abc"), col("v")))
                    .of(() -> call_function("right", lit("abc"), col("v")))
                    .of(() -> call_function(
                            "lpad", lit("abc"), col("v").cast("INT").mod(5), col("v")))
                    .of(() -> call_function("elt", lit(2), lit("x"), col("v")))
                    .of(() -> call_function("elt", lit(1), col("v"), col("v")))
                    .of(() -> call_function("chr", col("v")))
                    .of(() -> call_function("replace", col("v"), col("v"), col("v")))
                    .of(() -> call_function("concat_ws", lit("|"), col("v"), lit(null), col("v")))
                    .of(() -> call_function("translate", col("v"), lit("0tT1"), lit("xy")));
        }
        counted(cases, suffix, ansi, "BIGINT", 2L);
        counted(cases, suffix, ansi, "DOUBLE", 2.9);
        counted(cases, suffix, ansi, "STRING", "2");
        counted(cases, suffix, ansi, "BOOLEAN", true);
    }

    /** Counts that are no INT. */
    private static void counted(Cases cases, String suffix, String ansi, String type, Object count) {
        ExpressionCase one = cases.expressions("counted-by-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("n " + type, row(count), row((Object) null));
        OF_TEXT_AND_COUNT.forEach(name -> one.of(() -> call_function(name, lit("abc"), col("n"))));
        OF_COUNT.forEach(name -> one.of(() -> call_function(name, col("n"))));
        one.of(() -> call_function("overlay", lit("abcdef"), lit("_"), col("n")))
                .of(() -> call_function("split_part", lit("a,b,c"), lit(","), col("n")))
                .of(() -> call_function("substring_index", lit("a,b,c"), lit(","), col("n")))
                .of(() -> call_function("levenshtein", lit("abc"), lit("abd"), col("n")))
                .of(() -> call_function("substring", lit("abc"), col("n")));
    }

    private static void several(Cases cases) {
        ExpressionCase one = cases.expressions("of-several")
                .rows(
                        "a STRING, b STRING, n INT",
                        row("a.b.c", ".", 1),
                        row("a.b.c", ".", 2),
                        row("a.b.c", ".", -1),
                        row("a.b.c", ".", -2),
                        row("a.b.c", ".", 9),
                        row("a.b.c", ".", -9),
                        row("..", ".", 2),
                        row("aXXbXXXc", "XX", 2),
                        row("aXXbXXXc", "XX", -2),
                        row("a.b.c", "", 1),
                        row("", ".", 1),
                        row("a.b.c", "z", -1),
                        row("\u00e91\ud83d\ude002\u00e9", "\ud83d\ude00", 1),
                        row(null, ".", 1),
                        row("a", null, 1),
                        row("a", ".", null));
        one.of(() -> call_function("substring_index", col("a"), col("b"), col("n")))
                .of(() -> call_function("split_part", col("a"), col("b"), col("n")))
                .of(() -> call_function("levenshtein", col("a"), col("b"), col("n")))
                .of(() -> call_function("overlay", col("a"), col("b"), col("n")))
                .of(() -> call_function("overlay", col("a"), col("b"), col("n"), lit(2)))
                .of(() -> call_function("overlay", col("a"), col("b"), col("n"), lit(0)))
                .of(() -> call_function("overlay", col("a"), col("b"), lit(2), col("n")))
                .of(() -> call_function("replace", col("a"), col("b"), lit("<>")))
                .of(() -> call_function("translate", col("a"), lit("a.c\u00e9"), lit("x\u00e9")))
                .of(() -> call_function("translate", col("a"), lit("\ud83d\ude00aa"), lit("123")))
                .of(() -> call_function("concat_ws", col("b"), col("a"), col("b"), col("a")))
                .of(() -> call_function("concat_ws", col("b")))
                .of(() -> call_function("btrim", col("a"), lit("ac.")))
                .of(() -> call_function("substr", col("a"), col("n")))
                .of(() -> call_function("split_part", col("a"), col("b"), lit(0)));
    }

    private static void refusals(Cases cases) {
        ExpressionCase counts = cases.expressions("wrong-counts").rows("v STRING", row("x"));
        Stream.concat(Stream.concat(OF_ONE.stream(), OF_COUNT.stream()), Stream.of("elt", "left", "translate"))
                .forEach(name -> counts.of(() -> call_function(name)));
        Stream.concat(OF_ONE.stream(), OF_TWO.stream()).forEach(name -> counts.of(() -> call_function(name, fill(4))));
        counts.of(() -> call_function("repeat", fill(1)))
                .of(() -> call_function("repeat", fill(3)))
                .of(() -> call_function("lpad", fill(1)))
                .of(() -> call_function("lpad", fill(4)))
                .of(() -> call_function("overlay", fill(2)))
                .of(() -> call_function("split_part", fill(2)))
                .of(() -> call_function("substring_index", fill(2)))
                .of(() -> call_function("translate", fill(2)));
        ExpressionCase structs = cases.expressions("of-struct").rows("v STRING", row("x"));
        Stream.concat(OF_ONE.stream(), OF_COUNT.stream())
                .forEach(name -> structs.of(() -> call_function(name, struct("v"))));
        Stream.concat(OF_TWO.stream(), OF_TEXT_AND_COUNT.stream())
                .forEach(name -> structs.of(() -> call_function(name, col("v"), struct("v"))));
        ExpressionCase nulls = cases.expressions("of-null").rows("v STRING", row("x"));
        Stream.concat(OF_ONE.stream(), OF_COUNT.stream())
                .forEach(name -> nulls.of(() -> call_function(name, lit(null))));
        OF_TWO.forEach(name -> nulls.of(() -> call_function(name, col("v"), lit(null)))
                .of(() -> call_function(name, lit(null), col("v"))));
    }

    private static Column[] fill(int count) {
        return Stream.generate(() -> col("v")).limit(count).toArray(Column[]::new);
    }
}
