package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.bitwise_not;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import java.util.List;

/** Functions of the bits of whole numbers, on each pair of types. */
public final class BitFunctionCases implements CaseGroup {
    private static final List<String> SHIFTS = List.of("shiftleft", "shiftright", "shiftrightunsigned");

    @Override
    public void define(Cases cases) {
        for (String left : Samples.TYPES) {
            for (String right : Samples.TYPES) {
                pair(cases, left, right, "ansi", "true");
                pair(cases, left, right, "plain", "false");
            }
            one(cases, left, "ansi", "true");
            one(cases, left, "plain", "false");
        }
        ExpressionCase shifts = cases.expressions("shifts")
                .rows(
                        "i INT, l BIGINT",
                        row(1, 1L),
                        row(-1, -1L),
                        row(Integer.MIN_VALUE, Long.MIN_VALUE),
                        row(null, null));
        for (int by : new int[] {0, 1, 31, 32, 33, 63, 64, 65, -1}) {
            SHIFTS.forEach(name -> shifts.of(() -> call_function(name, col("i"), lit(by)))
                    .of(() -> call_function(name, col("l"), lit(by))));
        }
        ExpressionCase positions =
                cases.expressions("positions").rows("i INT, l BIGINT", row(5, 5L), row(-1, -1L), row(null, null));
        for (Integer place : new Integer[] {0, 1, 2, 31, 32, 63, 64, -1, null}) {
            positions
                    .of(() -> call_function("getbit", col("i"), lit(place)).cast("INT"))
                    .of(() -> call_function("bit_get", col("l"), lit(place)).cast("INT"));
        }
        cases.expressions("type-of-a-bit").rows("i INT", row(5)).of(() -> call_function("getbit", col("i"), lit(0)));
        cases.expressions("refusals")
                .rows("i INT", row(1))
                .of(() -> col("i").bitwiseAND(struct("i")))
                .of(() -> bitwise_not(struct("i")))
                .of(() -> call_function("bit_count", struct("i")))
                .of(() -> call_function("bit_count"))
                .of(() -> call_function("getbit", col("i")))
                .of(() -> call_function("shiftleft", col("i")))
                .of(() -> col("i").bitwiseOR(lit(null)))
                .of(() -> bitwise_not(lit(null)))
                .of(() -> call_function("bit_count", lit(null)))
                .of(() -> call_function("shiftleft", lit(null), col("i")))
                .of(() -> col("i").bitwiseXOR(3).bitwiseOR(col("i").bitwiseAND(1)));
    }

    private static void pair(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase pair = cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right))
                .of(() -> col("a").bitwiseAND(col("b")))
                .of(() -> col("a").bitwiseOR(col("b")))
                .of(() -> col("a").bitwiseXOR(col("b")))
                .of(() -> call_function("shiftleft", col("a"), col("b")));
        if (List.of("INT", "BIGINT", "STRING").contains(left)) {
            pair.of(() -> call_function("getbit", col("a"), col("b")).cast("INT"));
        }
    }

    private static void one(Cases cases, String type, String suffix, String ansi) {
        cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.of(type))
                .of(() -> bitwise_not(col("v")))
                .of(() -> call_function("bit_count", col("v")));
    }
}
