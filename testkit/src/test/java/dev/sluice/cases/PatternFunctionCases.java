package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Row;
import java.util.List;

/** Functions that find texts in texts: by themselves, with wildcards and with regular expressions. */
public final class PatternFunctionCases implements CaseGroup {
    private static final List<String> FINDING =
            List.of("contains", "startswith", "endswith", "instr", "locate", "position");

    private static final List<String> MATCHING = List.of(
            "like",
            "ilike",
            "rlike",
            "regexp",
            "regexp_like",
            "regexp_count",
            "regexp_substr",
            "regexp_instr",
            "regexp_extract");

    private static final Row[] FOUND = {
        row("banana", "an"),
        row("banana", "ban"),
        row("banana", "na"),
        row("banana", "banana"),
        row("banana", "bananas"),
        row("banana", "x"),
        row("banana", ""),
        row("", ""),
        row("", "a"),
        row("\u00e9\ud83d\ude00x\u00e9", "x"),
        row("\u00e9\ud83d\ude00x\u00e9", "\u00e9"),
        row("\u00e9\ud83d\ude00x\u00e9", "\ud83d\ude00"),
        row(null, "a"),
        row("a", null)
    };

    private static final Row[] MATCHED = {
        row("abc", "abc"),
        row("abc", "a%"),
        row("abc", "%c"),
        row("abc", "%b%"),
        row("abc", "a_c"),
        row("abc", "A%"),
        row("abc", "%"),
        row("abc", "_"),
        row("", "%"),
        row("", ""),
        row("a%c", "a\\%c"),
        row("abc", "a\\%c"),
        row("a_c", "a\\_c"),
        row("a\\c", "a\\\\c"),
        row("a\nb", "a%b"),
        row("a\nb", "a_b"),
        row("a.c", "a.c"),
        row("axc", "a.c"),
        row("\u00e9t\u00e9", "_t_"),
        row("\u00c9T\u00c9", "\u00e9t%"),
        row("\ud83d\ude00x", "_x"),
        row("100-200", "(\\d+)-(\\d+)"),
        row("a1b22c", "[a-z]"),
        row("a1b22c", "[a-z](\\d*)"),
        row("a1b22c", "^\\d"),
        row("aaa", "a*"),
        row("aaa", "a*?(b)?"),
        row("x", "(y)?x"),
        row("\u00e9\ud83d\ude00x\u00e9", "x"),
        row("abc", "a\\bc"),
        row("abc", "abc\\"),
        row("abc", "(abc"),
        row("abc", "[z"),
        row(null, "a"),
        row("a", null)
    };

    @Override
    public void define(Cases cases) {
        ExpressionCase found = cases.expressions("finding").rows("a STRING, b STRING", FOUND);
        FINDING.forEach(name -> found.of(() -> call_function(name, col("a"), col("b"))));
        found.of(() -> call_function("locate", col("b"), col("a")))
                .of(() -> col("a").contains(col("b")))
                .of(() -> col("a").contains("an"))
                .of(() -> col("a").startsWith("ba"))
                .of(() -> col("a").startsWith(col("b")))
                .of(() -> col("a").endsWith("na"))
                .of(() -> col("a").endsWith(col("b")));
        for (Integer from : new Integer[] {0, 1, 2, 3, 6, 7, 100, -1, null}) {
            found.of(() -> call_function("locate", col("b"), col("a"), lit(from)))
                    .of(() -> call_function("position", col("b"), col("a"), lit(from)));
        }
        ExpressionCase matched = cases.expressions("matching").rows("a STRING, b STRING", MATCHED);
        MATCHING.forEach(name -> matched.of(() -> call_function(name, col("a"), col("b"))));
        matched.of(() -> call_function("regexp_extract", col("a"), col("b"), lit(0)))
                .of(() -> call_function("regexp_extract", col("a"), col("b"), lit(2)))
                .of(() -> call_function("regexp_extract", col("a"), col("b"), lit(-1)))
                .of(() -> call_function("regexp_instr", col("a"), col("b"), lit(1)))
                .of(() -> call_function("regexp_replace", col("a"), col("b"), lit("<$0>")))
                .of(() -> call_function("regexp_replace", col("a"), col("b"), lit("<$1>")))
                .of(() -> call_function("regexp_replace", col("a"), col("b"), lit("\\$x\\\\")));
        ExpressionCase extracted = cases.expressions("all-matches").rows("a STRING, b STRING", MATCHED);
        extracted.of(() -> call_function("regexp_extract_all", col("a"), col("b")));
        for (Integer group : new Integer[] {0, 1, 2, -1, null}) {
            extracted.of(() -> call_function("regexp_extract_all", col("a"), col("b"), lit(group)));
        }
        extracted
                .of(() -> call_function("regexp_extract_all", lit(7), lit("7"), lit(0)))
                .of(() -> call_function("regexp_extract_all", col("a"), lit(null)))
                .of(() -> call_function("regexp_extract_all", col("a")))
                .of(() -> call_function("regexp_extract_all", struct("a"), col("b")))
                .of(() -> call_function("dateadd", lit("2024-02-28"), lit(2)))
                .of(() -> call_function("dateadd", lit(null), lit(2)));
        literals(cases);
        types(cases, "ansi", "true");
        types(cases, "plain", "false");
        refusals(cases);
    }

