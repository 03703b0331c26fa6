package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.monotonically_increasing_id;
import static dev.sluice.functions.rand;
import static dev.sluice.functions.randn;
import static dev.sluice.functions.randstr;
import static dev.sluice.functions.sequence;
import static dev.sluice.functions.spark_partition_id;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.uniform;
import static dev.sluice.functions.uuid;
import static dev.sluice.functions.when;

import dev.sluice.DataFrame;

/** Values by chance with a seed, over rows of one split, and numbers of rows. */
public final class RandomValueCases implements CaseGroup {
    @Override
    public void define(Cases cases) {
        for (long seed : new long[] {0, 1, -1, 42, Long.MAX_VALUE, 7_000_000_000L}) {
            cases.query("seed-" + seed)
                    .of(inputs -> rows(inputs, 12)
                            .select(
                                    rand(seed),
                                    randn(seed),
                                    uniform(lit(-5), lit(12), lit(seed)).as("ints"),
                                    uniform(lit(1L), lit(5_000_000_000L), lit(seed))
                                            .as("longs"),
                                    uniform(lit(0.5), lit(3), lit(seed)).as("doubles"),
                                    randstr(lit(8), lit(seed)).as("texts")));
        }
        for (long seed : new long[] {0, -1, 7_000_000_000L}) {
            cases.query("shuffled-" + seed)
                    .of(inputs -> rows(inputs, 40)
                            .select(
                                    call_function(
                                                    "shuffle",
                                                    sequence(lit(1), col("id").plus(1)),
                                                    lit(seed))
                                            .as("numbers"),
                                    call_function(
                                                    "shuffle",
                                                    when(
                                                            col("id").gt(2),
                                                            array(lit("a"), lit(null), lit("c"), lit("d"))),
                                                    lit(seed))
                                            .as("texts")));
        }
        cases.query("names")
                .of(inputs -> rows(inputs, 2)
                        .select(
                                call_function("random", lit(3)),
                                uniform(lit(1), lit(4), lit(3)),
                                randstr(lit(2), lit(3)),
                                monotonically_increasing_id(),
                                spark_partition_id()));
        cases.query("several-batches-of-rows")
                .of(inputs -> rows(inputs, 10_000)
                        .select(rand(5).as("r"), monotonically_increasing_id().as("m"))
                        .where(col("r").lt(0.001)));
        cases.query("only-rows-that-ask")
                .of(inputs -> rows(inputs, 10)
                        .select(when(col("id").mod(2).equalTo(0), rand(9)).otherwise(randn(9))));
        cases.query("in-a-filter-and-a-group")
                .of(inputs -> rows(inputs, 1_000)
                        .where(rand(1).lt(0.5))
                        .groupBy(rand(2).lt(0.5).as("half"))
                        .agg(sum("id")));
        cases.query("without-a-seed")
                .of(inputs -> rows(inputs, 3)
                        .select(
                                rand().geq(0).and(rand().lt(1)).as("r"),
                                randn().isNotNull().as("n"),
                                rand().equalTo(rand()).as("same"),
                                uuid().rlike("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                                        .as("u"),
                                uuid().equalTo(uuid()).as("equal")));
        cases.query("in-an-aggregate").of(inputs -> rows(inputs, 3).agg(sum(rand(1))));
        cases.expressions("refusals")
                .rows("v INT", row(1))
                .of(() -> call_function("rand", col("v")))
                .of(() -> call_function("rand", lit("x")))
                .of(() -> call_function("rand", lit(1.5)))
                .of(() -> call_function("rand", lit(1), lit(2)))
                .of(() -> call_function("randn", col("v")))
                .of(() -> call_function("shuffle", col("v")))
                .of(() -> call_function("shuffle", array(col("v")), col("v")))
                .of(() -> call_function("shuffle", array(col("v")), lit("x")))
                .of(() -> call_function("shuffle", array(col("v")), lit(3)))
                .of(() -> call_function("uniform", lit(1)))
                .of(() -> call_function("uniform", col("v"), lit(1)))
                .of(() -> call_function("uniform", lit("x"), lit(1)))
                .of(() -> call_function("randstr", col("v")))
                .of(() -> call_function("randstr", lit(-1)))
                .of(() -> call_function("randstr", lit("x")))
                .of(() -> call_function("monotonically_increasing_id", col("v")))
                .of(() -> call_function("spark_partition_id", col("v")));
    }

    private static DataFrame rows(Inputs inputs, long count) {
        return inputs.session().range(0, count, 1, 1).toDF("id");
    }
}
