package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import java.util.List;

/** Digests of texts, hashes of values of every type, and numbers written as texts. */
public final class HashFunctionCases implements CaseGroup {
    private static final List<String> DIGESTS = List.of("md5", "sha", "sha1", "crc32");
    private static final List<String> HASHES = List.of("hash", "xxhash64");

    @Override
    public void define(Cases cases) {
        ExpressionCase texts = cases.expressions("of-texts")
                .rows(
                        "v STRING",
                        row(""),
                        row("a"),
                        row("abcd"),
                        row("abcdefgh1"),
                        row("\u00e9\ud83d\ude00"),
                        row("The quick brown fox jumps over the lazy dog"),
                        row("0123456789012345678901234567890123456789012345678901234567890123456789"),
                        row((Object) null));
        DIGESTS.forEach(name -> texts.of(() -> call_function(name, col("v"))));
        HASHES.forEach(name -> texts.of(() -> call_function(name, col("v"))));
        for (Integer bits : new Integer[] {0, 224, 256, 384, 512, 1, -1, null}) {
            texts.of(() -> call_function("sha2", col("v"), lit(bits)));
        }
        types(cases, "ansi", "true");
        types(cases, "plain", "false");
        cases.expressions("of-several")
                .rows(
                        "a INT, b STRING, c DOUBLE",
                        row(1, "x", 0.5),
                        row(null, "x", -0.0),
                        row(1, null, null),
                        row(null, null, null))
                .of(() -> call_function("hash", col("a"), col("b"), col("c")))
                .of(() -> call_function("xxhash64", col("a"), col("b"), col("c")))
                .of(() -> call_function("hash", struct("a", "b"), col("c")))
                .of(() -> call_function("xxhash64", struct("a", "b"), col("c")))
                .of(() -> call_function("hash", struct(struct("a", "b"), col("c"))))
                .of(() -> call_function("hash", lit(null)))
                .of(() -> call_function("xxhash64", lit(null)))
                .of(() -> call_function("hash"))
                .of(() -> call_function("xxhash64"))
                .of(() -> call_function("md5"))
                .of(() -> call_function("md5", lit(null)))
                .of(() -> call_function("crc32", lit(null)))
                .of(() -> call_function("md5", struct("a")))
                .of(() -> call_function("crc32", struct("a")))
                .of(() -> call_function("sha2", col("b")))
                .of(() -> call_function("sha2", col("b"), lit("256")))
                .of(() -> call_function("sha2", col("b"), col("a")))
                .of(() -> call_function("format_number", col("a")));
        cases.expressions("numbers-as-texts")
                .rows(
                        "v DOUBLE, n INT",
                        row(1234567.891, 2),
                        row(1234567.891, 0),
                        row(0.5, 0),
                        row(1.5, 0),
                        row(-1.235, 2),
                        row(-0.001, 2),
                        row(12.0, 4),
                        row(1e20, 1),
                        row(Double.NaN, 2),
                        row(Double.POSITIVE_INFINITY, 2),
                        row(1.0, -1),
                        row(null, 1),
                        row(1.0, null))
                .of(() -> call_function("format_number", col("v"), col("n")))
                .of(() -> call_function("format_number", col("v"), lit(3)))
                .of(() -> call_function("format_number", col("v"), lit("###,###.00")))
                .of(() -> call_function("format_number", col("v"), lit("")))
                .of(() -> call_function("format_number", col("v"), lit("0.0%")))
                .of(() -> call_function("format_number", col("v"), lit(null)));
    }

    private static void types(Cases cases, String suffix, String ansi) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("v " + type, ansi.equals("true") ? Samples.of(type) : Samples.few(type));
            HASHES.forEach(name -> one.of(() -> call_function(name, col("v"))));
            DIGESTS.forEach(name -> one.of(() -> call_function(name, col("v"))));
            one.of(() -> call_function("sha2", col("v"), lit(256)))
                    .of(() -> call_function("format_number", col("v"), lit(2)));
        }
    }
}
