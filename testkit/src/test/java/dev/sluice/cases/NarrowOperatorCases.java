package dev.sluice.cases;

import static dev.sluice.functions.bitwise_not;
import static dev.sluice.functions.bround;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.isnan;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.round;
import static dev.sluice.functions.shiftleft;
import static dev.sluice.functions.shiftrightunsigned;
import static dev.sluice.functions.when;

import java.util.List;

/** Operators over TINYINT, SMALLINT, FLOAT and BINARY beside each type, with and without ANSI rules. */
public final class NarrowOperatorCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (String narrow : Samples.NARROW) {
            for (String other : Samples.NARROW) {
                pair(cases, narrow, other, "ansi", "true");
                pair(cases, narrow, other, "plain", "false");
            }
            for (String other : List.of("INT", "BIGINT", "DOUBLE", "STRING", "BOOLEAN")) {
                pair(cases, narrow, other, "ansi", "true");
                pair(cases, other, narrow, "plain", "false");
            }
            alone(cases, narrow, "ansi", "true");
            alone(cases, narrow, "plain", "false");
        }
        cases.expressions("floats-of-few-digits")
                .rows(
                        "a FLOAT, b FLOAT",
                        Cases.row(-1e-10f, 3f),
                        Cases.row(-0.1f, 0.7f),
                        Cases.row(Float.MIN_VALUE, 0.3f),
                        Cases.row(-Float.MAX_VALUE, Float.MIN_VALUE),
                        Cases.row(2.675f, 1.005f),
                        Cases.row(0.125f, -0.375f),
                        Cases.row(16777216f, 0.1f))
                .of(() -> call_function("pmod", col("a"), col("b")))
                .of(() -> col("a").mod(col("b")))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("a").multiply(col("b")))
                .of(() -> col("a").divide(col("b")))
                .of(() -> round(col("a"), 2))
                .of(() -> round(col("b"), 2))
                .of(() -> bround(col("b"), 2))
                .of(() -> call_function("sqrt", col("b")))
                .of(() -> call_function("nanvl", col("a"), col("b")))
                .of(() -> call_function("nanvl", col("a"), lit(null)))
                .of(() -> call_function("nanvl", col("a"), lit(1.5)))
                .of(() -> col("a").cast("DECIMAL(20,10)"));
        cases.expressions("days")
                .rows("d DATE, t TINYINT, s SMALLINT", Cases.row(java.time.LocalDate.EPOCH, (byte) 3, (short) -3))
                .of(() -> call_function("date_add", col("d"), col("t")))
                .of(() -> call_function("date_sub", col("d"), col("s")))
                .of(() -> col("d").plus(col("t")))
                .of(() -> col("d").minus(col("s")));
        cases.expressions("literals")
                .rows("t TINYINT, s SMALLINT, f FLOAT", Cases.row((byte) 3, (short) -3, 0.1f))
                .of(() -> lit((byte) 1))
                .of(() -> lit((short) 1))
                .of(() -> lit(0.1f))
                .of(() -> lit(new byte[] {1, (byte) 0xAB}))
                .of(() -> col("t").plus(lit((byte) 127)))
                .of(() -> col("t").plus(1))
                .of(() -> col("f").plus(0.1))
                .of(() -> col("f").plus(1))
                .of(() -> col("f").multiply(lit(0.1f)))
                .of(() -> col("f").equalTo(0.1))
                .of(() -> col("f").isin(0.1f, 1))
                .of(() -> col("s").isin((byte) 1, 2L))
                .of(() -> when(col("t").gt(1), col("s")).otherwise(lit(0.5f)));
    }

    private static void pair(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase one = cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.fewPairs(left, right));
        OperatorRuns.arithmetic(one);
        one.of(() -> col("a").bitwiseAND(col("b")));
        OperatorRuns.comparisons(one);
    }

    private static void alone(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("alone-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type));
        OperatorRuns.signsAndWholes(one)
                .of(() -> round(col("v"), 2))
                .of(() -> round(col("v"), -1))
                .of(() -> bround(col("v"), -2))
                .of(() -> isnan(col("v")))
                .of(() -> call_function("signum", col("v")))
                .of(() -> call_function("sqrt", col("v")))
                .of(() -> bitwise_not(col("v")))
                .of(() -> shiftleft(col("v"), 3))
                .of(() -> shiftrightunsigned(col("v"), 1))
                .of(() -> call_function("bit_count", col("v")))
                .of(() -> call_function("getbit", col("v"), lit(7)))
                .of(() -> call_function("hash", col("v")))
                .of(() -> call_function("xxhash64", col("v")))
                .of(() -> call_function("hex", col("v")))
                .of(() -> call_function("bin", col("v")))
                .of(() -> call_function("length", col("v")))
                .of(() -> call_function("concat", col("v"), lit("x")))
                .of(() -> call_function("concat", col("v"), col("v")))
                .of(() -> call_function("format_number", col("v"), lit(1)))
                .of(() -> call_function("nanvl", col("v"), lit(1)));
    }
}
