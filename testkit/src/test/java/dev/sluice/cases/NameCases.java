package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.abs;
import static dev.sluice.functions.avg;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.date_trunc;
import static dev.sluice.functions.first;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.last;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.not;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.substring;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;

import dev.sluice.types.StructType;
import java.time.Instant;
import java.time.LocalDate;

/** The names that columns get by themselves. */
public final class NameCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        cases.expressions("of-expressions")
                .rows("a INT, b BIGINT, s STRING, t TIMESTAMP, `odd name` INT", row(1, 2L, "x", null, 3))
                .of(() -> col("odd name"))
                .of(() -> col("`odd name`").plus(1))
                .of(() -> col("a").plus(col("b")))
                .of(() -> col("a").plus(1).multiply(2L))
                .of(() -> col("a").divide(2.0))
                .of(() -> col("a").mod(3))
                .of(() -> col("a").equalTo("1"))
                .of(() -> col("a").notEqual(1))
                .of(() -> col("a").eqNullSafe(lit(null)))
                .of(() -> col("a").gt(1).and(col("b").lt(2)).or(not(col("a").leq(3))))
                .of(() -> col("a").between(1, 2))
                .of(() -> col("a").isin(1, 2))
                .of(() -> col("a").isNull())
                .of(() -> col("s").isNotNull())
                .of(() -> col("a").cast("string"))
                .of(() -> col("a").cast("string").as("named"))
                .of(() -> col("a").plus(1).cast("bigint"))
                .of(() -> abs(col("a")))
                .of(() -> coalesce(col("a"), col("b"), lit(0)))
                .of(() -> concat(col("s"), lit("'\"\\")))
                .of(() -> substring(col("s"), 1, 2))
                .of(() -> when(col("a").equalTo(1), "x").otherwise(lit(null)))
                .of(() -> when(col("a").equalTo(1), "x").when(col("a").equalTo(2), col("s")))
                .of(() -> date_trunc("hour", col("t")))
                .of(() -> to_timestamp(col("s")))
                .of(() -> to_timestamp(col("s"), "yyyy"))
                .of(() -> from_json(col("s"), StructType.fromDDL("i INT")))
                .of(() -> to_json(struct("a", "s")))
                .of(() -> struct(col("a"), col("b").plus(1), col("s").as("z")))
                .of(() -> struct(col("a"), col("b").plus(1)).getField("a"))
                .of(() -> struct(col("a").as("x")).as("n").getField("x"))
                .of(() -> window(col("t"), "1 hour").getField("start"))
                .of(() -> lit(true))
                .of(() -> lit(1L))
                .of(() -> lit(-1))
                .of(() -> lit(1.0))
                .of(() -> lit(1e20))
                .of(() -> lit(Double.NaN))
                .of(() -> lit("x"))
                .of(() -> lit(LocalDate.of(2024, 2, 29)))
                .of(() -> lit(Instant.parse("2024-02-29T00:00:00Z")))
                .of(() -> col("missing"))
                .of(() -> col("a.b"))
                .of(() -> col("A"));
        cases.expressions("of-null")
                .rows("a INT", row(1))
                .of(() -> lit(null))
                .of(() -> lit(null).cast("int"));
        cases.query("of-aggregates")
                .table("input", "k STRING, v INT", row("a", 1))
                .of(inputs -> inputs.table()
                        .groupBy(col("k"), col("v").plus(1))
                        .agg(
                                count(lit(1)),
                                count("*"),
                                count(col("v")),
                                sum("v"),
                                avg(col("v").plus(1)),
                                max("k"),
                                first("v"),
                                last(col("v"), true),
                                sum("v").plus(1)));
        cases.query("of-short-aggregates")
                .table("input", "k STRING, v INT, w DOUBLE", row("a", 1, 2.0))
                .of(inputs -> inputs.table().groupBy("k").sum());
        cases.query("of-chosen-short-aggregates")
                .table("input", "k STRING, v INT, w DOUBLE", row("a", 1, 2.0))
                .of(inputs -> inputs.table().groupBy("k").mean("v", "w"));
    }
}
