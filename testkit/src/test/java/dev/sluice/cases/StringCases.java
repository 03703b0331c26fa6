package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.length;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.lower;
import static dev.sluice.functions.substring;
import static dev.sluice.functions.trim;
import static dev.sluice.functions.upper;

import dev.sluice.Row;

/** Functions of texts. */
public final class StringCases implements CaseGroup {
    private static final Row[] TEXTS = {
        row(""),
        row(" "),
        row("  a b  "),
        row("\t a \n"),
        row("abc"),
        row("ABC"),
        row("\u00e9\u00c9"),
        row("stra\u00dfe"),
        row("\u0130\u0131"),
        row("\ud83d\ude00x"),
        row("e\u0301"),
        row("\u00a0x\u00a0"),
        row("\u01c6"),
        row("\u03a3\u03c2"),
        row("a\u0000b"),
        row((Object) null)
    };

    @Override
    public void define(Cases cases) {
        cases.expressions("of-texts")
                .rows("v STRING", TEXTS)
                .of(() -> upper(col("v")))
                .of(() -> lower(col("v")))
                .of(() -> length(col("v")))
                .of(() -> trim(col("v")))
                .of(() -> concat(col("v"), lit("|"), col("v")))
                .of(() -> concat(col("v")))
                .of(() -> concat())
                .of(() -> concat(col("v"), lit(null)));
        for (String type : Samples.TYPES) {
            cases.expressions("of-" + Samples.nameOf(type))
                    .rows("v " + type, Samples.of(type))
                    .of(() -> upper(col("v")))
                    .of(() -> length(col("v")))
                    .of(() -> trim(col("v")))
                    .of(() -> concat(col("v"), lit("|")))
                    .of(() -> concat(col("v"), col("v")))
                    .of(() -> substring(col("v"), 2, 3));
        }
        substrings(cases);
    }

    private static void substrings(Cases cases) {
        ExpressionCase one = cases.expressions("substrings")
                .rows("v STRING", row("abcdef"), row("\ud83d\ude00\u00e9x"), row(""), row((Object) null));
        int[] positions = {1, 0, 2, -2, -9, 6, 7, Integer.MAX_VALUE, Integer.MIN_VALUE};
        int[] lengths = {0, 1, 3, 100, -1, Integer.MAX_VALUE};
        for (int position : positions) {
            for (int length : lengths) {
                one.of(() -> substring(col("v"), position, length));
            }
        }
        one.of(() -> col("v").substr(2, 2));
    }
}
