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

/** Functions of real numbers, and rounding. */
public final class RealFunctionCases implements CaseGroup {
    private static final List<String> OF_ONE = List.of(
            "sqrt",
            "cbrt",
            "exp",
            "expm1",
            "ln",
            "log",
            "log10",
            "log2",
            "log1p",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "asinh",
            "acosh",
            "atanh",
            "sec",
            "csc",
            "cot",
            "degrees",
            "radians",
            "signum",
            "sign",
            "rint",
            "ceil",
            "ceiling",
            "floor",
            "round",
            "bround",
            "factorial",
            "bin",
            "hex",
            "positive");

    private static final List<String> OF_TWO = List.of("pow", "power", "atan2", "hypot", "log", "pmod", "mod");

    private static final List<String> ROUNDING = List.of("round", "bround");

    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        0.5,
        -0.5,
        1.0,
        -1.0,
        1.5,
        2.5,
        -2.5,
        3.0,
        0.1,
        1e-9,
        20.0,
        100.0,
        710.0,
        -710.0,
        1e19,
        -1e19,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    @Override
    public void define(Cases cases) {
        Row[] numbers = Stream.concat(
                        java.util.Arrays.stream(NUMBERS).mapToObj(number -> row(number)), Stream.of(row((Object) null)))
                .toArray(Row[]::new);
        ExpressionCase reals = cases.expressions("of-reals").rows("v DOUBLE", numbers);
        OF_ONE.stream()
                .filter(name -> !List.of("factorial", "bin", "hex").contains(name))
                .forEach(name -> reals.of(() -> call_function(name, col("v"))));
        types(cases, "ansi", "true");
        types(cases, "plain", "false");
        for (String left : List.of("INT", "BIGINT", "DOUBLE", "STRING")) {
            for (String right : List.of("INT", "BIGINT", "DOUBLE", "STRING")) {
                pairs(cases, left, right, "ansi", "true");
                pairs(cases, left, right, "plain", "false");
            }
        }
        rounding(cases);
        cases.expressions("constants")
                .rows("v INT", row(1))
                .of(() -> call_function("e"))
                .of(() -> call_function("pi"))
                .of(() -> call_function("e", col("v")))
                .of(() -> call_function("pi", col("v")));
        numerals(cases);
        buckets(cases);
        refusals(cases);
    }

    private static void types(Cases cases, String suffix, String ansi) {
        for (String type : Samples.TYPES) {
            ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("v " + type, Samples.few(type));
            OF_ONE.forEach(name -> one.of(() -> call_function(name, col("v"))));
            one.of(() -> call_function("pow", col("v"), lit(2)))
                    .of(() -> call_function("pmod", col("v"), lit(3)))
                    .of(() -> call_function("conv", col("v"), lit(10), lit(16)))
                    .of(() -> call_function("round", col("v"), lit(1)))
                    .of(() -> call_function("round", col("v"), lit(-1)))
                    .of(() -> call_function("bround", col("v"), lit(-1)))
                    .of(() -> call_function("round", lit(2.5), col("v")))
                    .of(() -> call_function("width_bucket", col("v"), lit(0), lit(10), lit(5)));
        }
    }

