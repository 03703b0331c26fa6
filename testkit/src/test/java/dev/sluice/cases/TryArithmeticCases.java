package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;

import java.time.LocalDate;
import java.util.List;

/** Operators that give null where others fail. */
public final class TryArithmeticCases implements CaseGroup {
    private static final List<String> FUNCTIONS =
            List.of("try_add", "try_subtract", "try_multiply", "try_divide", "try_mod");
    private static final List<String> NUMBERS =
            List.of("TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL(18,0)", "DECIMAL(38,10)");

    @Override
    public void define(Cases cases) {
        for (String ansi : List.of("true", "false")) {
            String suffix = ansi.equals("true") ? "-ansi" : "-plain";
            for (String type : NUMBERS) {
                pairs(cases, type, type, suffix, ansi);
            }
            pairs(cases, "INT", "BIGINT", suffix, ansi);
            pairs(cases, "INT", "DOUBLE", suffix, ansi);
            pairs(cases, "BIGINT", "FLOAT", suffix, ansi);
            pairs(cases, "DECIMAL(5,2)", "INT", suffix, ansi);
            pairs(cases, "STRING", "INT", suffix, ansi);
            pairs(cases, "BOOLEAN", "INT", suffix, ansi);
            aggregates(cases, suffix, ansi);
        }
        cases.expressions("of-dates")
                .rows("d DATE, i INT", row(LocalDate.EPOCH, 1), row(null, 1))
                .of(() -> call_function("try_add", col("d"), col("i")))
                .of(() -> call_function("try_subtract", col("d"), col("i")));
        cases.expressions("what-arguments-fail-for")
                .rows("i INT, s STRING", row(Integer.MAX_VALUE, "x"), row(1, "2"))
                .of(() -> call_function("try_add", col("i").plus(1), lit(1)))
                .of(() -> call_function("try_add", col("i"), col("s").cast("INT")))
                .of(() -> call_function("try_add", lit(null), lit(1)))
                .of(() -> call_function("try_divide", lit(1), lit(0)))
                .of(() -> call_function("try_divide", col("i"), lit(null)));
        cases.expressions("elements")
                .rows("i INT", row(0), row(1), row(-1), row(7), row((Object) null))
                .of(() -> call_function("try_element_at", array(lit("a"), lit("b")), col("i")))
                .of(() -> call_function("try_element_at", map(lit(1), lit("b")), col("i")));
    }

    private static void pairs(Cases cases, String left, String right, String suffix, String ansi) {
        ExpressionCase one = cases.expressions(Samples.nameOf(left) + "-" + Samples.nameOf(right) + suffix)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("a " + left + ", b " + right, Samples.pairs(left, right));
        FUNCTIONS.forEach(name -> one.of(() -> call_function(name, col("a"), col("b"))));
    }

    private static void aggregates(Cases cases, String suffix, String ansi) {
        for (String type : List.of("INT", "DECIMAL(38,10)", "DOUBLE", "STRING", "BOOLEAN")) {
            cases.expressions("aggregates-of-" + Samples.nameOf(type) + suffix)
                    .conf("spark.sql.ansi.enabled", ansi)
                    .rows("v " + type, Samples.few(type))
                    .of(() -> call_function("try_sum", col("v")))
                    .of(() -> call_function("try_avg", col("v")));
        }
    }
}