    private static void literals(Cases cases) {
        ExpressionCase one = cases.expressions("literals")
                .rows("a STRING", row("abc"), row("ABC"), row("a_c"), row("a/_c"), row(""), row((Object) null));
        for (String pattern : List.of("abc", "a%", "%c", "%b%", "a_c", "a\\_c", "%", "", "a%c", "a%%")) {
            one.of(() -> col("a").like(pattern)).of(() -> col("a").ilike(pattern));
        }
        one.of(() -> call_function("like", col("a"), lit("a/_c"), lit("/")))
                .of(() -> call_function("ilike", col("a"), lit("A/_C"), lit("/")))
                .of(() -> call_function("like", col("a"), lit("a%c"), lit("%")))
                .of(() -> call_function("like", col("a"), lit("a//_c"), lit("/")))
                .of(() -> call_function("like", col("a"), lit("a/xc"), lit("/")))
                .of(() -> call_function("like", col("a"), lit("a_c"), lit("xy")))
                .of(() -> call_function("like", col("a"), lit("a_c"), lit("")))
                .of(() -> call_function("like", col("a"), lit("a_c"), col("a")))
                .of(() -> call_function("like", col("a"), lit("a_c"), lit(null)))
                .of(() -> col("a").rlike("^a.c$"))
                .of(() -> col("a").rlike("B"))
                .of(() -> col("a").rlike("("))
                .of(() -> call_function("regexp_replace", col("a"), lit("[a-c]"), lit("x"), lit(2)))
                .of(() -> call_function("regexp_replace", col("a"), lit("[a-c]"), lit("x"), lit(9)))
                .of(() -> call_function("regexp_replace", col("a"), lit("[a-c]"), lit("x"), lit(0)))
                .of(() -> call_function("regexp_replace", col("a"), lit("[a-c]"), lit("$3")))
                .of(() -> call_function("regexp_replace", col("a"), lit("[a-c]"), lit(null)))
                .of(() -> call_function("regexp_replace", col("a"), lit("(?i)B"), col("a")));
    }

    private static void types(Cases cases, String suffix, String ansi) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("v " + type, Samples.few(type));
            FINDING.forEach(name -> one.of(() -> call_function(name, col("v"), lit("7")))
                    .of(() -> call_function(name, lit("2024-02-29 7"), col("v")))
                    .of(() -> call_function(name, col("v"), col("v"))));
            MATCHING.forEach(name -> one.of(() -> call_function(name, col("v"), lit("7(.*)"))));
            one.of(() -> call_function("locate", lit("a"), lit("bab"), col("v")))
                    .of(() -> call_function("like", lit("7"), col("v")))
                    .of(() -> call_function("regexp_replace", col("v"), lit("7"), col("v")))
                    .of(() -> col("v").like("%7%"))
                    .of(() -> col("v").contains(7));
        }
    }

    private static void refusals(Cases cases) {
        ExpressionCase counts = cases.expressions("wrong-counts").rows("v STRING", row("x"));
        ExpressionCase structs = cases.expressions("of-struct").rows("v STRING", row("x"));
        ExpressionCase nulls = cases.expressions("of-null").rows("v STRING", row("x"));
        List<List<String>> both = List.of(FINDING, MATCHING);
        both.stream().flatMap(List::stream).forEach(name -> {
            counts.of(() -> call_function(name, col("v")))
                    .of(() -> call_function(name, col("v"), col("v"), col("v"), col("v"), col("v")));
            structs.of(() -> call_function(name, struct("v"), col("v")));
            nulls.of(() -> call_function(name, lit(null), col("v"))).of(() -> call_function(name, col("v"), lit(null)));
        });
        counts.of(() -> call_function("regexp_replace", col("v"), col("v")));
    }
}