    private static void pairs(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase one = cases.expressions(
                        "pairs-of-" + Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right));
        OF_TWO.forEach(name -> one.of(() -> call_function(name, col("a"), col("b"))));
    }

    private static void rounding(Cases cases) {
        ExpressionCase reals = cases.expressions("rounding-of-doubles")
                .rows(
                        "v DOUBLE",
                        row(2.5),
                        row(3.5),
                        row(-2.5),
                        row(0.125),
                        row(1.005),
                        row(12345.6789),
                        row(-0.4),
                        row(1e300),
                        row(4.9E-324),
                        row(Double.NaN),
                        row(Double.NEGATIVE_INFINITY),
                        row((Object) null));
        ExpressionCase ints = cases.expressions("rounding-of-ints")
                .rows(
                        "v INT",
                        row(25),
                        row(35),
                        row(-25),
                        row(15),
                        row(14),
                        row(5),
                        row(4),
                        row(Integer.MAX_VALUE),
                        row((Object) null));
        ExpressionCase plain = cases.expressions("rounding-of-ints-plain")
                .conf("spark.sql.ansi.enabled", "false")
                .rows("v INT", row(25), row(35), row(Integer.MAX_VALUE), row(Integer.MIN_VALUE));
        ExpressionCase longs = cases.expressions("rounding-of-longs")
                .rows("v BIGINT", row(25L), row(35L), row(-25L), row(Long.MAX_VALUE), row(Long.MIN_VALUE), row((Object)
                        null));
        for (String name : ROUNDING) {
            for (Integer scale : new Integer[] {0, 1, 2, 5, 400, -1, -2, -10, -19, -20, -400, null}) {
                for (ExpressionCase one : List.of(reals, ints, plain, longs)) {
                    one.of(() -> call_function(name, col("v"), lit(scale)));
                }
            }
        }
        reals.of(() -> call_function("round", col("v"), lit("1")))
                .of(() -> call_function("round", col("v"), col("v").cast("INT")));
    }

    private static void numerals(Cases cases) {
        ExpressionCase one = cases.expressions("numerals")
                .rows(
                        "v STRING, a INT, b INT",
                        row("100", 2, 10),
                        row("-10", 16, -10),
                        row("ff", 16, 2),
                        row("FFz1", 16, 10),
                        row("", 10, 16),
                        row("z", 36, 10),
                        row("zz", 10, 16),
                        row("-15", 10, 16),
                        row("-15", 10, -16),
                        row("18446744073709551616", 10, 16),
                        row("9223372036854775808", 10, -10),
                        row(" 12", 10, 10),
                        row("12.7", 10, 2),
                        row("1", 1, 10),
                        row("1", 10, 37),
                        row(null, 10, 2),
                        row("1", null, 2));
        one.of(() -> call_function("conv", col("v"), col("a"), col("b"))).of(() -> call_function("hex", col("v")));
        cases.expressions("numerals-plain")
                .conf("spark.sql.ansi.enabled", "false")
                .rows("v STRING", row("18446744073709551616"), row("-18446744073709551616"), row("7"), row("x"))
                .of(() -> call_function("conv", col("v"), lit(10), lit(16)))
                .of(() -> call_function("conv", col("v"), lit(10), lit(-10)));
        cases.expressions("whole-numbers")
                .rows(
                        "v BIGINT",
                        row(0L),
                        row(1L),
                        row(-1L),
                        row(20L),
                        row(21L),
                        row(255L),
                        row(Long.MIN_VALUE),
                        row((Object) null))
                .of(() -> call_function("bin", col("v")))
                .of(() -> call_function("hex", col("v")))
                .of(() -> call_function("factorial", col("v")));
    }

    private static void buckets(Cases cases) {
        ExpressionCase one = cases.expressions("buckets")
                .rows(
                        "v DOUBLE, low DOUBLE, high DOUBLE, n BIGINT",
                        row(5.3, 0.2, 10.6, 5L),
                        row(-2.1, 1.3, 3.4, 3L),
                        row(8.1, 0.0, 5.7, 4L),
                        row(-0.9, 5.2, 0.5, 2L),
                        row(5.7, 0.0, 5.7, 4L),
                        row(0.0, 0.0, 5.7, 4L),
                        row(0.5, 5.2, 0.5, 2L),
                        row(1.0, 1.0, 1.0, 2L),
                        row(1.0, 0.0, 2.0, 0L),
                        row(1.0, 0.0, 2.0, -1L),
                        row(1.0, 0.0, 2.0, Long.MAX_VALUE),
                        row(Double.NaN, 0.0, 2.0, 2L),
                        row(1.0, Double.NEGATIVE_INFINITY, 2.0, 2L),
                        row(Double.POSITIVE_INFINITY, 0.0, 2.0, 2L),
                        row(null, 0.0, 2.0, 2L),
                        row(1.0, 0.0, 2.0, null));
        one.of(() -> call_function("width_bucket", col("v"), col("low"), col("high"), col("n")));
    }

    private static void refusals(Cases cases) {
        ExpressionCase counts = cases.expressions("wrong-counts").rows("v INT", row(1));
        OF_ONE.forEach(name -> counts.of(() -> call_function(name)).of(() -> call_function(name, fill(3))));
        OF_TWO.forEach(name -> counts.of(() -> call_function(name, fill(3))));
        counts.of(() -> call_function("conv", fill(2))).of(() -> call_function("width_bucket", fill(3)));
        ExpressionCase structs = cases.expressions("of-struct").rows("v INT", row(1));
        OF_ONE.forEach(name -> structs.of(() -> call_function(name, struct("v"))));
        OF_TWO.forEach(name -> structs.of(() -> call_function(name, struct("v"), col("v"))));
        ExpressionCase nulls = cases.expressions("of-null").rows("v INT", row(1));
        OF_ONE.forEach(name -> nulls.of(() -> call_function(name, lit(null))));
        OF_TWO.forEach(name -> nulls.of(() -> call_function(name, lit(null), col("v")))
                .of(() -> call_function(name, col("v"), lit(null))));
    }

    private static Column[] fill(int count) {
        return Stream.generate(() -> col("v")).limit(count).toArray(Column[]::new);
    }
}
