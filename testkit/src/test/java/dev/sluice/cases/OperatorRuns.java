package dev.sluice.cases;

import static dev.sluice.functions.abs;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.ceil;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.floor;
import static dev.sluice.functions.greatest;
import static dev.sluice.functions.negate;
import static dev.sluice.functions.round;

/** Expressions that several groups ask for over types of their own: of a column {@code v}, or of two, {@code a} and {@code b}. */
final class OperatorRuns {
    private OperatorRuns() {}

    static ExpressionCase arithmetic(ExpressionCase one) {
        return one.of(() -> col("a").plus(col("b")))
                .of(() -> col("a").minus(col("b")))
                .of(() -> col("a").multiply(col("b")))
                .of(() -> col("a").divide(col("b")))
                .of(() -> col("a").mod(col("b")))
                .of(() -> call_function("div", col("a"), col("b")))
                .of(() -> call_function("pmod", col("a"), col("b")));
    }

    static ExpressionCase comparisons(ExpressionCase one) {
        return one.of(() -> col("a").equalTo(col("b")))
                .of(() -> col("a").lt(col("b")))
                .of(() -> coalesce(col("a"), col("b")))
                .of(() -> greatest(col("a"), col("b")));
    }

    static ExpressionCase signsAndWholes(ExpressionCase one) {
        return one.of(() -> negate(col("v")))
                .of(() -> abs(col("v")))
                .of(() -> call_function("positive", col("v")))
                .of(() -> ceil(col("v")))
                .of(() -> floor(col("v")))
                .of(() -> round(col("v")));
    }

    static void cast(Cases cases, String name, String from, String to, String ansi) {
        cases.expressions(name)
                .conf("spark.sql.ansi.enabled", ansi)
                .rows("v " + from, Samples.of(from))
                .of(() -> col("v").cast(to));
    }
}
