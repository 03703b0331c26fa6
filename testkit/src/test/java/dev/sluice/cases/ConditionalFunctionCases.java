package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;

import dev.sluice.Column;
import java.util.List;
import java.util.stream.Stream;

/** Functions that take one value in the place of another, on each pair of types. */
public final class ConditionalFunctionCases implements CaseGroup {
    private static final List<String> OF_TWO = List.of("nvl", "ifnull", "nullif", "nanvl", "equal_null");
    private static final List<String> OF_ONE = List.of("zeroifnull", "nullifzero");

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
        cases.expressions("only-what-is-taken")
                .rows("i INT, s STRING", row(1, "x"), row(0, "7"), row(null, "x"), row(null, null))
                .of(() -> call_function("nvl", col("i"), col("s").cast("INT")))
                .of(() -> call_function("nvl2", col("i"), lit(1), col("s").cast("INT")))
                .of(() -> call_function("if", col("i").isNotNull(), lit(1), col("s").cast("INT")))
                .of(() -> call_function("nullif", col("i"), lit(1).divide(col("i"))));
        refusals(cases);
    }

    private static void pair(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase pair = cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right));
        OF_TWO.forEach(name -> pair.of(() -> call_function(name, col("a"), col("b"))));
        pair.of(() -> call_function("nvl2", col("a"), col("a"), col("b")))
                .of(() -> call_function("if", col("a").isNull(), col("b"), col("a")));
    }

    private static void one(Cases cases, String type, String suffix, String ansi) {
        ExpressionCase one = cases.expressions("of-" + Samples.nameOf(type) + "-" + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + type, Samples.few(type));
        OF_ONE.forEach(name -> one.of(() -> call_function(name, col("v"))));
        OF_TWO.forEach(name -> one.of(() -> call_function(name, col("v"), lit(null))));
        // A null that has no type stays without one in Spark.
        OF_TWO.stream()
                .filter(name -> !name.equals("nullif"))
                .forEach(name -> one.of(() -> call_function(name, lit(null), col("v"))));
        one.of(() -> call_function("if", col("v"), lit(1), lit(2)))
                .of(() -> call_function("nvl2", lit(null), col("v"), lit(null)))
                .of(() -> call_function("isnull", col("v")));
    }

    private static void refusals(Cases cases) {
        ExpressionCase counts = cases.expressions("wrong-counts").rows("v INT", row(1));
        Stream.of(OF_ONE, OF_TWO, List.of("nvl2", "if"))
                .flatMap(List::stream)
                .forEach(name -> counts.of(() -> call_function(name)).of(() -> call_function(name, fill(4))));
        cases.expressions("of-structs")
                .rows("v INT, w INT", row(1, 2), row(1, 1), row(null, 1))
                .of(() -> call_function("nvl", struct("v"), struct(col("w").as("v"))))
                .of(() -> call_function("nullif", struct("v"), struct(col("w").as("v"))))
                .of(() -> call_function("equal_null", struct("v"), struct(col("w").as("v"))))
                .of(() -> call_function("nvl2", col("v"), struct("v"), struct(col("w").as("v"))))
                .of(() -> call_function("if", col("v").equalTo(1), struct("v"), struct(col("w").as("v"))))
                .of(() -> call_function("zeroifnull", struct("v")))
                .of(() -> call_function("nanvl", struct("v"), col("v")))
                .of(() -> call_function("zeroifnull", lit(null)))
                .of(() -> call_function("if", lit(null), lit(1), lit(2)));
    }

    private static Column[] fill(int count) {
        return Stream.generate(() -> col("v")).limit(count).toArray(Column[]::new);
    }
}
