package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.call_udf;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.udf;
import static dev.sluice.functions.when;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.UDF1;
import dev.sluice.UDF2;
import dev.sluice.UDF3;
import dev.sluice.UDF4;
import dev.sluice.UDF5;
import dev.sluice.UserDefinedFunction;
import dev.sluice.types.DataType;

/** Functions that a program brings with it. */
public final class UserFunctionCases implements CaseGroup {
    private static final DataType INT = DataType.fromDDL("INT");
    private static final DataType BIGINT = DataType.fromDDL("BIGINT");
    private static final DataType STRING = DataType.fromDDL("STRING");
    private static final DataType DOUBLE = DataType.fromDDL("DOUBLE");
    private static final DataType BOOLEAN = DataType.fromDDL("BOOLEAN");

    @Override
    public void define(Cases cases) {
        cases.expressions("of-one-to-five")
                .rows(
                        "i INT, l BIGINT, d DOUBLE, s STRING, b BOOLEAN",
                        row(1, 2L, 0.5, "x", true),
                        row(null, -5L, Double.NaN, "", false),
                        row(7, null, null, null, null))
                .of(() -> square().apply(col("i")))
                .of(() -> plus().apply(col("i"), col("l")))
                .of(() -> udf((UDF3<Integer, Long, Double, String>) (i, l, d) -> i + "/" + l + "/" + d, STRING)
                        .apply(col("i"), col("l"), col("d")))
                .of(() -> udf(
                                (UDF4<Integer, Long, Double, String, Boolean>) (i, l, d, s) -> s != null && i != null,
                                BOOLEAN)
                        .apply(col("i"), col("l"), col("d"), col("s")))
                .of(() -> udf(
                                (UDF5<Integer, Long, Double, String, Boolean, Double>)
                                        (i, l, d, s, b) -> b == null ? null : d,
                                DOUBLE)
                        .apply(col("i"), col("l"), col("d"), col("s"), col("b")))
                .of(() -> square().withName("square").apply(col("i")))
                .of(() -> square().apply(square().apply(col("i"))).plus(1))
                .of(() -> square().apply(lit(12)))
                .of(() -> when(col("i").isNotNull(), strict().apply(col("i"))).otherwise(lit(0)))
                .of(() -> plus().asNondeterministic().apply(col("i"), col("l")))
                .of(() -> udf((UDF1<String, String>) s -> "<" + s + ">", STRING)
                        .asNonNullable()
                        .apply(col("s")));
        cases.expressions("of-structs")
                .rows("s STRUCT<a: INT, b: STRING>, i INT", row(row(1, "x"), 2), row(row(null, null), 3), row(null, 4))
                .of(() -> udf((UDF1<Row, String>) s -> s == null ? "none" : s.get(0) + "-" + s.get(1), STRING)
                        .apply(col("s")))
                .of(() -> udf((UDF1<Integer, Integer>) i -> i, INT).apply(col("s.a")))
                .of(() -> udf((UDF2<Row, Integer, Integer>) (s, i) -> s.isNullAt(0) ? i : s.getInt(0), INT)
                        .apply(struct(col("s.a"), col("i")), col("i"))
                        .as("x"));
        cases.expressions("that-fail")
                .rows("i INT, s STRING", row(1, "1"), row(0, "x"), row(null, null))
                .of(() -> strict().apply(col("i")))
                .of(() -> udf((UDF1<String, Integer>) Integer::parseInt, INT).apply(col("s")))
                .of(() -> udf((UDF1<Integer, Integer>) i -> 10 / i, INT).apply(col("i")))
                .of(() -> udf((UDF1<Long, Long>) l -> l + 1, BIGINT).apply(col("i")))
                .of(() -> call_udf("nobody_registered_this", col("i")))
                .of(() -> call_function("nobody_registered_this", col("i")));
        cases.query("registered")
                .table("t", "i INT, l BIGINT", row(3, 4L), row(null, 1L))
                .of(inputs -> {
                    inputs.session()
                            .udf()
                            .register("SquareOf", (UDF1<Integer, Integer>) i -> i == null ? null : i * i, INT);
                    inputs.session().udf().register("plus_of", plus());
                    return inputs.table()
                            .select(
                                    call_udf("squareof", col("i")),
                                    call_function("SQUAREOF", col("i")),
                                    call_udf("plus_of", col("i"), col("l")),
                                    call_udf("plus_of", lit(1), lit(2L)));
                });
        cases.query("registered-with-another-count").table("t", "i INT", row(3)).of(inputs -> {
            inputs.session().udf().register("one_only", (UDF1<Integer, Integer>) i -> i, INT);
            return inputs.table().select(call_udf("one_only", col("i"), col("i")));
        });
        cases.query("in-filters-groups-and-aggregates")
                .table("t", "i INT, l BIGINT", row(1, 4L), row(2, 5L), row(3, 6L), row(4, null), row(null, 8L))
                .of(inputs -> aggregated(inputs.table()));
        cases.stream("over-a-restart")
                .input("i INT, l BIGINT")
                .complete(inputs -> aggregated(inputs.table()))
                .addRows("input", row(1, 4L), row(2, 5L))
                .restart()
                .addRows("input", row(3, 6L), row(5, 1L));
    }

    private static DataFrame aggregated(DataFrame table) {
        Column isOdd = udf((UDF1<Integer, Boolean>) i -> i != null && i % 2 == 1, BOOLEAN)
                .withName("odd")
                .apply(col("i"));
        return table.where(udf((UDF1<Integer, Boolean>) i -> i == null || i < 9, BOOLEAN)
                        .apply(col("i")))
                .groupBy(isOdd.as("odd"))
                .agg(call_function("sum", plus().apply(col("i"), col("l"))).as("total"));
    }

    private static UserDefinedFunction square() {
        return udf((UDF1<Integer, Integer>) i -> i == null ? null : i * i, INT);
    }

    /** Fails on nulls. */
    private static UserDefinedFunction strict() {
        return udf((UDF1<Integer, Integer>) i -> i + 1, INT);
    }

    private static UserDefinedFunction plus() {
        return udf((UDF2<Integer, Long, Long>) (i, l) -> i == null || l == null ? null : i + l, BIGINT);
    }
}
